import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { selectorsIn } from "../../checks/read/promql/walk.ts";
import { rulesOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/known-recordings",
  reads: rulesInUse,
  severity: "warning",
  title: "Every recorded series that a rule reads is recorded somewhere",
  why: "Names with a colon belong to recording rules. When the recording rule is renamed or lives in a file that was not copied along, everything built on it yields nothing, silently: the alert on the error budget never fires again.",
  source: "Prometheus documentation, Recording rules: naming (level:metric:operations)",
  good: [
    "groups:\n  - name: g\n    rules:\n      - record: job:errors:rate5m\n        expr: sum by (job) (rate(errors_total[5m]))\n      - alert: A\n        expr: job:errors:rate5m > 1\n",
    "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: job:errors:rate5m > 1\n",
  ],
  bad: [
    {
      "prometheus.yml":
        'rule_files: [rules.yml]\nscrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: ["a:1"]\n',
      "rules.yml":
        "groups:\n  - name: g\n    rules:\n      - record: job:errors:rate5m\n        expr: sum by (job) (rate(errors_total[5m]))\n      - alert: A\n        expr: job:errors:rate1h > 1 # ! prometheus/known-recordings\n",
    },
  ],
  *judge({ file, servers, assumed, vocabulary: { recorded } }) {
    const complete =
      servers.length > 0 &&
      !assumed &&
      servers.every(
        ({ config, patterns }) =>
          patterns.every((pattern) => pattern.result !== "unknown") &&
          config.remoteRead.length === 0 &&
          config.scrapeConfigFiles.length === 0 &&
          // Federation brings recorded series of other servers, and so does any exporter that keeps their labels.
          config.scrapeJobs.every((job) => !job.honorLabels && job.metricsPath?.text !== "/federate"),
      );
    for (const rule of rulesOf(file)) {
      for (const selector of selectorsIn(rule.query.root)) {
        const { metric } = selector;
        if (!metric?.name.includes(":")) continue;
        if (recorded.has(metric.name)) yield { met: true, at: metric };
        else if (!complete) yield { met: "unknown", at: metric, decidedBy: "rules outside of the repository" };
        else {
          yield {
            met: false,
            at: metric,
            message: `rule "${rule.name.text}" reads "${metric.name}", which no recording rule here records`,
            hint: "add the recording rule to a file that rule_files loads, or correct the name",
          };
        }
      }
    }
  },
});

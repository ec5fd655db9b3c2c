import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import { alertsOf } from "./expression/rules-of.ts";

/** Longer than this is a day or more of an outage before anyone hears of it. */
const longestSeconds = 7 * 86_400;

export default definePolicy({
  id: "prometheus/reachable-for",
  reads: rulesInUse,
  severity: "notice",
  title: "`for` spans several evaluations and ends in time to act",
  why: "`for` is tested at evaluations only: shorter than their interval it delays to the next one, whatever it says, and a single odd sample decides. Weeks of it are forgotten at each long stop of Prometheus.",
  source: "Prometheus documentation, Alerting rules: for; Configuration: evaluation_interval",
  good: [
    {
      "prometheus.yml": "global:\n  evaluation_interval: 30s\nrule_files: [rules.yml]\nscrape_configs: []\n",
      "rules.yml":
        "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n        for: 30s\n      - alert: B\n        expr: up == 0\n      - alert: C\n        expr: up == 0\n        for: 1d\n",
    },
  ],
  bad: [
    {
      "prometheus.yml": "global:\n  evaluation_interval: 1m\nrule_files: [rules.yml]\nscrape_configs: []\n",
      "rules.yml":
        "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n        for: 30s # ! prometheus/reachable-for\n      - alert: B\n        expr: up == 0\n        for: 30d # ! prometheus/reachable-for\n  - name: slow\n    interval: 10m\n    rules:\n      - alert: C\n        expr: up == 0\n        for: 5m # ! prometheus/reachable-for\n",
    },
  ],
  *judge({ file, servers }) {
    for (const rule of alertsOf(file)) {
      const { forSeconds, forAt } = rule;
      if (!forAt || forSeconds === undefined) continue;
      const evaluation = rule.group.interval ? rule.group.interval.seconds : servers[0]?.evaluationSeconds;
      if (forSeconds > longestSeconds) {
        yield {
          met: false,
          at: forAt,
          message: `alert "${rule.name.text}" waits ${formatDuration(forSeconds)} before it fires`,
          hint: "keep `for` to hours; look at a longer past with a range in the expression",
        };
      } else if (evaluation === undefined) {
        yield { met: "unknown", at: forAt, decidedBy: "the evaluation interval" };
      } else if (forSeconds > 0 && forSeconds < evaluation) {
        yield {
          met: false,
          at: forAt,
          message: `alert "${rule.name.text}" waits ${formatDuration(forSeconds)}, but it is evaluated only every ${formatDuration(evaluation)}`,
          hint: "evaluate the group more often (`interval`), or write a `for` of at least two evaluations",
          related: rule.group.interval ? [rule.group.interval] : [],
        };
      } else yield { met: true, at: forAt };
    }
  },
});

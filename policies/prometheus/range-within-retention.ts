import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import { walk } from "../../checks/read/promql/walk.ts";
import { rulesOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/range-within-retention",
  reads: rulesInUse,
  severity: "warning",
  title: "Rules look back no further than samples are kept",
  why: "A range or an offset beyond the retention reads samples that are gone: an average over 30 days is one over 15 and nobody notices; an offset beyond it finds nothing, and the alert never fires.",
  source: "Prometheus documentation, Storage: operational aspects (15 days unless a flag says otherwise)",
  good: [
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    command: [--config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.retention.time=40d]\n    volumes: [./prometheus:/etc/prometheus]\n",
      "prometheus/prometheus.yml": "rule_files: [rules.yml]\nscrape_configs: []\n",
      "prometheus/rules.yml":
        "groups:\n  - name: g\n    rules:\n      - record: a:b:avg\n        expr: avg_over_time(x[30d])\n",
    },
    "groups:\n  - name: g\n    rules:\n      - record: a:b:avg\n        expr: avg_over_time(x[30d])\n",
  ],
  bad: [
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    command: [--config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.retention.time=10d]\n    volumes: [./prometheus:/etc/prometheus]\n",
      "prometheus/prometheus.yml": "rule_files: [rules.yml]\nscrape_configs: []\n",
      "prometheus/rules.yml":
        "groups:\n  - name: g\n    rules:\n      - record: a:b:avg\n        expr: avg_over_time(x[30d]) # ! prometheus/range-within-retention\n      - record: a:c:old\n        expr: x offset 2w # ! prometheus/range-within-retention\n      - record: a:d:week\n        expr: avg_over_time(x[1w])\n",
    },
  ],
  *judge({ file, servers, assumed }) {
    const [server] = servers;
    const retention = server?.retention;
    for (const rule of rulesOf(file)) {
      if (!rule.query.root) continue;
      for (const node of walk(rule.query.root)) {
        if (node.kind !== "selector" && node.kind !== "range" && node.kind !== "subquery") continue;
        const range = node.kind === "selector" ? 0 : (node.rangeSeconds ?? 0);
        const offset = node.offsetSeconds ?? 0;
        const reach = range + offset;
        if (reach < 86_400) continue;
        if (!retention || assumed) {
          yield { met: "unknown", at: node, decidedBy: "the retention of Prometheus" };
        } else if (reach <= retention.seconds) yield { met: true, at: node };
        else {
          yield {
            met: false,
            at: node,
            severity: offset > retention.seconds ? "error" : "warning",
            message: `rule "${rule.name.text}" looks back ${formatDuration(reach)}, but samples are kept ${formatDuration(retention.seconds)}`,
            hint: "raise --storage.tsdb.retention.time, or look back less far",
            related: [retention.at],
          };
        }
      }
    }
  },
});

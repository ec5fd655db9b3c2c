import { type RulesInUse, rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { servicesSeeing } from "../../checks/blueprint/services-seeing.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { defectsFor } from "../../checks/read/defect.ts";

export default definePolicy({
  id: "prometheus/accepted-rules",
  reads: rulesInUse,
  severity: "error",
  title: "Prometheus loads its rules",
  why: "One rule that does not parse makes Prometheus refuse the whole configuration: it does not start, or it goes on with the old rules after a reload that failed quietly.",
  source: "Prometheus documentation, Alerting rules and Recording rules; what promtool check rules rejects",
  good: [
    'groups:\n  - name: api\n    rules:\n      - alert: ApiDown\n        expr: up{job="api"} == 0\n        for: 5m\n        labels:\n          severity: critical\n',
    "groups:\n  - name: api\n    interval: 30s\n    rules:\n      - record: job:http_requests:rate5m\n        expr: |\n          sum by (job) (\n            rate(http_requests_total[5m])\n          )\n",
    {
      "compose.yaml":
        "services:\n  vmalert:\n    image: victoriametrics/vmalert:v1.102.0\n    volumes:\n      - ./rules.yml:/etc/alerts/rules.yml:ro\n    command: ['--rule=/etc/alerts/*.yml']\n",
      "rules.yml":
        "groups:\n  - name: disks\n    concurrency: 2\n    rules:\n      - alert: PoolDegraded\n        expr: zpool_state == 1\n        for: 5m\n        update_entries_limit: 5\n        labels: { severity: critical }\n        annotations: { summary: a pool is degraded, description: replace the disk }\n",
    },
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: ApiDown\n        expr: up{job="api" == 0 # ! prometheus/accepted-rules\n',
    "groups:\n  - name: api\n    rules:\n      - alert: ManyErrors\n        expr: rate(http_errors_total) > 1 # ! prometheus/accepted-rules\n",
    "groups:\n  - name: api\n    rules:\n      - alert: ApiDown\n        expr: up == 0\n        for: 5 minutes # ! prometheus/accepted-rules\n",
    "groups:\n  - name: api\n    rules:\n      - alert: ApiDown\n        expr: up == 0\n        severity: critical # ! prometheus/accepted-rules\n",
    {
      "prometheus.yml": "rule_files:\n  - alert.rules # ! prometheus/accepted-rules\nscrape_configs: []\n",
      "alert.rules": "ALERT Down\n  IF up == 0\n  FOR 5m\n",
    },
  ],
  *judge(rules) {
    const { file, servers, assumed, major, features } = rules;
    if (assumed && isForVmalert(rules)) {
      yield { met: "unknown", at: file, decidedBy: "vmalert, whose rules have fields and functions of their own" };
      return;
    }
    if (file.legacy) {
      const entry = servers[0]?.patterns.find(({ rules }) => rules.includes(file))?.at;
      if (!entry || assumed || major < 2)
        yield { met: "unknown", at: file, decidedBy: "the version that loads this file" };
      else {
        yield {
          met: false,
          at: entry,
          message: `${file.source.path} is written in the syntax of Prometheus 1.x, which ${major}.x refuses`,
          hint: "write the rules as YAML with groups:",
          related: [file],
        };
      }
      return;
    }
    const defects = defectsFor(file.defects, major, features);
    if (defects.length === 0) yield { met: true, at: file };
    for (const defect of defects) {
      yield { met: false, at: defect, message: `Prometheus refuses this: ${defect.message}`, hint: defect.hint };
    }
  },
});

/** Groups of vmalert have `concurrency`, `headers` and more, and MetricsQL knows functions that PromQL lacks. */
const isForVmalert = ({ file, blueprint }: RulesInUse): boolean =>
  servicesSeeing(blueprint, file).some(({ image }) => /(^|\/)vmalert$/.test(image?.name ?? ""));

import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { carries, outputLabels } from "../../checks/read/promql/output-labels.ts";
import { selectorsIn } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "./expression/rules-of.ts";
import { textsOf } from "./expression/texts.ts";

/** Labels that rules add; no exporter uses them for its series. */
const ownLabels: ReadonlySet<string> = new Set(["alertname", "severity", "priority"]);

export default definePolicy({
  id: "prometheus/kept-template-labels",
  reads: rules,
  severity: "warning",
  title: "Texts use only labels that the alert's series still have",
  why: 'After `sum by (job)` there is no instance: "{{ $labels.instance }} is down" becomes " is down", and whoever is woken does not know what. Templates see the labels of the series, not those that the rule adds, so `$labels.severity` is empty too. promtool accepts both.',
  source: "Prometheus documentation, Alerting rules: templating; Query operators: aggregation",
  good: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: sum by (job, instance) (rate(errors_total[5m])) > 1\n        annotations:\n          summary: "{{ $labels.instance }} of {{ $labels.job }} fails"\n      - alert: B\n        expr: up == 0\n        annotations:\n          summary: "{{ $labels.anything }} is down"\n      - alert: C\n        expr: sum by (job) (x) * on (job) group_left (team) y > 1\n        annotations:\n          summary: "{{ $labels.job }} of {{ $labels.team }}"\n      - alert: D\n        expr: absent(up{job="api"})\n        annotations:\n          summary: "{{ $labels.job }} is gone"\n      - alert: E\n        expr: ALERTS{severity="critical"} == 1\n        annotations:\n          summary: "{{ $labels.alertname }} {{ $labels.severity }}"\n',
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: sum(up) < 3\n        labels:\n          cluster: main\n        annotations:\n          summary: "Only {{ $value }} left in {{ $externalLabels.cluster }}"\n      - alert: B\n        expr: sum without (cpu) (x) > 1\n        annotations:\n          summary: "{{ $labels.instance }} {{ range query `up` }}{{ .Labels.cpu }}{{ end }}"\n',
  ],
  bad: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: sum by (job) (rate(errors_total[5m])) > 1\n        annotations:\n          summary: "{{ $labels.instance }} fails" # ! prometheus/kept-template-labels\n      - alert: B\n        expr: absent(up)\n        annotations:\n          summary: "{{ .Labels.job }} is gone" # ! prometheus/kept-template-labels\n      - alert: C\n        expr: up == 0\n        labels:\n          severity: critical\n        annotations:\n          summary: "{{ $labels.severity }}: down" # ! prometheus/kept-template-labels\n      - alert: D\n        expr: sum without (instance) (up) == 0\n        labels:\n          host: "{{ $labels.instance }}" # ! prometheus/kept-template-labels\n',
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      if (!rule.query.root) continue;
      const carried = outputLabels(rule.query.root);
      for (const text of [...textsOf(rule.labels), ...textsOf(rule.annotations)]) {
        const told = new Set<string>();
        for (const use of text.template.labels) {
          if (told.has(use.name)) continue;
          told.add(use.name);
          const kept = carries(carried, use.name);
          const ofRule = ownLabels.has(use.name) && kept === "unknown" && isOfRule(rule, use.name);
          if (kept === true) yield { met: true, at: use };
          else if (kept === "unknown" && !ofRule)
            yield { met: "unknown", at: use, decidedBy: "the labels of its series" };
          else {
            yield {
              met: false,
              at: use,
              message: ofRule
                ? `label "${use.name}" is added by the rule, so it is empty in the texts of alert "${rule.name.text}"`
                : `the expression of alert "${rule.name.text}" does not keep label "${use.name}", so it is empty in this text`,
              hint: ofRule
                ? "write it out; templates see the labels of the series only"
                : `keep it in the aggregation (by (${use.name}, ...)), or leave it out of the text`,
              related: [rule.expr],
            };
          }
        }
      }
    }
  },
});

function isOfRule(rule: Rule, name: string): boolean {
  for (const { metric } of selectorsIn(rule.query.root)) {
    if (metric === undefined || /^ALERTS|:/.test(metric.name)) return false;
  }
  return name === "alertname" || rule.labels.has(name);
}

import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { alertsOf } from "./expression/rules-of.ts";

/** Names under which teams keep the same thing. */
const names = ["severity", "priority", "level", "criticality"];

export default definePolicy({
  id: "prometheus/severity-label",
  reads: rules,
  severity: "warning",
  title: "Every alert says how urgent it is",
  why: "Routing by severity decides who is woken; an alert without the label falls through to the default receiver, and the page that was meant never comes.",
  source: "Prometheus documentation, Alerting practices; Alertmanager documentation, Routing-related settings",
  good: [
    "groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        labels:\n          severity: critical\n      - record: a:b\n        expr: sum(x)\n",
    "groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        labels:\n          priority: P1\n",
    "groups:\n  - name: api\n    labels:\n      severity: critical\n    rules:\n      - alert: Down\n        expr: up == 0\n",
    "groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        labels:\n          severity: '{{ if gt $value 0.5 }}page{{ else }}ticket{{ end }}'\n",
  ],
  bad: [
    "groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        labels:\n          severity: critical\n      - alert: Slow # ! prometheus/severity-label\n        expr: latency > 1\n",
    "groups:\n  - name: api # ! prometheus/severity-label\n    rules:\n      - alert: Down\n        expr: up == 0\n        labels:\n          team: api\n      - alert: Slow\n        expr: latency > 1\n",
  ],
  *judge(file) {
    const alerts = [...alertsOf(file)];
    const lacking = alerts.filter(
      (rule) => !names.some((name) => rule.labels.has(name) || rule.group.labels.has(name)),
    );
    for (const rule of alerts) if (!lacking.includes(rule)) yield { met: true, at: rule };
    const [first] = lacking;
    if (first && lacking.length === alerts.length) {
      yield {
        met: false,
        at: first.group,
        severity: "notice",
        message: `none of the ${alerts.length === 1 ? "alerts" : `${alerts.length} alerts`} in this file has a severity label`,
        hint: "add `severity: critical` or `severity: warning` to the labels of each",
      };
      return;
    }
    for (const rule of lacking) {
      yield {
        met: false,
        at: rule,
        message: `alert "${rule.name.text}" has no severity label, other than the rest of its file`,
        hint: "add `severity: critical` or `severity: warning` to its labels",
      };
    }
  },
});

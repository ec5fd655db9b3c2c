import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { alertsOf } from "./expression/rules-of.ts";
import { textsOf } from "./expression/texts.ts";

export default definePolicy({
  id: "prometheus/steady-labels",
  reads: rules,
  severity: "error",
  title: "Labels of an alert do not change with its value",
  why: "The labels are the identity of an alert. With `$value` in one, every new value is a new alert: `for` starts over and is never reached, and where it fires, each change sends a new notification and resolves the old one. promtool accepts it.",
  source: "Prometheus documentation, Alerting rules: labels and templating",
  good: [
    "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: x > 1\n        for: 5m\n        labels:\n          severity: '{{ if gt $value 0.9 }}critical{{ else }}warning{{ end }}'\n          team: '{{ $labels.team }}'\n        annotations:\n          summary: It is {{ $value }}\n",
  ],
  bad: [
    "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: x > 1\n        for: 5m\n        labels:\n          value: '{{ $value }}' # ! prometheus/steady-labels\n      - alert: B\n        expr: x > 1\n        labels:\n          value: \"{{ .Value | humanize }}\" # ! prometheus/steady-labels\n",
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      for (const text of textsOf(rule.labels)) {
        const printed = text.template.values.find((use) => !isCondition(use));
        if (!printed) yield { met: true, at: text.scalar };
        else {
          const waits = (rule.forSeconds ?? 0) > 0;
          yield {
            met: false,
            at: printed,
            severity: waits ? "error" : "warning",
            message: `label "${text.name}" of alert "${rule.name.text}" holds the value, so ${waits ? "its `for` starts over whenever the value changes" : "every change of the value is a new alert"}`,
            hint: "put the value into an annotation",
          };
        }
      }
    }
  },
});

/** Inside `{{ if ... }}` the value only chooses between fixed texts. */
function isCondition({ source, start }: Located): boolean {
  const open = source.text.lastIndexOf("{{", start);
  return /^\{\{-?\s*(?:else\s+)?(?:if|with)\b/.test(source.text.slice(open, start));
}

import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { textOf } from "../../checks/read/yaml/tree.ts";
import { alertsOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/summary-and-description",
  reads: rules,
  severity: "warning",
  title: "Every alert says in words what is wrong",
  why: "Whoever is woken at night reads the annotations, not the expression: without them the notification is a bare name, and templates that print the summary print nothing.",
  source: "Prometheus documentation, Alerting rules: annotations",
  good: [
    'groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        annotations:\n          summary: "{{ $labels.instance }} is down"\n          description: It has not answered for five minutes.\n      - alert: Slow\n        expr: latency > 1\n        annotations:\n          summary: Requests are slow\n          description: More than one second.\n',
    "groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n        annotations:\n          message: The API is down\n      - alert: Other\n        expr: x == 0\n        annotations:\n          description: It is down\n",
    "groups:\n  - name: meta\n    rules:\n      - alert: Watchdog\n        expr: vector(1)\n",
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: Down # ! prometheus/summary-and-description\n        expr: up == 0\n      - alert: Slow # ! prometheus/summary-and-description\n        expr: latency > 1\n        annotations:\n          dashboard: https://grafana.example.com/d/1\n      - alert: Empty # ! prometheus/summary-and-description\n        expr: latency > 2\n        annotations:\n          summary: ""\n',
    "groups:\n  - name: api\n    rules:\n      - alert: A\n        expr: x > 1\n        annotations: { summary: One, description: Two }\n      - alert: B\n        expr: y > 1\n        annotations: { summary: One, description: Two }\n      - alert: C # ! prometheus/summary-and-description\n        expr: z > 1\n        annotations: { summary: One }\n",
  ],
  *judge(file) {
    const alerts = [...alertsOf(file)];
    const complete = alerts.filter((rule) => says(rule, "summary") && says(rule, "description")).length;
    const usual = complete > 1 && complete * 3 >= alerts.length * 2;
    for (const rule of alerts) {
      const name = rule.name.text;
      const missing = ["summary", "description"].filter((one) => !says(rule, one));
      if (rule.query.root?.kind === "call" && rule.query.root.func.name === "vector") yield { met: true, at: rule };
      else if (![...rule.annotations].some(([key, entry]) => isText(key) && textOf(entry.value)?.trim())) {
        yield {
          met: false,
          at: rule,
          message: `alert "${name}" has no annotation that says what is wrong`,
          hint: "add `summary` and `description` under `annotations`",
        };
      } else if (usual && missing.length === 1) {
        yield {
          met: false,
          at: rule,
          severity: "notice",
          message: `alert "${name}" has no ${missing[0]}, other than most of its file`,
          hint: `add \`${missing[0]}\` under \`annotations\``,
        };
      } else yield { met: true, at: rule };
    }
  },
});

const says = (rule: Rule, name: string): boolean => (textOf(rule.annotations.get(name)?.value)?.trim() ?? "") !== "";

/** Links and references are no text for people. */
const isText = (key: string): boolean => !/url|link|dashboard|runbook|panel/i.test(key);

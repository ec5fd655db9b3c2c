import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { textOf } from "../../checks/read/yaml/tree.ts";
import { rulesOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/unique-rules",
  reads: rules,
  severity: "warning",
  title: "No rule stands twice in a file",
  why: "The same alert twice is sent twice, and a later change reaches only one of them; a series recorded twice is evaluated twice. Usual cause: a copied block whose expression was to be changed.",
  source: "promtool check rules, lint duplicate-rules",
  good: [
    "groups:\n  - name: api\n    rules:\n      - alert: Slow\n        expr: latency > 1\n        labels:\n          severity: warning\n      - alert: Slow\n        expr: latency > 5\n        labels:\n          severity: critical\n      - alert: Slow\n        expr: latency > 1\n        labels:\n          severity: info\n      - alert: Slow\n        expr: latency > 1\n        for: 1h\n        labels:\n          severity: warning\n      - record: a:b\n        expr: sum by (a) (x)\n      - record: a:b\n        expr: sum by (a) (y)\n",
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up{job="api"} == 0\n      - record: a:b\n        expr: sum(x)\n  - name: web\n    rules:\n      - alert: Down # ! prometheus/unique-rules\n        expr: |\n          up{job="api"}   == 0\n      - record: a:b # ! prometheus/unique-rules\n        expr: sum(x)\n',
  ],
  *judge(file) {
    const seen = new Map<string, Rule>();
    for (const rule of rulesOf(file)) {
      const key = keyOf(rule);
      const first = seen.get(key);
      if (!first) {
        seen.set(key, rule);
        yield { met: true, at: rule };
        continue;
      }
      yield {
        met: false,
        at: rule,
        message: `${rule.kind === "alert" ? "alert" : "recording rule"} "${rule.name.text}" stands here a second time, with the same expression and labels`,
        hint: "remove it, or correct what was meant to differ",
        related: [first],
      };
    }
  },
});

function keyOf(rule: Rule): string {
  const labels = [...rule.group.labels, ...rule.labels]
    .map(([name, entry]) => `${name}=${textOf(entry.value)}`)
    .sort()
    .join(",");
  const words = rule.query.text.replaceAll(/\s+/g, " ").trim();
  return JSON.stringify([rule.kind, rule.name.text, words, labels, rule.forSeconds]);
}

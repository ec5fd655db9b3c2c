import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { bare, constantOf, thresholdOf, walk } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "./expression/rules-of.ts";
import { textsOf } from "./expression/texts.ts";

const printed = /\{\{-?\s*(?:\$value|\.Value|printf\s+"[^"]*"\s+\$value)\s*(?:\|\s*humanize\s*)?-?\}\}\s?%/g;
const asShare = /\{\{[^{}]*(?:\$value|\.Value)\s*\|\s*humanizePercentage[^{}]*\}\}/g;

export default definePolicy({
  id: "prometheus/value-in-its-unit",
  reads: rules,
  severity: "warning",
  title: "Texts print the value in the unit it has",
  why: "A share of 0.93 printed as {{ $value }}% reads 0.93 %, and 93 put through humanizePercentage reads 9300 %: at night the first looks harmless and the second looks like a broken monitor.",
  source: "Prometheus documentation, Template reference: humanizePercentage",
  good: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: used / total > 0.9\n        annotations:\n          summary: "{{ $value | humanizePercentage }} used"\n      - alert: B\n        expr: used / total * 100 > 90\n        annotations:\n          summary: "{{ $value }}% used, {{ $value | humanize }} %"\n      - alert: C\n        expr: cpu_percent > 0.5\n        annotations:\n          summary: "{{ $value }}%"\n      - alert: D\n        expr: 100 * (1 - a / b) > 0.5\n        annotations:\n          summary: "{{ $value }}%"\n      - alert: E\n        expr: used / total > 0.9\n        annotations:\n          summary: "{{ printf \\"%.2f\\" $value }} used"\n      - alert: F\n        expr: a / b > 1.5\n        annotations:\n          summary: "{{ $value | humanizePercentage }} of yesterday"\n',
  ],
  bad: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: used / total > 0.9\n        annotations:\n          summary: "{{ $value }}% used" # ! prometheus/value-in-its-unit\n      - alert: B\n        expr: used / total * 100 > 90\n        annotations:\n          summary: "{{ $value | humanizePercentage }} used" # ! prometheus/value-in-its-unit\n      - alert: C\n        expr: (1 - free / total) > 0.8\n        annotations:\n          summary: "{{ $value | humanize }}% used" # ! prometheus/value-in-its-unit\n',
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      const unit = unitOf(rule);
      if (!unit) continue;
      const wrong = unit === "share" ? printed : asShare;
      for (const text of textsOf(rule.annotations)) {
        if (text.template.values.length === 0) continue;
        const [match] = text.scalar.text.matchAll(wrong);
        if (!match) yield { met: true, at: text.scalar };
        else {
          yield {
            met: false,
            at: text.place(match.index, match.index + match[0].length),
            message:
              unit === "share"
                ? `the value of alert "${rule.name.text}" is a share between 0 and 1, but it is printed as per cent`
                : `the value of alert "${rule.name.text}" is already in per cent, and humanizePercentage multiplies it by 100 again`,
            hint: unit === "share" ? "write {{ $value | humanizePercentage }}" : "write {{ $value | humanize }}%",
            related: [rule.expr],
          };
        }
      }
    }
  },
});

/** Told only where one comparison is the whole expression and its left side is plainly a division. */
function unitOf(rule: Rule): "share" | "percent" | undefined {
  const threshold = rule.query.root && thresholdOf(bare(rule.query.root));
  if (!threshold) return undefined;
  const { subject, limit } = threshold;
  let divides = false;
  let scaled = false;
  for (const node of walk(subject)) {
    if (node.kind === "binary" && node.op.name === "/" && node.rhs.type === "vector") divides = true;
    const value = constantOf(node);
    if (value !== undefined && Math.abs(value) >= 10) scaled = true;
    if (node.kind === "selector" && /percent|pct/i.test(node.metric?.name ?? "")) scaled = true;
  }
  if (!divides) return undefined;
  if (!scaled) return limit > 0 && limit < 1 ? "share" : undefined;
  const top = bare(subject);
  const byHundred =
    top.kind === "binary" && top.op.name === "*" && (constantOf(top.rhs) === 100 || constantOf(top.lhs) === 100);
  return byHundred && limit >= 2 ? "percent" : undefined;
}

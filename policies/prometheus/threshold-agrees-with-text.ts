import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { bare, constantOf, rangesIn, thresholdsIn, walk } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "./expression/rules-of.ts";
import { isNear, statedLimits } from "./expression/stated-limits.ts";
import { textsOf } from "./expression/texts.ts";

export default definePolicy({
  id: "prometheus/threshold-agrees-with-text",
  reads: rules,
  severity: "warning",
  title: "The text states the limit that the expression tests",
  why: "A threshold was tuned and its text forgotten, or the unit was mistaken: the text says 5 %, the expression compares a share with 5, which is 500 %, and the alert can never fire. People act on the text.",
  source: "Prometheus documentation, Alerting rules; Naming: base units, ratios between 0 and 1",
  good: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: used / total > 0.8\n        annotations:\n          summary: "Usage above 80% (now {{ $value }})"\n      - alert: B\n        expr: free / total * 100 < 20\n        annotations:\n          summary: More than 80 % used\n      - alert: C\n        expr: latency_seconds > 0.5\n        for: 10m\n        annotations:\n          summary: Latency over 500ms for more than 10 minutes\n      - alert: D\n        expr: expiry - time() < 86400 * 30\n        annotations:\n          summary: Expires in less than 30 days\n      - alert: E\n        expr: a > b\n        annotations:\n          summary: Above 80%\n      - alert: F\n        expr: ratio > 14.4 * 0.001\n        annotations:\n          summary: More than 2% of the error budget is burnt\n      - alert: G\n        expr: x / (x offset 1d) > 1.5\n        annotations:\n          summary: It grew by more than 50%\n      - alert: H\n        expr: up == 0\n        annotations:\n          summary: Down for more than 5 minutes\n      - alert: I\n        expr: rate(x[5m]) > 0\n        annotations:\n          summary: Errors above 5 s were seen\n      - alert: K\n        expr: used / total > 0.8\n        annotations:\n          summary: Above 80 %, critical above 90 %\n      - alert: J\n        expr: ratio > 0.01\n        annotations:\n          summary: Over 30 minutes more than 1 % failed\n',
  ],
  bad: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: used / total > 0.9\n        annotations:\n          summary: Usage above 80% # ! prometheus/threshold-agrees-with-text\n      - alert: B\n        expr: latency_seconds > 2\n        annotations:\n          description: "Latency exceeds 500ms ({{ $value }})" # ! prometheus/threshold-agrees-with-text\n      - alert: C\n        expr: expiry - time() < 7 * 86400\n        annotations:\n          description: Expires in less than 30 days # ! prometheus/threshold-agrees-with-text\n',
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      const numbers = numbersIn(rule);
      if (numbers.length === 0) continue;
      for (const text of textsOf(rule.annotations)) {
        const limits = statedLimits(text.scalar.text);
        // One that agrees makes the others context: "above 80 %, critical above 90 %".
        const agrees = limits.some((limit) => limit.numbers.some((one) => numbers.some((other) => isNear(one, other))));
        for (const stated of limits) {
          const at = text.place(stated.from, stated.to);
          if (agrees) yield { met: true, at };
          else {
            yield {
              met: false,
              at,
              message: `the text of alert "${rule.name.text}" says "${text.scalar.text.slice(stated.from, stated.to)}", its expression compares with ${limitsOf(rule).map(rounded).join(" and ")}`,
              hint: "correct whichever is wrong, or print {{ $value }} and leave the limit out of the text",
              related: [rule.expr],
            };
          }
        }
      }
    }
  },
});

const limitsOf = (rule: Rule): number[] => [...new Set([...thresholdsIn(rule.query.root)].map(({ limit }) => limit))];

const rounded = (value: number): string => String(Number(value.toPrecision(6)));

/** Every number that a text could mean; empty where no limit is written out, or one is 0, which states none. */
function numbersIn(rule: Rule): number[] {
  const { root } = rule.query;
  const limits = limitsOf(rule);
  if (!root || limits.length === 0 || limits.every((limit) => limit === 0 || limit === 1)) return [];
  const numbers = [...limits, rule.forSeconds ?? 0];
  for (const node of walk(root)) {
    const value = node.kind === "number" || bare(node).kind === "binary" ? constantOf(node) : undefined;
    if (value !== undefined) numbers.push(value);
    // A metric of another unit: its limit may be scaled on either side.
    if (node.kind === "binary" && /^[*/]$/.test(node.op.name)) {
      const factor = constantOf(node.rhs) ?? constantOf(node.lhs);
      if (factor) numbers.push(...limits.flatMap((limit) => [limit * factor, limit / factor]));
    }
  }
  for (const { range } of rangesIn(root)) if (range.rangeSeconds !== undefined) numbers.push(range.rangeSeconds);
  return numbers;
}

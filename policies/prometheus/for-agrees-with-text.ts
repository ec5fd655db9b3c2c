import { definePolicy } from "../../checks/core/policy.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { constantOf, rangesIn, walk } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "./expression/rules-of.ts";
import { isNear } from "./expression/stated-limits.ts";
import { textsOf } from "./expression/texts.ts";

const stated =
  /\bfor\s+(?:(?:more|longer|greater) than|over|at least|the last|the past)\s+(\d+)\s*(s|sec|seconds?|m|min|minutes?|h|hours?|d|days?)\b/gi;

export default definePolicy({
  id: "prometheus/for-agrees-with-text",
  reads: rules,
  severity: "warning",
  title: "The text states how long the alert really waits",
  why: "The text says that a server has been down for 10 seconds, the alert waits four hours: whoever reads it misjudges how long users have been cut off, and nobody notices that the alert comes too late. Seen in public.",
  source: "Prometheus documentation, Alerting rules: for",
  good: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n        for: 5m\n        annotations:\n          summary: "{{ $labels.instance }} has been down for more than 5 minutes"\n      - alert: B\n        expr: time() - seen > 600\n        annotations:\n          summary: Not seen for more than 10 minutes\n      - alert: C\n        expr: avg_over_time(up[1h]) < 0.5\n        for: 5m\n        annotations:\n          summary: Down for at least 1 hour\n      - alert: D\n        expr: up == 0\n        for: 90s\n        annotations:\n          summary: Down for over 1 minute\n      - alert: E\n        expr: day_of_month() == 1\n        for: 5m\n        annotations:\n          summary: Keep it for the last 30 days\n',
  ],
  bad: [
    "groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: up == 0\n        for: 4h\n        annotations:\n          summary: It has been down for more than 10 s. # ! prometheus/for-agrees-with-text\n      - alert: B\n        expr: up == 0\n        for: 1m\n        annotations:\n          summary: It has been down for more than 5 minutes # ! prometheus/for-agrees-with-text\n",
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      const waits = rule.forSeconds;
      if (!rule.query.root || waits === undefined || !rule.forAt) continue;
      for (const text of textsOf(rule.annotations)) {
        for (const match of text.scalar.text.matchAll(stated)) {
          if (/last|past/.test(match[0])) continue;
          const seconds = Number(match[1]) * secondsOf(match[2] ?? "s");
          const at = text.place(match.index, match.index + match[0].length);
          const fits = timesIn(rule).some((one) => isNear(one, seconds)) || (seconds <= waits && waits <= 4 * seconds);
          if (fits) yield { met: true, at };
          else {
            yield {
              met: false,
              at,
              message: `the text of alert "${rule.name.text}" says "${match[0]}", but it waits ${formatDuration(waits)}`,
              hint: "correct whichever is wrong",
              related: [rule.forAt],
            };
          }
        }
      }
    }
  },
});

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const secondsOf = (unit: string): number => units[unit[0]?.toLowerCase() ?? "s"] ?? 1;

/** Every time that the alert looks at: `for`, ranges, their sums, and numbers in the expression. */
function timesIn(rule: Rule): number[] {
  const waits = rule.forSeconds ?? 0;
  const times = [waits];
  const { root } = rule.query;
  if (!root) return times;
  for (const { range } of rangesIn(root))
    if (range.rangeSeconds) times.push(range.rangeSeconds, range.rangeSeconds + waits);
  for (const node of walk(root)) {
    const value = constantOf(node);
    if (value) times.push(value, value * 60, value * 3600, value * 86_400);
  }
  return times;
}

import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import type { Call } from "../../checks/read/promql/model.ts";
import { bare, thresholdOf, walk } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/honest-absent",
  reads: rules,
  severity: "notice",
  title: "absent() waits before it alarms, and is compared in a way that can be true",
  why: "absent() is true at the first evaluation after each start of Prometheus, before anything was scraped: without `for` every restart raises a false alarm. It yields 1 or nothing, so a comparison with 0 never fires at all.",
  source: "Prometheus documentation, Query functions: absent",
  good: [
    'groups:\n  - name: api\n    rules:\n      - alert: Gone\n        expr: absent(up{job="api"})\n        for: 5m\n      - alert: GoneCompared\n        expr: absent(up{job="api"}) == 1\n        for: 1m\n      - alert: GoneOverTime\n        expr: absent_over_time(up{job="api"}[10m])\n      - alert: GonePositive\n        expr: absent(up{job="api"}) > 0\n        for: 1m\n',
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: Gone\n        expr: absent(up{job="api"}) # ! prometheus/honest-absent\n      - alert: Never\n        expr: absent(up{job="api"}) == 0 # ! prometheus/honest-absent\n        for: 5m\n      - alert: NeverToo\n        expr: absent_over_time(up{job="api"}[5m]) < 1 # ! prometheus/honest-absent\n        for: 5m\n',
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      const root = rule.query.root;
      if (!root) continue;
      const name = rule.name.text;
      for (const node of walk(root)) {
        const threshold = thresholdOf(node);
        if (threshold && isAbsent(threshold.subject) && !holdsForOne(threshold.op, threshold.limit)) {
          yield {
            met: false,
            at: node,
            severity: "error",
            message: `alert "${name}" can never fire: absent() yields 1 or nothing, never ${threshold.limit}`,
            hint: "leave the comparison out: absent(...) alone is true while the series is missing",
          };
        }
      }
      if (!isAbsent(root) || bare(root).kind !== "call") continue;
      const call = bare(root);
      const immediate = rule.forSeconds === 0 && call.kind === "call" && call.func.name === "absent";
      if (!immediate) yield { met: true, at: rule.expr };
      else {
        yield {
          met: false,
          at: root,
          message: `alert "${name}" fires at once when absent() is true, which it is after every start of Prometheus`,
          hint: "add `for: 5m`, at least some scrape intervals",
        };
      }
    }
  },
});

function isAbsent(node: Parameters<typeof bare>[0]): boolean {
  const inner = bare(node);
  return inner.kind === "call" && isAbsentCall(inner);
}

const isAbsentCall = (call: Call): boolean => call.func.name === "absent" || call.func.name === "absent_over_time";

function holdsForOne(op: string, limit: number): boolean {
  switch (op) {
    case "==":
      return limit === 1;
    case "!=":
      return limit !== 1;
    case ">":
      return 1 > limit;
    case ">=":
      return 1 >= limit;
    case "<":
      return 1 < limit;
    default:
      return 1 <= limit;
  }
}

import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Binary, Expression } from "../../checks/read/promql/model.ts";
import { bare, walk } from "../../checks/read/promql/walk.ts";
import { rulesOf } from "./expression/rules-of.ts";
import { isPartOf, mismatchOf, onlySelector } from "./expression/sides.ts";

export default definePolicy({
  id: "prometheus/matchable-sides",
  reads: rulesInUse,
  severity: "error",
  title: "Both sides of an operator have series that match",
  why: 'Prometheus pairs series whose labels are all equal. `x{result="bad"} + x{result="good"}` and `sum(x) / y` pair nothing, so the alert never fires; `x{status="failed"} / x` pairs each series with itself, so the share is 1 whatever happens. Both seen in public; promtool accepts them.',
  source: "Prometheus documentation, Operators: vector matching",
  good: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: sum by (job) (rate(x_total{status="failed"}[5m])) / sum by (job) (rate(x_total[5m])) > 0.1\n      - alert: B\n        expr: used{area="heap"} / max{area="heap"} > 0.9\n      - alert: C\n        expr: a{mode="x"} - ignoring (mode) b{mode="y"} > 1\n      - alert: D\n        expr: a{device="x"} * on (instance) group_left (nodename) node_uname_info > 1\n      - alert: E\n        expr: a{state="x"} > 1 or a{state="y"} > 2\n      - alert: F\n        expr: sum(x) / scalar(sum(y)) > 0.1\n      - alert: G\n        expr: job:errors:rate5m / sum by (job) (rate(x_total[5m])) > 1\n      - alert: H\n        expr: up == 0 and on () sum(other) > 1\n      - alert: I\n        expr: x{a="1"} / (x offset 1h) > 2\n      - alert: J\n        expr: rate(x_total[5m]) / rate(x_total[1h]) > 2\n      - alert: K\n        expr: up unless x{team="db"}\n      - alert: L\n        expr: label_replace(a{x="1"}, "x", "2", "", "") / b{x="2"} > 1\n      - alert: M\n        expr: container_memory_usage_bytes{stack="a"} / container_spec_memory_limit_bytes > 0.9\n      - alert: N\n        expr: node_filesystem_avail_bytes / node_filesystem_size_bytes < 0.1\n      - record: errors_all\n        expr: sum(errors)\n      - alert: Recorded\n        expr: sum(x) / errors_all > 1\n      - alert: O\n        expr: redis_memory_used_bytes / redis_memory_max_bytes > 0.9\n',
  ],
  bad: [
    'groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: rate(x_total{result="bad"}[1h]) / (rate(x_total{result="bad"}[1h]) + rate(x_total{result="good"}[1h])) > 0.5 # ! prometheus/matchable-sides\n      - alert: B\n        expr: rate(x_total{status="failed"}[5m]) / (rate(x_total[5m]) + 0.001) > 0.9 # ! prometheus/matchable-sides\n      - alert: C\n        expr: sum(rate(x_total[5m])) / rate(y_total[5m]) > 1 # ! prometheus/matchable-sides\n      - alert: D\n        expr: up{job="a"} == 0 and up{job="b"} == 1 # ! prometheus/matchable-sides\n      - alert: E\n        expr: x > vector(5) # ! prometheus/matchable-sides\n      - alert: F\n        expr: pg_stat_database_numbackends / pg_settings_max_connections > 0.8 # ! prometheus/matchable-sides\n',
  ],
  *judge({ file, vocabulary }) {
    for (const rule of rulesOf(file)) {
      if (!rule.query.root) continue;
      for (const node of walk(rule.query.root)) {
        if (node.kind !== "binary" || node.lhs.type !== "vector" || node.rhs.type !== "vector") continue;
        const op = node.op.name;
        if (op === "or") continue;
        const mismatch = op === "unless" ? undefined : mismatchOf(node, vocabulary.recorded);
        if (mismatch) {
          const { label, left, right, certain } = mismatch;
          yield {
            met: false,
            at: node.op,
            severity: certain ? "error" : "warning",
            message: `the sides of "${op}" in rule "${rule.name.text}" never match: of label "${label}", the left ${side(left)} and the right ${side(right)}`,
            hint: `aggregate both sides by the same labels, or write on (...) or ignoring (${label})`,
          };
        } else if (op === "/" && isShareOfItself(node)) {
          yield {
            met: false,
            at: node.op,
            message: `rule "${rule.name.text}" divides each series by itself, so it is no share of the whole`,
            hint: "aggregate both sides, for example sum by (job) (...) / sum by (job) (...)",
          };
        } else yield { met: true, at: node.op };
      }
    }
  },
});

const side = (what: string): string => (what.startsWith('"') ? `has ${what}` : what);

/** `x{a="1"} / x`: the left picks some of the right's series, and each is paired with itself. */
function isShareOfItself({ lhs, rhs, matching }: Binary): boolean {
  if (matching) return false;
  const [left, right] = [unscaled(lhs), unscaled(rhs)];
  const [part, whole] = [onlySelector(left), onlySelector(right)];
  if (!part || !whole || !isPartOf(part, whole)) return false;
  return shapeOf(left) !== undefined && shapeOf(left) === shapeOf(right);
}

function unscaled(node: Expression): Expression {
  const inner = bare(node);
  return inner.kind === "binary" && inner.rhs.type === "scalar" && /^[*+-]$/.test(inner.op.name)
    ? unscaled(inner.lhs)
    : inner;
}

/** Equal for two expressions that do the same to their selectors; undefined where they aggregate or shift in time. */
function shapeOf(node: Expression): string | undefined {
  const inner = bare(node);
  if (inner.kind === "selector") return inner.offsetAt || inner.at ? undefined : "selector";
  if (inner.kind === "range") return inner.offsetAt || inner.at ? undefined : `range ${inner.rangeSeconds}`;
  if (inner.kind !== "call" || inner.args.length !== 1 || !inner.args[0]) return undefined;
  const input = shapeOf(inner.args[0]);
  return input && `${inner.func.name} ${input}`;
}

import type { Expression } from "../../../checks/read/promql/model.ts";
import { bare, isComparison } from "../../../checks/read/promql/walk.ts";

/** "always": it yields whatever series exist. "selective": some condition decides. "unknown": the series themselves may be the condition. */
export type Filtering = "always" | "selective" | "unknown";

/** Series that exist only while something is wrong, or that stand for alerts. */
const conditionSeries = /^(ALERTS|ALERTS_FOR_STATE)$/;

/** Whether an expression leaves out series whose value is fine. */
export function filteringOf(node: Expression): Filtering {
  const inner = bare(node);
  switch (inner.kind) {
    case "selector":
      // Of `x_info{state="down"}` the value is always 1: the label is the condition.
      if (/_(info|metadata)$/.test(inner.metric?.name ?? "") && inner.matchers.length > 0) return "selective";
      return selectorFiltering(inner.metric?.name);
    case "range":
    case "subquery":
      return filteringOf(inner.kind === "range" ? inner.selector : inner.expr);
    case "unary":
      return filteringOf(inner.expr);
    case "aggregate":
      return inner.arg ? filteringOf(inner.arg) : "unknown";
    case "call":
      return callFiltering(inner.func.name, inner.args);
    case "binary": {
      const left = filteringOf(inner.lhs);
      const right = filteringOf(inner.rhs);
      const op = inner.op.name;
      if (isComparison(op) && !inner.bool) return "selective";
      if (op === "unless") return "selective";
      if (op === "or") return left === "always" || right === "always" ? "always" : strongest(left, right, "unknown");
      return strongest(left, right, "selective");
    }
    default:
      return "always";
  }
}

/** Recorded series may hold the condition in their own rule; a name does not tell. */
function selectorFiltering(metric: string | undefined): Filtering {
  if (metric === undefined || conditionSeries.test(metric)) return metric === undefined ? "unknown" : "selective";
  return metric.includes(":") ? "unknown" : "always";
}

function callFiltering(name: string, args: readonly Expression[]): Filtering {
  if (name === "absent" || name === "absent_over_time") return "selective";
  const vectors = args.filter((arg) => arg.type === "vector" || arg.type === "matrix");
  let result: Filtering = "always";
  for (const arg of vectors) result = strongest(result, filteringOf(arg), "selective");
  return result;
}

/** With `wins` on either side the whole is that; else "unknown" on either side makes it unknown. */
function strongest(left: Filtering, right: Filtering, wins: Filtering): Filtering {
  if (left === wins || right === wins) return wins;
  if (left === "unknown" || right === "unknown") return "unknown";
  return left === right ? left : "selective";
}

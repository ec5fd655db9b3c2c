import type { Expression, VectorSelector } from "../../../checks/read/promql/model.ts";
import { bare } from "../../../checks/read/promql/walk.ts";
import { knowledgeOf } from "./metric-type.ts";

/** Functions whose result is still a number that only grows when their argument is. */
const keepsGrowing =
  /^(abs|ceil|floor|round|clamp|clamp_max|clamp_min|label_replace|label_join|sort|sort_desc|last_over_time|max_over_time|min_over_time)$/;
const keepsGrowingOver = /^(sum|max|min|avg|topk|bottomk)$/;

/** A counter whose running total, not its rate, is the value of an expression. */
export interface RawCounter {
  readonly selector: VectorSelector;
  readonly name: string;
  readonly by: "catalogue" | "name";
}

/** The counter that an expression passes on unchanged or scaled; undefined where anything turns it into something else. */
export function rawCounterOf(node: Expression): RawCounter | undefined {
  const inner = bare(node);
  switch (inner.kind) {
    case "selector": {
      const name = inner.metric?.name;
      const known = name === undefined ? undefined : knowledgeOf(name);
      return name !== undefined && known?.type === "counter" ? { selector: inner, name, by: known.by } : undefined;
    }
    case "range":
      return rawCounterOf(inner.selector);
    case "aggregate":
      return inner.arg && keepsGrowingOver.test(inner.op.name) ? rawCounterOf(inner.arg) : undefined;
    case "call":
      return keepsGrowing.test(inner.func.name) && inner.args[0] ? rawCounterOf(inner.args[0]) : undefined;
    case "binary": {
      const { name } = inner.op;
      if (!/^[*/]$/.test(name)) return undefined;
      if (inner.rhs.type === "scalar") return rawCounterOf(inner.lhs);
      return name === "*" && inner.lhs.type === "scalar" ? rawCounterOf(inner.rhs) : undefined;
    }
    default:
      return undefined;
  }
}

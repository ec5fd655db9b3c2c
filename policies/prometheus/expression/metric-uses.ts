import type { RuleFile } from "../../../checks/read/prometheus/model.ts";
import type { Binary, Expression, Name } from "../../../checks/read/promql/model.ts";
import { partsOf, selectorsIn } from "../../../checks/read/promql/walk.ts";

export interface MetricUse {
  /** Its first place in the file. */
  readonly at: Name;
  readonly count: number;
  /** Each use stands beside an `or` with other metrics on its other side: names of several versions. */
  readonly optional: boolean;
}

/** Every metric that the rules of a file name, in order of appearance. */
export function metricUses(file: RuleFile): ReadonlyMap<string, MetricUse> {
  const uses = new Map<string, MetricUse>();
  for (const { query } of file.groups.flatMap((group) => group.rules)) {
    for (const { metric, optional } of query.root ? metricsIn(query.root, false) : []) {
      const known = uses.get(metric.name);
      const at = known && (!known.optional || optional) ? known.at : metric;
      uses.set(metric.name, { at, count: (known?.count ?? 0) + 1, optional: (known?.optional ?? true) && optional });
    }
  }
  return uses;
}

function* metricsIn(
  node: Expression,
  optional: boolean,
): Generator<{ readonly metric: Name; readonly optional: boolean }> {
  if (node.kind === "selector" && node.metric) yield { metric: node.metric, optional };
  const either = node.kind === "binary" && node.op.name === "or";
  for (const part of partsOf(node)) yield* metricsIn(part, optional || (either && isAlternative(node, part)));
}

/** `absent(x)` beside `x == 0` is no alternative to it. */
function isAlternative({ lhs, rhs }: Binary, part: Expression): boolean {
  const own = namesIn(part);
  return [...namesIn(part === lhs ? rhs : lhs)].some((name) => !own.has(name));
}

const namesIn = (node: Expression): ReadonlySet<string> =>
  new Set([...selectorsIn(node)].flatMap(({ metric }) => (metric ? [metric.name] : [])));

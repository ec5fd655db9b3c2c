import { matchesEmpty } from "./build-selector.ts";
import { aggregations } from "./functions.ts";
import type { Aggregate, Binary, Call, Expression, LabelMatcher, Name } from "./model.ts";

/** Which labels the result of an expression can carry. */
export interface OutputLabels {
  /** "all": whatever its series have, less `removed`. A set: at most these. */
  readonly kept: "all" | ReadonlySet<string>;
  /** Never there, where `kept` is "all". */
  readonly removed: ReadonlySet<string>;
  /** Always there, with a value. */
  readonly certain: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();
const nothing: OutputLabels = { kept: none, removed: none, certain: none };

/** true: the label is always there. false: it never is. "unknown": the series decide it. */
export function carries(labels: OutputLabels, name: string): boolean | "unknown" {
  if (labels.kept === "all" ? labels.removed.has(name) : !labels.kept.has(name)) return false;
  return labels.certain.has(name) || "unknown";
}

const mayCarry = (labels: OutputLabels, name: string): boolean => carries(labels, name) !== false;

/** Follows the labels of the series through selectors, functions, aggregations and vector matching. */
export function outputLabels(expr: Expression): OutputLabels {
  switch (expr.kind) {
    case "selector":
      return ofMatchers(expr.matchers);
    case "range":
      return outputLabels(expr.selector);
    case "subquery":
    case "paren":
      return outputLabels(expr.expr);
    case "unary":
      return without(outputLabels(expr.expr), ["__name__"]);
    case "call":
      return ofCall(expr);
    case "aggregate":
      return ofAggregate(expr);
    case "binary":
      return ofBinary(expr);
    default:
      return nothing;
  }
}

function ofMatchers(matchers: readonly LabelMatcher[]): OutputLabels {
  const removed = new Set<string>();
  const certain = new Set<string>();
  for (const matcher of matchers) {
    if (matcher.op === "=" && matcher.value === "") removed.add(matcher.label.name);
    else if (!matchesEmpty(matcher)) certain.add(matcher.label.name);
  }
  return { kept: "all", removed, certain };
}

function ofCall(call: Call): OutputLabels {
  const name = call.func.name;
  const input = call.args.find((arg) => arg.type === "vector" || arg.type === "matrix");
  if (!input || name === "scalar") return nothing;
  if (name === "absent" || name === "absent_over_time") return ofAbsent(input);
  const labels = outputLabels(input);
  if (name === "label_replace" || name === "label_join") {
    const target = call.args[1];
    return target?.kind === "string" ? withLabel(labels, target.value, false) : labels;
  }
  if (name === "histogram_quantile" || name === "histogram_fraction") return without(labels, ["le", "__name__"]);
  if (name === "info") return { kept: "all", removed: none, certain: labels.certain };
  return keepsName.has(name) ? labels : without(labels, ["__name__"]);
}

const keepsName = new Set([
  "last_over_time",
  "first_over_time",
  "sort",
  "sort_desc",
  "sort_by_label",
  "sort_by_label_desc",
]);

/** The series that `absent` makes has the labels that its selector asks for by `=`, each once. */
function ofAbsent(input: Expression): OutputLabels {
  let inner = input;
  while (inner.kind === "paren") inner = inner.expr;
  const selector = inner.kind === "range" ? inner.selector : inner;
  if (selector.kind !== "selector") return nothing;
  const kept = new Set<string>();
  const dropped = new Set(["__name__"]);
  for (const { label, op, value } of selector.matchers) {
    if (op === "=" && value !== "" && !kept.has(label.name)) kept.add(label.name);
    else dropped.add(label.name);
  }
  for (const name of dropped) kept.delete(name);
  return { kept, removed: none, certain: kept };
}

const namesOf = (labels: readonly Name[]): string[] => labels.map((label) => label.name);

function ofAggregate({ op, grouping, arg, param }: Aggregate): OutputLabels {
  if (!arg) return nothing;
  const input = outputLabels(arg);
  if (aggregations.get(op.name)?.picks) return input;
  const names = grouping ? namesOf(grouping.labels) : [];
  const grouped = grouping?.mode === "without" ? without(input, [...names, "__name__"]) : only(input, names);
  return op.name === "count_values" && param?.kind === "string" ? withLabel(grouped, param.value, true) : grouped;
}

function ofBinary({ lhs, rhs, op, matching, bool }: Binary): OutputLabels {
  const left = outputLabels(lhs);
  const right = outputLabels(rhs);
  if (op.name === "and" || op.name === "unless") return left;
  if (op.name === "or") return union(left, right);
  const compares = /[=<>]/.test(op.name) && !bool;
  const drop = compares ? [] : ["__name__"];
  if (lhs.type !== "vector" || rhs.type !== "vector") return without(lhs.type === "vector" ? left : right, drop);
  if (matching && matching.card !== "one-to-one") {
    const [many, one] = matching.card === "many-to-one" ? [left, right] : [right, left];
    return included(without(many, drop), one, namesOf(matching.include));
  }
  // Both sides have the same values of the labels that are matched, so a label that one side lacks is not in the result.
  const both = intersection(left, right);
  if (!matching) return without(both, ["__name__"]);
  const names = namesOf(matching.labels);
  return matching.mode === "on" ? only(both, names) : without(both, [...names, ...drop]);
}

function included(many: OutputLabels, one: OutputLabels, names: readonly string[]): OutputLabels {
  let result = many;
  for (const name of names) {
    const carried = carries(one, name);
    result = carried === false ? without(result, [name]) : withLabel(without(result, [name]), name, carried === true);
  }
  return result;
}

function without(labels: OutputLabels, names: readonly string[]): OutputLabels {
  const drop = new Set(names);
  const certain = minus(labels.certain, drop);
  if (labels.kept === "all") return { kept: "all", removed: plus(labels.removed, drop), certain };
  return { kept: minus(labels.kept, drop), removed: none, certain };
}

function only(labels: OutputLabels, names: readonly string[]): OutputLabels {
  const kept = new Set(names.filter((name) => mayCarry(labels, name)));
  return { kept, removed: none, certain: shared(labels.certain, kept) };
}

function withLabel(labels: OutputLabels, name: string, isCertain: boolean): OutputLabels {
  const one = new Set([name]);
  return {
    kept: labels.kept === "all" ? "all" : plus(labels.kept, one),
    removed: minus(labels.removed, one),
    certain: isCertain ? plus(labels.certain, one) : minus(labels.certain, one),
  };
}

function union(left: OutputLabels, right: OutputLabels): OutputLabels {
  const certain = shared(left.certain, right.certain);
  if (left.kept !== "all" && right.kept !== "all") {
    return { kept: plus(left.kept, right.kept), removed: none, certain };
  }
  const neverLeft = (name: string): boolean => !mayCarry(left, name);
  const candidates = left.kept === "all" ? left.removed : right.removed;
  const removed = new Set([...candidates].filter((name) => neverLeft(name) && !mayCarry(right, name)));
  return { kept: "all", removed, certain };
}

function intersection(left: OutputLabels, right: OutputLabels): OutputLabels {
  const certain = plus(left.certain, right.certain);
  if (left.kept !== "all") return { ...only(right, [...left.kept]), certain };
  if (right.kept !== "all") return { ...only(left, [...right.kept]), certain };
  return { kept: "all", removed: plus(left.removed, right.removed), certain };
}

type Names = ReadonlySet<string>;
const minus = (left: Names, right: Names): Names => new Set([...left].filter((name) => !right.has(name)));
const plus = (left: Names, right: Names): Names => new Set([...left, ...right]);
const shared = (left: Names, right: Names): Names => new Set([...left].filter((name) => right.has(name)));

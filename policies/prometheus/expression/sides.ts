import { exportersOf, metricOf } from "../../../checks/blueprint/metrics-catalogue/catalogue.ts";
import type { Binary, Expression, LabelMatcher, VectorSelector } from "../../../checks/read/promql/model.ts";
import { carries, outputLabels } from "../../../checks/read/promql/output-labels.ts";
import { bare } from "../../../checks/read/promql/walk.ts";

/** Why no pair of series of two vectors can have the same labels. */
export interface Mismatch {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  /** False where it rests on what every scraped series has, which a push or a relabelling could take away. */
  readonly certain: boolean;
}

/**
 * Compares the labels by which two sides are matched; undefined where some series could match. `recorded` are series
 * that rules make, whose labels no exporter decides.
 */
export function mismatchOf(
  { lhs, rhs, matching }: Binary,
  recorded: ReadonlyMap<string, unknown>,
): Mismatch | undefined {
  const named = new Set(matching?.labels.map((label) => label.name));
  const isMatched = (label: string): boolean => !matching || named.has(label) === (matching.mode === "on");
  const left = sideOf(lhs, recorded);
  const right = sideOf(rhs, recorded);
  for (const [label, value] of left.values) {
    const other = right.values.get(label);
    if (other !== undefined && other !== value && isMatched(label)) {
      return { label, left: `"${value}"`, right: `"${other}"`, certain: true };
    }
  }
  for (const label of new Set([...left.present, ...right.present, ...left.family, ...right.family, "instance"])) {
    if (!isMatched(label)) continue;
    const [inLeft, inRight] = [left.has(label), right.has(label)];
    if (inLeft === inRight || inLeft === "unknown" || inRight === "unknown") continue;
    const certain = (left.present.has(label) && right.lacks(label)) || (right.present.has(label) && left.lacks(label));
    const word = (has: boolean): string => (has ? "has it" : "has none");
    return { label, left: word(inLeft), right: word(inRight), certain };
  }
  return undefined;
}

interface Side {
  /** Labels that every series of it carries with this one value. */
  readonly values: ReadonlyMap<string, string>;
  readonly present: ReadonlySet<string>;
  /** Labels that its exporter gives it and the expression keeps. */
  readonly family: readonly string[];
  has(label: string): boolean | "unknown";
  /** The expression itself takes the label away. */
  lacks(label: string): boolean;
}

function sideOf(node: Expression, recorded: ReadonlyMap<string, unknown>): Side {
  const labels = outputLabels(node);
  const selector = onlySelector(node);
  const values = new Map<string, string>();
  for (const { label, op, value } of selector?.matchers ?? []) {
    if (op === "=" && value !== "" && labels.certain.has(label.name)) values.set(label.name, value);
  }
  const metric = selector?.metric?.name;
  const scraped = metric !== undefined && !/:|^ALERTS/.test(metric) && !recorded.has(metric);
  const listed = metric !== undefined && scraped ? labelsOfMetric(metric) : undefined;
  // A selector that asks for another label shows that something adds labels before they are stored.
  const given = selector?.matchers.every(({ label }) => targetLabels.has(label.name) || listed?.includes(label.name))
    ? listed
    : undefined;
  const family = given?.filter((label) => carries(labels, label) !== false) ?? [];
  return {
    values,
    present: labels.certain,
    family,
    lacks: (label) => carries(labels, label) === false,
    has: (label) => {
      const carried = carries(labels, label);
      if (carried !== "unknown") return carried;
      if (label === "instance") return scraped && labels.kept === "all" ? true : "unknown";
      return given && !targetLabels.has(label) ? given.includes(label) : "unknown";
    },
  };
}

/** Labels that come from the scrape configuration, whatever the exporter says. */
const targetLabels: ReadonlySet<string> = new Set([
  "__name__",
  "instance",
  "job",
  "cluster",
  "env",
  "environment",
  "role",
]);

/** What every exporter that exposes a metric gives it; undefined where they are not known, or differ. */
function labelsOfMetric(metric: string): readonly string[] | undefined {
  // Labels of containers become labels of their series, so that any may be there.
  if (metric.startsWith("container_")) return undefined;
  const families = exportersOf(metric).map((exporter) => metricOf(exporter, metric)?.labels);
  const [first, ...others] = families;
  return first && others.every((other) => other?.join() === first.join()) ? first : undefined;
}

const changesLabels = /^(label_replace|label_join|absent|absent_over_time|info|scalar|vector)$/;

/** The one selector whose series an expression hands on, label for label; undefined where others mix in. */
export function onlySelector(node: Expression): VectorSelector | undefined {
  const inner = bare(node);
  switch (inner.kind) {
    case "selector":
      return inner;
    case "range":
      return inner.selector;
    case "unary":
    case "subquery":
      return onlySelector(inner.expr);
    case "call": {
      if (changesLabels.test(inner.func.name)) return undefined;
      const input = inner.args.find((arg) => arg.type === "vector" || arg.type === "matrix");
      return input && onlySelector(input);
    }
    case "aggregate":
      return inner.arg && onlySelector(inner.arg);
    case "binary":
      if (inner.rhs.type === "scalar") return onlySelector(inner.lhs);
      return inner.lhs.type === "scalar" ? onlySelector(inner.rhs) : undefined;
    default:
      return undefined;
  }
}

/** Whether every series of one selector is also one of the other. */
export function isPartOf(part: VectorSelector, whole: VectorSelector): boolean {
  if (part.metric === undefined || part.metric.name !== whole.metric?.name) return false;
  const same = (one: LabelMatcher, other: LabelMatcher): boolean =>
    one.label.name === other.label.name && one.op === other.op && one.value === other.value;
  return whole.matchers.every((one) => part.matchers.some((other) => same(one, other)));
}

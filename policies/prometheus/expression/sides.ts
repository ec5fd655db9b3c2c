import type { Binary, Expression, LabelMatcher, VectorSelector } from "../../../checks/read/promql/model.ts";
import { carries, outputLabels } from "../../../checks/read/promql/output-labels.ts";
import { bare } from "./walk.ts";

/** Why no pair of series of two vectors can have the same labels. */
export interface Mismatch {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  /** False where it rests on what every scraped series has, which a push or a relabelling could take away. */
  readonly certain: boolean;
}

/** Compares the labels by which two sides are matched; undefined where some series could match. */
export function mismatchOf({ lhs, rhs, matching }: Binary): Mismatch | undefined {
  const named = new Set(matching?.labels.map((label) => label.name));
  const isMatched = (label: string): boolean => !matching || named.has(label) === (matching.mode === "on");
  const left = sideOf(lhs);
  const right = sideOf(rhs);
  for (const [label, value] of left.values) {
    const other = right.values.get(label);
    if (other !== undefined && other !== value && isMatched(label)) {
      return { label, left: `"${value}"`, right: `"${other}"`, certain: true };
    }
  }
  for (const label of new Set([...left.present, ...right.present, "instance"])) {
    if (!isMatched(label)) continue;
    const [inLeft, inRight] = [left.has(label), right.has(label)];
    if (inLeft === inRight || inLeft === "unknown" || inRight === "unknown") continue;
    const certain = left.present.has(label) || right.present.has(label);
    const word = (has: boolean): string => (has ? "has it" : "has none");
    return { label, left: word(inLeft), right: word(inRight), certain };
  }
  return undefined;
}

interface Side {
  /** Labels that every series of it carries with this one value. */
  readonly values: ReadonlyMap<string, string>;
  readonly present: ReadonlySet<string>;
  has(label: string): boolean | "unknown";
}

function sideOf(node: Expression): Side {
  const labels = outputLabels(node);
  const selector = onlySelector(node);
  const values = new Map<string, string>();
  for (const { label, op, value } of selector?.matchers ?? []) {
    if (op === "=" && value !== "" && labels.certain.has(label.name)) values.set(label.name, value);
  }
  const scraped = selector?.metric !== undefined && !/:|^ALERTS/.test(selector.metric.name);
  return {
    values,
    present: labels.certain,
    has: (label) => {
      const carried = carries(labels, label);
      return carried === "unknown" && label === "instance" && scraped && labels.kept === "all" ? true : carried;
    },
  };
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

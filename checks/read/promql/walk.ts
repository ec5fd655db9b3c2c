import type { Expression, MatrixSelector, Subquery, VectorSelector } from "./model.ts";

/** The direct parts of an expression, in the order in which they are written. */
export function partsOf(node: Expression): readonly Expression[] {
  switch (node.kind) {
    case "range":
      return [node.selector];
    case "subquery":
    case "paren":
    case "unary":
      return [node.expr];
    case "call":
      return node.args;
    case "aggregate":
      return [...(node.param ? [node.param] : []), ...(node.arg ? [node.arg] : [])];
    case "binary":
      return [node.lhs, node.rhs];
    default:
      return [];
  }
}

/** An expression and everything in it, outermost first. */
export function* walk(node: Expression): Generator<Expression> {
  yield node;
  for (const part of partsOf(node)) yield* walk(part);
}

export function* selectorsIn(node: Expression | undefined): Generator<VectorSelector> {
  if (!node) return;
  for (const one of walk(node)) if (one.kind === "selector") yield one;
}

/** Ranges of raw samples and subqueries, with the function that reads them. */
export interface RangeUse {
  readonly func: string | undefined;
  readonly range: MatrixSelector | Subquery;
}

export function* rangesIn(node: Expression, func?: string): Generator<RangeUse> {
  if (node.kind === "range" || node.kind === "subquery") yield { func, range: node };
  const inner = node.kind === "call" ? node.func.name : undefined;
  for (const part of partsOf(node)) yield* rangesIn(part, inner);
}

/** Without parentheses around it. */
export function bare(node: Expression): Expression {
  let inner = node;
  while (inner.kind === "paren") inner = inner.expr;
  return inner;
}

/** The number an expression stands for, where it is made of literals alone. */
export function constantOf(node: Expression): number | undefined {
  const inner = bare(node);
  if (inner.kind === "number") return inner.value;
  if (inner.kind === "unary") {
    const value = constantOf(inner.expr);
    return value === undefined ? undefined : inner.op === "-" ? -value : value;
  }
  if (inner.kind === "call" && inner.func.name === "vector" && inner.args[0]) return constantOf(inner.args[0]);
  if (inner.kind !== "binary") return undefined;
  const left = constantOf(inner.lhs);
  const right = constantOf(inner.rhs);
  if (left === undefined || right === undefined) return undefined;
  switch (inner.op.name) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    case "^":
      return left ** right;
    default:
      return undefined;
  }
}

const comparisons: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);
export const isComparison = (op: string): boolean => comparisons.has(op);

const mirrored: Readonly<Record<string, string>> = { ">": "<", "<": ">", ">=": "<=", "<=": ">=" };

/** A comparison of something with a constant, turned so that the constant stands on the right. */
export interface Threshold {
  readonly subject: Expression;
  readonly op: string;
  readonly limit: number;
  readonly at: Expression;
}

export function thresholdOf(node: Expression): Threshold | undefined {
  if (node.kind !== "binary" || !isComparison(node.op.name)) return undefined;
  const right = constantOf(node.rhs);
  if (right !== undefined) return { subject: node.lhs, op: node.op.name, limit: right, at: node };
  const left = constantOf(node.lhs);
  if (left === undefined) return undefined;
  return { subject: node.rhs, op: mirrored[node.op.name] ?? node.op.name, limit: left, at: node };
}

export function* thresholdsIn(node: Expression | undefined): Generator<Threshold> {
  if (!node) return;
  for (const one of walk(node)) {
    const threshold = thresholdOf(one);
    if (threshold) yield threshold;
  }
}

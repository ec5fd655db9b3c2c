import type { SyntaxNode } from "@lezer/common";
import { parseDuration } from "../prometheus/duration.ts";
import { type BuildContext, childrenOf, isExpression, locateNode, refuse, textOfNode } from "./context.ts";
import type { Expression, MatrixSelector, Subquery, VectorSelector } from "./model.ts";

interface WrittenDuration {
  /** Absent where an expression decides it. */
  readonly seconds?: number;
}

/** `5m`, `-5m`, in Prometheus 3 also `300`, and with a feature flag `5m + 1m`. */
function durationOf(context: BuildContext, node: SyntaxNode): WrittenDuration {
  const written = textOfNode(context, node).replaceAll(/\s+/g, "");
  const sign = written.startsWith("-") ? -1 : 1;
  const plain = written.replace(/^[-+]/, "");
  const at = locateNode(context, node);
  const seconds = /[a-z]/i.test(plain) ? parseDuration(plain) : undefined;
  if (seconds !== undefined) return { seconds: sign * seconds };
  const number = /^[\d._]+(?:e[-+]?\d+)?$/i.test(plain) ? Number(plain.replaceAll("_", "")) : Number.NaN;
  if (!Number.isNaN(number)) {
    context.sink.add("duration", at, `the duration ${written} has no unit`, {
      hint: `write ${written}s`,
      refusedBy: [2],
    });
    return { seconds: sign * number };
  }
  if (!/[-+*/%^()]/.test(plain)) return refuse(context, at, `"${written}" is no duration`);
  const feature = "promql-duration-expr";
  context.sink.add("duration", at, `the duration ${written} is computed`, { refusedBy: [2], feature });
  return {};
}

function positive(context: BuildContext, node: SyntaxNode): WrittenDuration {
  const duration = durationOf(context, node);
  if (duration.seconds !== undefined && duration.seconds <= 0) {
    context.sink.add("duration", locateNode(context, node), "a range must be longer than zero");
  }
  return duration;
}

const partsOf = (node: SyntaxNode): readonly SyntaxNode[] => childrenOf(node).filter((child) => !isExpression(child));

/** `x[5m]`, `x[5m:1m]`, `x offset 5m`, `x @ end()`: applied to what stands directly before it. */
export function applyPostfix(context: BuildContext, node: SyntaxNode, inner: Expression): Expression {
  const at = { ...locateNode(context, node), start: inner.start };
  if (node.name === "MatrixSelector") return { ...buildRange(context, node, inner), ...at };
  if (node.name === "SubqueryExpr") return { ...buildSubquery(context, node, inner), ...at };
  if (node.name === "OffsetExpr") return buildOffset(context, node, inner);
  if (node.name === "StepInvariantExpr") return buildAt(context, node, inner);
  const modifier = node.name === "AnchoredExpr" ? "anchored" : "smoothed";
  const feature = "promql-extended-range-selectors";
  context.sink.add("syntax", at, `the modifier "${modifier}" is experimental`, { refusedBy: [2], feature });
  return { ...inner, end: at.end };
}

function buildRange(context: BuildContext, node: SyntaxNode, inner: Expression): MatrixSelector {
  const duration = partsOf(node)[0];
  const at = locateNode(context, node);
  if (inner.kind !== "selector" || !duration) return refuse(context, at, "only a selector can have a range");
  if (inner.offsetAt || inner.at) return refuse(context, at, "offset and @ stand after the range, not before it");
  const { seconds } = positive(context, duration);
  const rangeAt = locateNode(context, duration);
  return {
    ...at,
    kind: "range",
    type: "matrix",
    selector: inner,
    rangeAt,
    ...(seconds !== undefined && { rangeSeconds: seconds }),
  };
}

function buildSubquery(context: BuildContext, node: SyntaxNode, inner: Expression): Subquery {
  const [range, step] = partsOf(node);
  const at = locateNode(context, node);
  if (!range) return refuse(context, at, "a subquery needs a range");
  const { seconds } = positive(context, range);
  const stepSeconds = step && positive(context, step).seconds;
  return {
    ...at,
    kind: "subquery",
    type: "matrix",
    expr: inner,
    rangeAt: locateNode(context, range),
    ...(seconds !== undefined && { rangeSeconds: seconds }),
    ...(stepSeconds !== undefined && { stepSeconds }),
  };
}

type Shiftable = VectorSelector | MatrixSelector | Subquery;

function shiftable(context: BuildContext, node: SyntaxNode, inner: Expression, word: string): Shiftable {
  if (inner.kind === "selector" || inner.kind === "range" || inner.kind === "subquery") return inner;
  return refuse(context, locateNode(context, node), `${word} must follow a selector or a subquery`);
}

function buildOffset(context: BuildContext, node: SyntaxNode, inner: Expression): Expression {
  const target = shiftable(context, node, inner, "offset");
  const duration = childrenOf(node).find((child) => child.name === "OffsetDurationExpr");
  const at = locateNode(context, node);
  if (target.offsetAt) return refuse(context, at, "offset is set twice");
  if (!duration) return refuse(context, at, "offset needs a duration");
  const { seconds } = durationOf(context, duration);
  const offsetAt = locateNode(context, duration);
  return { ...target, end: at.end, offsetAt, ...(seconds !== undefined && { offsetSeconds: seconds }) };
}

function buildAt(context: BuildContext, node: SyntaxNode, inner: Expression): Expression {
  const target = shiftable(context, node, inner, "@");
  const at = locateNode(context, node);
  if (target.at) return refuse(context, at, "@ is set twice");
  return { ...target, end: at.end, at };
}

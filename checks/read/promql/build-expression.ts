import type { SyntaxNode } from "@lezer/common";
import { parseDuration } from "../prometheus/duration.ts";
import { buildAggregate, buildBinary, buildCall } from "./build-operation.ts";
import { applyPostfix } from "./build-range.ts";
import { buildSelector, buildString } from "./build-selector.ts";
import { type BuildContext, innerOf, locateNode, refuse, textOfNode } from "./context.ts";
import type { Expression, NumberLiteral } from "./model.ts";

const postfixNames = new Set([
  "MatrixSelector",
  "SubqueryExpr",
  "OffsetExpr",
  "StepInvariantExpr",
  "AnchoredExpr",
  "SmoothedExpr",
]);

/**
 * The grammar lets a postfix embrace a whole operation (`a / b[5m]` as `(a / b)[5m]`);
 * in Prometheus it belongs to the operand before it, so it travels down the right side.
 */
export function buildExpression(
  context: BuildContext,
  node: SyntaxNode,
  postfixes: readonly SyntaxNode[] = [],
): Expression {
  if (postfixNames.has(node.name)) return context.build(innerOf(context, node), [node, ...postfixes]);
  if (node.name === "BinaryExpr") return buildBinary(context, node, postfixes);
  if (node.name === "UnaryExpr") {
    const expr = context.build(innerOf(context, node), postfixes);
    const at = locateNode(context, node);
    const op = context.text[node.from] === "-" ? "-" : "+";
    return { ...at, end: Math.max(at.end, expr.end), kind: "unary", type: expr.type, op, expr };
  }
  let built = buildPrimary(context, node);
  for (const postfix of postfixes) built = applyPostfix(context, postfix, built);
  return built;
}

function buildPrimary(context: BuildContext, node: SyntaxNode): Expression {
  switch (node.name) {
    case "VectorSelector":
      return buildSelector(context, node);
    case "FunctionCall":
      return buildCall(context, node);
    case "AggregateExpr":
      return buildAggregate(context, node);
    case "NumberDurationLiteral":
      return buildNumber(context, node);
    case "StringLiteral":
      return buildString(context, node);
    case "ParenExpr": {
      const expr = context.build(innerOf(context, node));
      return { ...locateNode(context, node), kind: "paren", type: expr.type, expr };
    }
    default:
      return refuse(context, locateNode(context, node), "expected an expression");
  }
}

function buildNumber(context: BuildContext, node: SyntaxNode): NumberLiteral {
  const at = locateNode(context, node);
  const written = textOfNode(context, node).replaceAll(/\s+/g, "");
  const sign = written.startsWith("-") ? -1 : 1;
  const plain = written.replace(/^[-+]/, "").toLowerCase();
  if (plain === "inf") return { ...at, kind: "number", type: "scalar", value: sign * Infinity, isDuration: false };
  if (plain === "nan") return { ...at, kind: "number", type: "scalar", value: Number.NaN, isDuration: false };
  const seconds = /[ywdhms]$/.test(plain) && !plain.startsWith("0x") ? parseDuration(plain) : undefined;
  if (seconds !== undefined) {
    context.sink.add("type", at, `the duration ${written} stands where a number is expected`, {
      hint: `write ${seconds}`,
      refusedBy: [2],
    });
    return { ...at, kind: "number", type: "scalar", value: sign * seconds, isDuration: true };
  }
  const octal = /^0[0-7]+$/.test(plain);
  const value = octal ? Number.parseInt(plain, 8) : Number(plain.replaceAll("_", ""));
  if (Number.isNaN(value)) return refuse(context, at, `"${written}" is no number`);
  if (plain.includes("_")) {
    context.sink.add("syntax", at, `the number ${written} has underscores`, { refusedBy: [2] });
  }
  return { ...at, kind: "number", type: "scalar", value: sign * value, isDuration: false };
}

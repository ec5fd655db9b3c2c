import type { SyntaxNode } from "@lezer/common";
import { type BuildContext, childrenOf, isExpression, locateNode, nameOf, refuse, textOfNode } from "./context.ts";
import { aggregations, functions } from "./functions.ts";
import type { Aggregate, Binary, Call, Expression, Grouping, Matching, Name } from "./model.ts";

const experimentalFunctions = "promql-experimental-functions";

function labelsOf(context: BuildContext, node: SyntaxNode | undefined): readonly Name[] {
  if (!node) return [];
  return childrenOf(node).map((child) => {
    const written = textOfNode(context, child);
    if (!/^["'`]/.test(written)) return nameOf(context, child);
    const more = { refusedBy: [2] };
    context.sink.add("syntax", locateNode(context, child), `a label in quotes, ${written}, in a list of labels`, more);
    return nameOf(context, child, written.slice(1, -1));
  });
}

function argumentsOf(context: BuildContext, node: SyntaxNode): readonly Expression[] {
  const body = childrenOf(node).find((child) => child.name === "FunctionCallBody");
  return body
    ? childrenOf(body)
        .filter(isExpression)
        .map((child) => context.build(child))
    : [];
}

/** Complains of a function that no version, or not every version, knows. */
function checkKnown(
  context: BuildContext,
  at: Name,
  known: { majors?: readonly number[]; experimental?: boolean },
): void {
  const others = known.majors && [2, 3].filter((major) => !known.majors?.includes(major));
  if (!others && !known.experimental) return;
  const message = others
    ? `"${at.name}" exists in Prometheus ${known.majors?.join(" and ")} only`
    : `"${at.name}" is experimental`;
  context.sink.add("type", at, message, {
    ...(others && { refusedBy: others }),
    ...(known.experimental && { feature: experimentalFunctions }),
  });
}

export function buildCall(context: BuildContext, node: SyntaxNode): Call {
  const nameNode = childrenOf(node)[0] ?? node;
  // The name was replaced by one of the grammar's where the grammar does not know it.
  const written = /^[A-Za-z_:][\w:]*/.exec(context.text.slice(nameNode.from))?.[0] ?? "";
  const func = nameOf(context, { ...nameNode, from: nameNode.from, to: nameNode.from + written.length }, written);
  const args = argumentsOf(context, node);
  const known = functions.get(written);
  if (known) checkKnown(context, func, known);
  return { ...locateNode(context, node), kind: "call", type: known?.returns ?? "vector", func, args };
}

export function buildAggregate(context: BuildContext, node: SyntaxNode): Aggregate {
  const at = locateNode(context, node);
  const children = childrenOf(node);
  const opNode = children[0] ?? node;
  const op = nameOf(context, opNode, textOfNode(context, opNode).toLowerCase());
  const known = aggregations.get(op.name) ?? {};
  checkKnown(context, op, known);
  const args = argumentsOf(context, node);
  const wanted = known.param ? 2 : 1;
  if (args.length !== wanted) {
    return refuse(context, at, `"${op.name}" takes ${wanted} argument${wanted === 1 ? "" : "s"}, got ${args.length}`);
  }
  const modifier = children.find((child) => child.name === "AggregateModifier");
  const grouping = modifier && groupingOf(context, modifier);
  const [param, arg] = known.param ? args : [undefined, args[0]];
  return {
    ...at,
    kind: "aggregate",
    type: "vector",
    op,
    ...(grouping && { grouping }),
    ...(param && { param }),
    ...(arg && { arg }),
  };
}

function groupingOf(context: BuildContext, node: SyntaxNode): Grouping {
  const [word, labels] = childrenOf(node);
  return {
    ...locateNode(context, node),
    mode: word?.name === "Without" ? "without" : "by",
    labels: labelsOf(context, labels),
  };
}

export function buildBinary(context: BuildContext, node: SyntaxNode, postfixes: readonly SyntaxNode[]): Binary {
  const children = childrenOf(node);
  const at = locateNode(context, node);
  const [left, right] = children.filter(isExpression);
  const opNode = left && children[children.indexOf(left) + 1];
  if (!left || !right || !opNode) return refuse(context, at, "an operator needs two operands");
  const lhs = context.build(left);
  const rhs = context.build(right, postfixes);
  const clause = children.find((child) => child.name === "MatchingModifierClause");
  const fill = children.find((child) => child.name === "FillModifier");
  if (fill) {
    const more = { refusedBy: [2], feature: "promql-binop-fill-modifiers" };
    context.sink.add("syntax", locateNode(context, fill), "the fill modifier is experimental", more);
  }
  return {
    ...at,
    end: Math.max(at.end, rhs.end),
    kind: "binary",
    type: lhs.type === "scalar" && rhs.type === "scalar" ? "scalar" : "vector",
    op: nameOf(context, opNode, textOfNode(context, opNode).toLowerCase()),
    bool: children.some((child) => child.name === "BoolModifier"),
    ...(clause && { matching: matchingOf(context, clause) }),
    lhs,
    rhs,
  };
}

function matchingOf(context: BuildContext, node: SyntaxNode): Matching {
  const children = childrenOf(node);
  const [labels, include] = children.filter((child) => child.name === "GroupingLabels");
  const side = children.find((child) => child.name === "GroupLeft" || child.name === "GroupRight");
  return {
    ...locateNode(context, node),
    mode: children[0]?.name === "On" ? "on" : "ignoring",
    labels: labelsOf(context, labels),
    card: !side ? "one-to-one" : side.name === "GroupLeft" ? "many-to-one" : "one-to-many",
    include: labelsOf(context, include),
  };
}

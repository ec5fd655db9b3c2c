import type { SyntaxNode } from "@lezer/common";
import type { Located } from "../../core/source.ts";
import type { DefectSink } from "../defect.ts";
import type { Place } from "../yaml/scalar-place.ts";
import type { Expression, Name } from "./model.ts";

/** What every builder of the tree shares. */
export interface BuildContext {
  readonly text: string;
  readonly place: Place;
  readonly sink: DefectSink;
  /** `postfixes`: selectors' brackets and shifts that the grammar put too far out, innermost first. */
  build(node: SyntaxNode, postfixes?: readonly SyntaxNode[]): Expression;
}

/** Stops the building of one expression: its shape makes no sense. */
export class NoExpression extends Error {}

export function refuse(context: BuildContext, at: Located, message: string): never {
  context.sink.add("syntax", at, message);
  throw new NoExpression(message);
}

export const locateNode = (context: BuildContext, node: { from: number; to: number }): Located =>
  context.place(node.from, node.to);

export const textOfNode = (context: BuildContext, node: SyntaxNode): string => context.text.slice(node.from, node.to);

export function nameOf(context: BuildContext, node: SyntaxNode, name = textOfNode(context, node)): Name {
  return { ...locateNode(context, node), name };
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (child.name !== "LineComment") children.push(child);
  }
  return children;
}

const expressionNames = new Set(
  "AggregateExpr BinaryExpr FunctionCall MatrixSelector NumberDurationLiteral OffsetExpr AnchoredExpr SmoothedExpr ParenExpr StringLiteral SubqueryExpr UnaryExpr VectorSelector StepInvariantExpr".split(
    " ",
  ),
);

export const isExpression = (node: SyntaxNode): boolean => expressionNames.has(node.name);

/** The expression in a node that holds exactly one. */
export function innerOf(context: BuildContext, node: SyntaxNode): SyntaxNode {
  return childrenOf(node).find(isExpression) ?? refuse(context, locateNode(context, node), "expected an expression");
}

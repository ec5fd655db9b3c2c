import type { SyntaxNode } from "@lezer/common";
import type { Located } from "../../core/source.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { fullRegex } from "../regex.ts";
import { type BuildContext, childrenOf, locateNode, nameOf, refuse, textOfNode } from "./context.ts";
import type { LabelMatcher, MatchOperator, Name, StringLiteral, VectorSelector } from "./model.ts";
import { unquote } from "./unquote.ts";

export function buildString(context: BuildContext, node: SyntaxNode): StringLiteral {
  const result = unquote(textOfNode(context, node));
  const at = locateNode(context, node);
  if ("value" in result) return { ...at, kind: "string", type: "string", value: result.value };
  return refuse(context, context.place(node.from + result.offset, node.from + result.offset + 2), result.problem);
}

/** `name{label="value"}`, checked as Prometheus checks it while parsing. */
export function buildSelector(context: BuildContext, node: SyntaxNode): VectorSelector {
  const at = locateNode(context, node);
  const matchers: LabelMatcher[] = [];
  const names: Name[] = [];
  for (const child of childrenOf(node)) {
    if (child.name === "Identifier") names.push(nameOf(context, child));
    if (child.name !== "LabelMatchers") continue;
    for (const part of childrenOf(child)) {
      if (part.name === "QuotedLabelName") names.push(quotedName(context, part));
      else matchers.push(buildMatcher(context, part));
    }
  }
  const nameMatchers = matchers.filter((matcher) => matcher.label.name === "__name__");
  const second = names[1] ?? (names[0] && nameMatchers[0]?.valueAt);
  if (second) context.sink.add("syntax", second, "the metric name is set twice");
  if (names.length === 0) requireNonEmptyMatcher(context, at, matchers);
  const byMatcher = nameMatchers.find((matcher) => matcher.op === "=");
  const metric = names[0] ?? (byMatcher && { ...byMatcher.valueAt, name: byMatcher.value });
  return { ...at, kind: "selector", type: "vector", ...(metric && { metric }), matchers };
}

function quotedName(context: BuildContext, node: SyntaxNode): Name {
  const text = childrenOf(node)[0] ?? node;
  return nameOf(context, text, buildString(context, text).value);
}

function buildMatcher(context: BuildContext, node: SyntaxNode): LabelMatcher {
  const [labelNode, opNode, valueNode] = childrenOf(node);
  if (!labelNode || !opNode || !valueNode) {
    return refuse(context, locateNode(context, node), "expected a label, an operator and a string");
  }
  const label = labelNode.name === "QuotedLabelName" ? quotedName(context, labelNode) : nameOf(context, labelNode);
  const op = textOfNode(context, opNode) as MatchOperator;
  const valueAt = locateNode(context, valueNode);
  const { value } = buildString(context, valueNode);
  if ((op === "=~" || op === "!~") && !hasPlaceholder(value)) checkRegex(context, valueAt, value);
  return { ...locateNode(context, node), label, op, value, valueAt };
}

function checkRegex(context: BuildContext, at: Located, pattern: string): void {
  const compiled = fullRegex(pattern);
  if ("problem" in compiled) context.sink.add("regex", at, `invalid regular expression: ${compiled.problem}`);
}

/** `{}` would select every series. */
function requireNonEmptyMatcher(context: BuildContext, at: Located, matchers: readonly LabelMatcher[]): void {
  if (matchers.some((matcher) => !matchesEmpty(matcher))) return;
  context.sink.add("syntax", at, "a selector needs a metric name or a matcher that does not match the empty string");
}

/** Whether a series without the label is selected. */
export function matchesEmpty(matcher: Pick<LabelMatcher, "op" | "value">): boolean {
  if (matcher.op === "=") return matcher.value === "";
  if (matcher.op === "!=") return matcher.value !== "";
  const compiled = fullRegex(matcher.value);
  if ("problem" in compiled) return false;
  return compiled.matches("") === (matcher.op === "=~");
}

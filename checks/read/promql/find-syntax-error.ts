import type { Tree } from "@lezer/common";

export interface SyntaxErrorAt {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  readonly hint?: string;
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const tokens =
  /#[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|`[^`]*`|["'`]|[()[\]{}]|[A-Za-z_:][\w:]*|[\d.][\w.]*|\s+|[=!<>]=|=~|!~|[\s\S]/g;
/** A sign after `e` is a token of its own. */
const numberOrDuration = /^(?:0x[\da-f_]+|[\d_]*\.?[\d_]*(?:e\d*)?|(?:\d+(?:ms|[ywdhms]))+)$/i;

/** One string, name, number, operator or other character. */
export const tokensOf = (text: string): Iterable<RegExpMatchArray> => text.matchAll(tokens);

/** What is wrong with brackets, quotes and numbers: the place where one was opened says more than the one where its end was missed. */
export function findLexicalError(text: string): SyntaxErrorAt | undefined {
  const open: { char: string; at: number }[] = [];
  for (const match of tokensOf(text)) {
    const token = match[0];
    const at = match.index ?? 0;
    if (token === '"' || token === "'" || token === "`") {
      return { from: at, to: text.length, message: "the string that starts here is never closed" };
    }
    if (token === "\\") {
      const hint = "an unquoted YAML value keeps its backslashes: write the quotes without them";
      return { from: at, to: at + 1, message: "unexpected backslash outside a string", hint };
    }
    if (/^\.?\d/.test(token) && !numberOrDuration.test(token)) {
      return { from: at, to: at + token.length, message: `"${token}" is neither a number nor a duration` };
    }
    if (closers[token]) open.push({ char: token, at });
    if (token !== ")" && token !== "]" && token !== "}") continue;
    const last = open.pop();
    if (!last) return { from: at, to: at + 1, message: `unexpected "${token}": nothing is open here` };
    if (closers[last.char] === token) continue;
    return { from: at, to: at + 1, message: `unexpected "${token}", expected "${closers[last.char]}"` };
  }
  const last = open.at(-1);
  return last && { from: last.at, to: last.at + 1, message: `"${last.char}" is never closed` };
}

const contexts: Readonly<Record<string, string>> = {
  LabelMatchers: "between label matchers",
  UnquotedLabelMatcher: "in a label matcher",
  QuotedLabelMatcher: "in a label matcher",
  GroupingLabels: "in a list of labels",
  FunctionCallBody: "in arguments",
  MatrixSelector: "in a range",
  SubqueryExpr: "in a subquery",
  OffsetExpr: "after offset",
  StepInvariantExpr: "after @",
};

/** The first place where the parser could not go on. */
export function findParseError(text: string, tree: Tree): SyntaxErrorAt | undefined {
  let found: SyntaxErrorAt | undefined;
  tree.iterate({
    enter(node) {
      if (found || !node.type.isError) return !found;
      const context = contexts[node.node.parent?.name ?? ""];
      found = describe(text, node.from, context ? ` ${context}` : "");
      return false;
    },
  });
  return found;
}

/** What stands at an offset, as the message of an error. */
export function describe(text: string, from: number, context: string): SyntaxErrorAt {
  for (const match of tokensOf(text.slice(from))) {
    const token = match[0];
    if (/^(?:\s|#)/.test(token)) continue;
    const at = from + (match.index ?? 0);
    return { from: at, to: at + token.length, message: `unexpected ${quoted(token)}${context}` };
  }
  const end = text.trimEnd().length;
  const what = end === 0 ? "the expression is empty" : `unexpected end of the expression${context}`;
  return { from: Math.max(0, end - 1), to: end, message: what };
}

const quoted = (token: string): string => (/^["'`]/.test(token) ? `string ${token}` : `"${token}"`);

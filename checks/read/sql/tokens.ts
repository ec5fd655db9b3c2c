import { type Located, locate, type Source } from "../../core/source.ts";

export interface Token extends Located {
  readonly kind: "word" | "quoted" | "string" | "number" | "symbol";
  /** Words in lower case, quoted identifiers without quotes, symbols one character each. */
  readonly text: string;
}

const pattern =
  /(?<space>\s+|--[^\n]*)|(?<dollar>\$[A-Za-z_]*\$)|(?<string>[eE]'(?:[^'\\]|''|\\.)*'?|'(?:[^']|'')*'?)|"(?<quoted>(?:[^"]|"")*)"?|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<number>\d[\d.]*)|(?<symbol>.)/suy;

/** Tokens of PostgreSQL's SQL. Comments are left out; the bodies of functions are one string. */
export function tokensOf(source: Source): Token[] {
  const { text } = source;
  const tokens: Token[] = [];
  let position = 0;
  while (position < text.length) {
    if (text.startsWith("/*", position)) {
      position = endOfComment(text, position);
      continue;
    }
    pattern.lastIndex = position;
    const groups = pattern.exec(text)?.groups;
    if (!groups) break;
    const start = position;
    position = pattern.lastIndex;
    if (groups["space"] !== undefined) continue;
    if (groups["dollar"] !== undefined) {
      const close = text.indexOf(groups["dollar"], position);
      position = close < 0 ? text.length : close + groups["dollar"].length;
    }
    tokens.push({ ...locate(source, start, position), ...contentOf(groups) });
  }
  return tokens;
}

function contentOf(groups: Readonly<Record<string, string | undefined>>): Pick<Token, "kind" | "text"> {
  if (groups["word"] !== undefined) return { kind: "word", text: groups["word"].toLowerCase() };
  if (groups["quoted"] !== undefined) return { kind: "quoted", text: groups["quoted"].replaceAll('""', '"') };
  if (groups["number"] !== undefined) return { kind: "number", text: groups["number"] };
  if (groups["symbol"] !== undefined) return { kind: "symbol", text: groups["symbol"] };
  return { kind: "string", text: "" };
}

/** Comments of PostgreSQL nest. */
function endOfComment(text: string, start: number): number {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(start).matchAll(/\/\*|\*\//g)) {
    depth += mark === "/*" ? 1 : -1;
    if (depth === 0) return start + index + 2;
  }
  return text.length;
}

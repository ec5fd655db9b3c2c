import { oddDocuments, oddKeys, oddTexts, oddValues } from "./odd-texts.ts";

/** One change. The numbers choose the place and the replacement, modulo what there is, so that every number is valid. */
export interface Mutation {
  readonly kind: (typeof mutationKinds)[number];
  readonly at: number;
  readonly other: number;
}

type Change = (text: string, at: number, other: number, all: readonly string[]) => string;

const pick = <T>(from: readonly T[], index: number): T => from[index % from.length]!;

/** Words, numbers, runs of spaces and single signs: joined again they give the text. */
const tokensOf = (text: string): string[] => text.match(/\r\n|[\p{L}\p{N}_]+|[ \t]+|./gsu) ?? [""];

const onLines =
  (change: (lines: string[], at: number, other: number) => void): Change =>
  (text, at, other) => {
    const lines = text.split("\n");
    change(lines, at % lines.length, other);
    return lines.join("\n");
  };

const onTokens =
  (change: (tokens: string[], at: number, other: number) => void): Change =>
  (text, at, other) => {
    const tokens = tokensOf(text);
    change(tokens, at % tokens.length, other);
    return tokens.join("");
  };

function swap(items: string[], at: number, other: number): void {
  const to = other % items.length;
  [items[at], items[to]] = [items[to]!, items[at]!];
}

const changes = {
  "delete line": onLines((lines, at, other) => lines.splice(at, 1 + (other % 3))),
  "repeat line": onLines((lines, at, other) => lines.splice(at, 0, ...Array(1 + (other % 3)).fill(lines[at]))),
  "swap lines": onLines(swap),
  "join lines": onLines((lines, at) => lines.splice(at, 2, `${lines[at]}${lines[at + 1] ?? ""}`)),
  "indent line": onLines((lines, at, other) => {
    lines[at] = pick(["  ", "\t", "    ", "\u00a0", "- "], other) + lines[at];
  }),
  "outdent line": onLines((lines, at, other) => {
    lines[at] = lines[at]!.slice(1 + (other % 4));
  }),
  "odd value": onLines((lines, at, other) => {
    lines[at] = lines[at]!.replace(/([:=]\s*|- )[^:=]*$/, (_, sign: string) => sign + pick(oddValues, other));
  }),
  "odd key": onLines((lines, at, other) => {
    lines[at] = lines[at]!.replace(/[\w$.@/-]+/, () => pick(oddKeys, other));
  }),
  "delete token": onTokens((tokens, at) => tokens.splice(at, 1)),
  "repeat token": onTokens((tokens, at, other) =>
    tokens.splice(at, 0, tokens[at]!.repeat(pick([1, 2, 40, 2_000], other))),
  ),
  "swap tokens": onTokens(swap),
  "replace token": onTokens((tokens, at, other) => {
    tokens[at] = pick(oddTexts, other);
  }),
  "token from elsewhere": (text, at, other, all) => {
    const tokens = tokensOf(text);
    tokens[at % tokens.length] = pick(tokensOf(pick(all, other)), at + other);
    return tokens.join("");
  },
  "line from elsewhere": (text, at, other, all) => {
    const lines = text.split("\n");
    lines.splice(at % lines.length, 0, pick(pick(all, other).split("\n"), at + other));
    return lines.join("\n");
  },
  insert: (text, at, other) => {
    const offset = at % (text.length + 1);
    return text.slice(0, offset) + pick(oddTexts, other) + text.slice(offset);
  },
  cut: (text, at) => text.slice(0, at % (text.length + 1)),
  behead: (text, at) => text.slice(at % (text.length + 1)),
  "carriage returns": (text, _, other) => text.replaceAll("\n", pick(["\r\n", "\r", "\u2028", "\n\n"], other)),
  "byte order mark": (text) => `\uFEFF${text}`,
  whole: (_, at) => pick(oddDocuments, at),
  "another file": (_text, at, _other, all) => pick(all, at),
} satisfies Readonly<Record<string, Change>>;

export const mutationKinds = Object.keys(changes) as readonly (keyof typeof changes)[];

/** Applies changes one after the other; `all` is where lines and tokens of other files come from. */
export function mutate(text: string, mutations: readonly Mutation[], all: readonly string[]): string {
  let changed = text;
  for (const { kind, at, other } of mutations) changed = changes[kind](changed, at, other, all);
  // A file with lone surrogates or NUL is refused before any reader sees it.
  return changed.toWellFormed().replaceAll("\0", "");
}

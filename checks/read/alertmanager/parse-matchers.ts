import type { MatcherOperator } from "./model.ts";

export interface ParsedMatcher {
  readonly label: string;
  readonly op: MatcherOperator;
  readonly value: string;
  /** Offsets into the text. */
  readonly from: number;
  readonly to: number;
}

export type ParsedMatchers = { readonly matchers: readonly ParsedMatcher[] } | { readonly problem: string };

/**
 * Matchers of one text: `a="b"`, `{a="b", c=~"d"}`. The older grammar is tried first, then the one of UTF-8 names:
 * where both accept a text and differ, Alertmanager too keeps to the older one.
 */
export function parseMatchers(text: string): ParsedMatchers {
  const classic = parseClassic(text);
  if ("matchers" in classic) return classic;
  const quoted = parseQuoted(text);
  return "matchers" in quoted ? quoted : classic;
}

interface Part {
  readonly text: string;
  readonly from: number;
}

/** Splits at commas outside double quotes, the braces around the whole removed. */
function splitParts(text: string): readonly Part[] {
  const open = /^\s*\{/.exec(text)?.[0].length ?? 0;
  const body = open > 0 ? text.replace(/\}\s*$/, "") : text;
  const parts: Part[] = [];
  let from = open;
  let inQuotes = false;
  for (let index = open; index < body.length; index++) {
    const char = body[index];
    if (char === "\\" && inQuotes) index++;
    else if (char === '"') inQuotes = !inQuotes;
    else if (char === "," && !inQuotes) {
      parts.push({ text: body.slice(from, index), from });
      from = index + 1;
    }
  }
  if (body.slice(from).trim() !== "") parts.push({ text: body.slice(from), from });
  return parts;
}

const classicPattern = /^\s*([A-Za-z_:][\w:]*)\s*(=~|=|!=|!~)\s*([\s\S]*)$/;

function parseClassic(text: string): ParsedMatchers {
  const matchers: ParsedMatcher[] = [];
  for (const part of splitParts(text)) {
    const match = classicPattern.exec(part.text);
    if (!match) return { problem: `"${part.text.trim()}" is no matcher: expected label, operator and value` };
    const value = classicValue(match[3]!.trimEnd());
    if (value === undefined)
      return { problem: "a double quote in the value of a matcher is not closed or not escaped" };
    matchers.push({ ...rangeOf(part), label: match[1]!, op: match[2] as MatcherOperator, value });
  }
  return { matchers };
}

function rangeOf({ text, from }: Part): { from: number; to: number } {
  const start = from + text.length - text.trimStart().length;
  return { from: start, to: start + text.trim().length };
}

/** `\n`, `\"` and `\\` are escapes, any other backslash stands for itself. Undefined: a stray quote. */
function classicValue(raw: string): string | undefined {
  const isQuoted = raw.startsWith('"');
  if (isQuoted && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw)) return undefined;
  const body = isQuoted ? raw.slice(1, -1) : raw;
  if (/(?:^|[^\\])(?:\\\\)*"/.test(body)) return undefined;
  return body.replaceAll(/\\(["n\\])/g, (_, char: string) => (char === "n" ? "\n" : char));
}

const word = String.raw`"(?:[^"\\]|\\.)*"|[^\s{}!=~,\\"'\x60]+`;

function parseQuoted(text: string): ParsedMatchers {
  const matchers: ParsedMatcher[] = [];
  const pattern = new RegExp(String.raw`^\s*(${word})\s*(=~|=|!=|!~)\s*(${word})\s*$`);
  for (const part of splitParts(text)) {
    const match = pattern.exec(part.text);
    if (!match) return { problem: `"${part.text.trim()}" is no matcher` };
    const label = plain(match[1]!);
    const value = plain(match[3]!);
    matchers.push({ ...rangeOf(part), label, op: match[2] as MatcherOperator, value });
  }
  return { matchers };
}

const plain = (written: string): string =>
  written.startsWith('"')
    ? written.slice(1, -1).replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char))
    : written;

import type { FilePlace } from "./finding.ts";
import type { Located, Source } from "./source.ts";

/** What stands in for a secret, whatever its length. */
export const masked = "•••";

/** Longer lines are cut in excerpts; the range still tells the column. */
const maxExcerpt = 240;

export function placeOf(at: Located): FilePlace {
  const { source, start, end } = at;
  return {
    kind: "file",
    file: source.path,
    range: { start: source.position(start), end: source.position(Math.max(start, end)) },
  };
}

/** The first line of a place with every sensitive range masked; `from` and `to` are the place's columns in it, from 0. */
export function excerptOf(at: Located): { readonly text: string; readonly from: number; readonly to: number } {
  const { source } = at;
  const { line } = source.position(at.start);
  const lineStart = source.lineStarts()[line - 1]!;
  const lineEnd = endOfLine(source, lineStart);
  let text = "";
  let from = -1;
  let to = -1;
  let cursor = lineStart;
  const copyTo = (offset: number): void => {
    if (from < 0 && at.start <= offset) from = text.length + Math.max(0, at.start - cursor);
    if (to < 0 && at.end <= offset) to = text.length + Math.max(0, at.end - cursor);
    text += source.text.slice(cursor, offset);
    cursor = offset;
  };
  for (const hidden of sensitiveWithin(source, lineStart, lineEnd)) {
    copyTo(hidden.start);
    if (from < 0 && at.start < hidden.end) from = text.length;
    text += masked;
    if (to < 0 && at.end <= hidden.end) to = text.length;
    cursor = hidden.end;
  }
  copyTo(lineEnd);
  if (to < 0) to = text.length;
  const shown = text.length > maxExcerpt ? `${text.slice(0, maxExcerpt)}…` : text;
  return { text: printable(shown), from: Math.min(from, shown.length), to: Math.min(to, shown.length) };
}

function endOfLine(source: Source, lineStart: number): number {
  let end = lineStart;
  while (end < source.text.length && source.text[end] !== "\n" && source.text[end] !== "\r") end++;
  return end;
}

/** Sensitive ranges cut to a line, in order, overlapping ones joined. */
function sensitiveWithin(source: Source, start: number, end: number): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const hidden = source.sensitive.filter((one) => one.start < end && one.end > start).sort((a, b) => a.start - b.start);
  for (const one of hidden) {
    const last = ranges.at(-1);
    if (last && one.start <= last.end) last.end = Math.min(end, Math.max(last.end, one.end));
    else ranges.push({ start: Math.max(start, one.start), end: Math.min(end, one.end) });
  }
  return ranges;
}

/** Control characters could rewrite a terminal or end a workflow command; one unit each, so that columns stay. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (one) => (one === "\t" ? " " : "·"));
}

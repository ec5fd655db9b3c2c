import { type Located, locate } from "../../core/source.ts";
import type { Scalar } from "./tree.ts";

/** Turns a range of a scalar's text, quotes and escapes already removed, into the range of the file where it was written. */
export type Place = (from: number, to: number) => Located;

const isSpace = (char: string | undefined): boolean =>
  char === " " || char === "\n" || char === "\t" || char === "\r" || char === undefined;

/** Also through escapes, folded lines and block scalars. */
export function placeIn(scalar: Scalar): Place {
  const { source, start, end, text, style } = scalar;
  const raw = source.text.slice(start, end);
  const quote = style === "plain" || style === "block" ? 0 : 1;
  if (raw.length === text.length + 2 * quote) {
    return (from, to) => locate(source, start + quote + from, start + quote + to);
  }
  let offsets: Offsets | undefined;
  return (from, to) => {
    offsets ??= align(text, unitsOf(raw, style));
    if (!offsets) return locate(source, start, end);
    const first = offsets.starts[Math.min(from, text.length - 1)] ?? 0;
    const last = to > from ? (offsets.ends[Math.min(to, text.length) - 1] ?? raw.length) : first;
    // The last line break of a block may be missing at the end of a file: its text has one all the same.
    const limit = (offset: number): number => start + Math.min(offset, raw.length);
    return locate(source, limit(first), limit(Math.max(first, last)));
  };
}

interface Offsets {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** The visible characters of both sides are the same ones in the same order; folding changes only the space between them. */
function align(text: string, units: Offsets): Offsets | undefined {
  const starts: number[] = [];
  const ends: number[] = [];
  let unit = 0;
  let reached = units.starts[0] ?? 0;
  for (let index = 0; index < text.length; index++) {
    if (isSpace(text[index])) {
      const limit = units.starts[unit] ?? Number.POSITIVE_INFINITY;
      starts.push(reached);
      if (reached < limit) reached++;
      ends.push(reached);
      continue;
    }
    const start = units.starts[unit];
    const end = units.ends[unit++];
    if (start === undefined || end === undefined) return undefined;
    starts.push(start);
    ends.push(end);
    reached = end;
  }
  return { starts, ends };
}

/** The ranges of everything in the raw text that stands for a visible UTF-16 unit. */
function unitsOf(raw: string, style: Scalar["style"]): Offsets {
  const starts: number[] = [];
  const ends: number[] = [];
  const quoted = style === "single" || style === "double";
  const limit = quoted ? raw.length - 1 : raw.length;
  let index = quoted ? 1 : style === "block" ? headerLength(raw) : 0;
  while (index < limit) {
    const [length, units] = unitAt(raw, index, style);
    for (let count = 0; count < units; count++) {
      starts.push(index);
      ends.push(index + length);
    }
    index += length;
  }
  return { starts, ends };
}

/** `|-  # comment` up to and with its line break. */
function headerLength(raw: string): number {
  const end = raw.indexOf("\n");
  return end === -1 ? raw.length : end + 1;
}

/** Length in the file, and how many visible UTF-16 units it stands for. */
function unitAt(raw: string, index: number, style: Scalar["style"]): readonly [number, number] {
  const char = raw[index];
  if (isSpace(char)) return [1, 0];
  if (style === "single" && char === "'") return [2, 1];
  if (style !== "double" || char !== "\\") return [1, 1];
  const escaped = raw[index + 1];
  if (isSpace(escaped)) return [2, 0];
  if (escaped === "n" || escaped === "t" || escaped === "r") return [2, 0];
  const digits = escaped === "x" ? 2 : escaped === "u" ? 4 : escaped === "U" ? 8 : 0;
  if (digits === 0) return [2, 1];
  const code = Number.parseInt(raw.slice(index + 2, index + 2 + digits), 16);
  const decoded = String.fromCodePoint(Number.isNaN(code) || code > 0x10ffff ? 0xfffd : code);
  return [2 + digits, isSpace(decoded) ? 0 : decoded.length];
}

export interface Excerpt {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Cuts a source line to a width around its range, so that the underlined part stays in sight. */
export function crop({ text, from, to }: Excerpt, width: number): Excerpt {
  const line = text.trimEnd();
  if (line.length <= width) return { text: line, from, to: Math.min(to, line.length) };
  const wanted = Math.min(to - from, width - 2);
  const start = Math.max(0, Math.min(from - Math.floor((width - wanted) / 3), line.length - width));
  const end = Math.min(line.length, start + width);
  const shown = `${start > 0 ? "…" : ""}${line.slice(start + (start > 0 ? 1 : 0), end - (end < line.length ? 1 : 0))}${end < line.length ? "…" : ""}`;
  return { text: shown, from: from - start, to: Math.min(to - start, shown.length) };
}

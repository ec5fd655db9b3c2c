import type { Finding } from "../core/finding.ts";
import { printable } from "../core/place.ts";
import { wrap } from "./wrap.ts";

/** One entry a check: the same advice in every file would bury what matters. `--verbose` shows each in full. */
export function foldedNotices(notices: readonly Finding[]): string[] {
  const byCheck = Map.groupBy(notices, ({ check }) => check);
  const lines: string[] = [];
  for (const [check, [first, ...more]] of [...byCheck].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!first) continue;
    const { file, range } = first.place;
    const others = more.length > 0 ? `, and ${more.length} more` : "";
    const text = printable(`${check}: ${first.message} (${file}:${range.start.line}${others})`);
    lines.push(...wrap(text, 78).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`)));
  }
  return lines.length > 0 ? ["notices (hardening that most projects lack; --verbose shows each):", ...lines, ""] : [];
}

import { type Located, locate } from "../../core/source.ts";
import type { Scalar } from "./tree.ts";

/**
 * The place of a part of a scalar, given by offsets into its text. Where quotes, escapes or folding moved the part and
 * it cannot be found again as it is, the whole scalar.
 */
export function within(scalar: Scalar, text: string, from: number, to: number): Located {
  const written = scalar.source.text.slice(scalar.start, scalar.end);
  const offset = scalar.style === "single" || scalar.style === "double" ? 1 : 0;
  const part = text.slice(from, to);
  if (isWritten(scalar, text, written, offset)) {
    return locate(scalar.source, scalar.start + offset + from, scalar.start + offset + to);
  }
  // Counting occurrences in a long text for each of its parts would take minutes.
  if (part === "" || text.length > 5_000) return scalar;
  let seen = 0;
  for (let at = text.indexOf(part); at >= 0 && at < from; at = text.indexOf(part, at + 1)) seen++;
  let found = written.indexOf(part);
  while (seen > 0 && found >= 0) {
    found = written.indexOf(part, found + 1);
    seen--;
  }
  return found < 0 ? scalar : locate(scalar.source, scalar.start + found, scalar.start + found + part.length);
}

/** Asked for each word of a text: compared once. */
const compared = new WeakMap<Scalar, { readonly text: string; readonly same: boolean }>();

function isWritten(scalar: Scalar, text: string, written: string, offset: number): boolean {
  const known = compared.get(scalar);
  if (known && known.text === text) return known.same;
  const same = written.startsWith(text, offset);
  compared.set(scalar, { text, same });
  return same;
}

import { Source } from "../core/source.ts";
import type { Tree } from "./document.ts";

export type Opened = { readonly source: Source } | { readonly reason: string; readonly hint?: string };

/** Reads a file as UTF-8 text, or says why it cannot be read as text. A byte order mark stays in the text, so that offsets hold. */
export function openFile(tree: Tree, path: string, maxBytes: number): Opened {
  let bytes: Uint8Array;
  try {
    bytes = tree.read(path);
  } catch (error) {
    return {
      reason: `it cannot be read (${(error as NodeJS.ErrnoException).code ?? "error"})`,
      hint: "check its permissions",
    };
  }
  if (bytes.length > maxBytes) {
    const megabytes = (size: number) => `${Math.round((size / 1024 / 1024) * 10) / 10} MB`;
    return {
      reason: `its ${megabytes(bytes.length)} are above the limit of ${megabytes(maxBytes)}`,
      hint: "raise `limits.maxFileMegabytes` in seaworthy.yaml, or name the file under `ignore`",
    };
  }
  if (isUtf16(bytes)) return { reason: "it is UTF-16, which none of its readers accepts", hint: "save it as UTF-8" };
  if (bytes.includes(0))
    return { reason: "it is binary", hint: "name it under `ignore` in seaworthy.yaml if it is meant to be" };
  try {
    return { source: new Source(path, decoder.decode(bytes)) };
  } catch {
    return { reason: "it is not UTF-8", hint: "save it as UTF-8" };
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const isUtf16 = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** The beginning of a file that cannot be read as a whole, to tell what it would have been. */
export function sniff(tree: Tree, path: string): string {
  try {
    return new TextDecoder("utf-8").decode(tree.read(path).subarray(0, 65_536)).replaceAll("\0", "");
  } catch {
    return "";
  }
}

import type { Located } from "../core/source.ts";

/** The files of what is checked: on disk, or in memory for examples and tests. Paths use forward slashes. */
export interface Tree {
  /** git tells which files there are: one that is missing is really missing, and no part of an extract left out. */
  readonly whole: boolean;
  /** Every file that is neither ignored by git nor outside the tree, sorted. */
  readonly files: readonly string[];
  /** Links that lead out of the tree: never followed. */
  readonly linksOut: readonly string[];
  /** Folders that may not be opened. */
  readonly closed: readonly string[];
  has(path: string): boolean;
  read(path: string): Uint8Array;
}

/** Something a reader could not read. It becomes a finding of `read/<kind>`. */
export interface ReadProblem {
  /** Name of the kind the file was read as. */
  readonly kind: string;
  readonly at: Located;
  readonly message: string;
  readonly hint?: string;
  /** "error": the file, or a part of it, could not be read. "notice": left alone on purpose (a template), and said so. */
  readonly severity: "error" | "notice";
}

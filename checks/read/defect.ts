import type { Located } from "../core/source.ts";

export type DefectRule =
  | "syntax"
  | "type"
  | "field"
  | "value"
  | "duration"
  | "regex"
  | "name"
  | "duplicate"
  | "reference"
  | "template";

/** Something in a file that was read and that its own program refuses to load. */
export interface Defect extends Located {
  readonly rule: DefectRule;
  readonly message: string;
  readonly hint?: string;
  /** The major versions that refuse it; absent: all of them. */
  readonly refusedBy?: readonly number[];
}

/** Those that a program of this major version refuses. */
export const defectsFor = (defects: readonly Defect[], major: number): readonly Defect[] =>
  defects.filter((defect) => defect.refusedBy?.includes(major) ?? true);

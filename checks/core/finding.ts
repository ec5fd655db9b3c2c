import type { Position } from "./source.ts";

export type CheckId = `${string}/${string}`;
export type Severity = "error" | "warning" | "notice";

export interface FilePlace {
  readonly kind: "file";
  readonly file: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface Finding {
  readonly check: CheckId;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly place: FilePlace;
  readonly related: readonly FilePlace[];
  /** The first line of the place, secrets masked; `from` and `to` are the place's columns in it, from 0. */
  readonly excerpt: { readonly text: string; readonly from: number; readonly to: number };
  readonly suppressed?: { readonly reason: string; readonly until: string; readonly place: FilePlace };
}

export interface Unknown {
  readonly place: FilePlace;
  /** "the upstream", "the type of this metric" */
  readonly decidedBy: string;
}

/** Every check ends in exactly one of these. Only "passed" is green. */
export type Outcome = {
  readonly check: CheckId;
  readonly examined: number;
  readonly unknown: readonly Unknown[];
} & (
  | { readonly status: "passed" }
  | { readonly status: "failed"; readonly findings: readonly [Finding, ...Finding[]]; readonly incomplete?: string }
  | { readonly status: "undetermined"; readonly reason: string }
  | { readonly status: "absent"; readonly reason: string }
  | { readonly status: "skipped"; readonly reason: string }
);

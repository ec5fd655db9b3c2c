import type { ReadProblem } from "./document.ts";

/** What a reader makes of one file; `file` is absent where it could not be understood or was left alone. */
export interface Reading<M> {
  readonly file?: M;
  readonly problems: readonly ReadProblem[];
}

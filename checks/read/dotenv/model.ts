import type { Kind } from "../../core/policy.ts";
import type { Located } from "../../core/source.ts";

/** Range of the value, quotes included. Use `text`, which is without them. */
export interface DotenvValue extends Located {
  /** Without quotes and escapes; `${OTHER}` is not resolved. */
  readonly text: string;
  readonly raw: string;
  readonly quoted: "none" | "single" | "double";
}

/** One `NAME=value`. Range: from the name to the end of the value. */
export interface DotenvEntry extends Located {
  readonly name: string;
  readonly nameAt: Located;
  /** Undefined for `NAME` alone: the shell decides. `NAME=` has the empty text. */
  readonly value: DotenvValue | undefined;
  /** `# NAME=value`: a documented name that is not set. */
  readonly commentedOut: boolean;
  /** Text of the comment behind the value, or of the comment lines right above it. */
  readonly comment: string | undefined;
  readonly exported: boolean;
}

/** Range: the whole file. */
export interface DotenvFile extends Located {
  readonly entries: readonly DotenvEntry[];
  /** Its name has `example`, `sample`, `template`, `dist`, `default` or the like: nobody runs it as it is. */
  readonly isExample: boolean;
}

export const dotenv: Kind<DotenvFile> = { name: "dotenv", from: ["dotenv"], examplePath: ".env.example" };

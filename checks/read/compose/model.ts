import type { Kind } from "../../core/policy.ts";
import type { Located, Source } from "../../core/source.ts";
import type { DotenvEntry } from "../dotenv/model.ts";
import type { Mapping, Scalar } from "../yaml/tree.ts";
import type { Service } from "./service-model.ts";

export type * from "./service-model.ts";

/** One `$NAME` or `${NAME...}` in a value. Its range is the whole expression. */
export interface VariableUse extends Located {
  readonly name: string;
  readonly operator: "" | ":-" | "-" | ":?" | "?" | ":+" | "+";
  /** Text behind `:-` and `-`, its own variables resolved; undefined where they are not decided. */
  readonly fallback?: string | undefined;
  /** Where the text behind the operator stands. */
  readonly fallbackAt?: Located;
  /** The value that a dotenv file beside the project gives. */
  readonly value?: { readonly text: string; readonly from: Located };
  /** "unknown": nothing in the files gives a value. The environment of a shell could override each of the others. */
  readonly decided: "env-file" | "default" | "unknown";
}

/** A scalar after interpolation. Every scalar value (not key) of a merged tree is one. */
export interface Interpolated extends Scalar {
  /** As written, without quotes and escapes of YAML. */
  readonly raw: string;
  /** Undefined where it depends on a variable that nothing in the files decides. `text` is then the raw text. */
  readonly resolved: string | undefined;
  readonly variables: readonly VariableUse[];
  /** How the text came to be, so that readers can still split a value of which a part is undecided. */
  readonly pieces: readonly Piece[];
}

/** Literal text, or what an expression becomes; offsets are into the raw text. */
export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Undefined where nothing in the files decides it. */
  readonly text: string | undefined;
  readonly literal: boolean;
}

/** A text decided by the files, with its place. */
export interface Text extends Located {
  readonly text: string;
}

/** An entry of the top level `networks`, `volumes`, `secrets`, `configs`. Its range is its name. */
export interface Resource extends Located {
  readonly name: string;
  /** Undefined for `name:` with nothing behind it. */
  readonly body: Mapping | undefined;
  /** It is made outside of the project: `external: true` or `external: {name}`. */
  readonly external: boolean;
  /** For secrets and configs: the file inside the repository; undefined if outside, or decided by a variable. */
  readonly filePath?: string;
  /** For secrets and configs: `file` as written. */
  readonly file?: Interpolated;
  /** For secrets and configs: the name of the environment variable it comes from. */
  readonly environment?: Interpolated;
}

export type Role = "production" | "development" | "example" | "test" | "unknown";

/** What one `docker compose` call would load: a file or several that are merged. Its range is the `services` key of the base file. */
export interface ComposeProject extends Located {
  readonly name: string;
  /** Folder of the base file, relative to the root; "" for the root itself. */
  readonly directory: string;
  /** In the order in which they are merged: the base file first. */
  readonly files: readonly Source[];
  /** Files reached by `include` and `extends`. */
  readonly included: readonly Source[];
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Resource>;
  readonly volumes: ReadonlyMap<string, Resource>;
  readonly secrets: ReadonlyMap<string, Resource>;
  readonly configs: ReadonlyMap<string, Resource>;
  /** Every use in every file of the project, in order of appearance. */
  readonly variables: readonly VariableUse[];
  /** What the dotenv file of the project declares, by name. */
  readonly dotenv: ReadonlyMap<string, DotenvEntry>;
  /** The merged tree, interpolated. */
  readonly root: Mapping;
  readonly role: Role;
  /** Why it has that role: `"dev" in docker-compose.dev.yml`; empty for "unknown". */
  readonly roleEvidence: string;
  /** Overlays in the same folder that lie on top of it but that no command in the repository names. */
  readonly unattached: readonly Source[];
  /** Some of its files or includes could not be read: an absence proves nothing. */
  readonly incomplete: boolean;
}

export const compose: Kind<ComposeProject> = {
  name: "compose",
  from: ["compose", "dotenv"],
  examplePath: "compose.yaml",
};

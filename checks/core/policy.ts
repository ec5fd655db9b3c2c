import type { CheckId, Severity } from "./finding.ts";
import type { Located } from "./source.ts";

/** Names a model and carries its type; exported by the reader or join that makes it. */
export interface Kind<M> {
  readonly name: string;
  /** Kinds of file it is made from: if one of them could not be read, what reads this kind is undetermined. */
  readonly from: readonly string[];
  /** The path that an example given as plain text gets. */
  readonly examplePath: string;
  /** Type only; never present. */
  readonly model?: M;
}

/** What a policy says of one subject. Subjects that are fine are yielded too: "examined 0" must be visible. */
export type Judgement =
  | { readonly met: true; readonly at: Located }
  | {
      readonly met: false;
      readonly at: Located;
      readonly message: string;
      readonly hint?: string | undefined;
      readonly related?: readonly Located[] | undefined;
      /** Softer than the policy's own severity where the evidence says that the harm is smaller. */
      readonly severity?: Severity | undefined;
    }
  | { readonly met: "unknown"; readonly at: Located; readonly decidedBy: string };

/** Text of one file, or path to text. `reports` replaces `# ! id` marks where a comment would change the meaning. */
export type Example =
  | string
  | Readonly<Record<string, string>>
  | { readonly files: Readonly<Record<string, string>>; readonly reports: readonly string[] };

/** What the engine hands to every policy: the only things besides the model that a judgement may depend on. */
export interface Options {
  /** ISO date, such as `2026-11-24`. */
  readonly today: string;
  /** What `seaworthy.yaml` promises. */
  readonly promises: Promises;
}

export interface Promises {
  /** Alert groups of requirements section 7 that must exist, by name. */
  readonly alertGroups?: readonly string[];
  /** Response headers that every TLS response must carry, with their exact values. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /** A data map exists and covers every column of the migrations. */
  readonly dataMap?: boolean;
  /** Secrets that the stack must declare and use. */
  readonly requiredSecrets?: readonly string[];
}

export interface Policy<M = unknown> {
  /** `family/name`, the path of its file below `policies/`; it names the good state. */
  readonly id: CheckId;
  readonly reads: Kind<M>;
  readonly severity: Severity;
  /** A sentence that is true when the policy passes. */
  readonly title: string;
  /** The harm, in one or two sentences, and a document, incident or shape that it would have caught. */
  readonly why: string;
  /** The standard or document behind it. */
  readonly source: string;
  /** Judged only where `seaworthy.yaml` makes this promise; elsewhere its outcome is absent, "not promised". */
  readonly promise?: keyof Promises;
  readonly good: readonly Example[];
  readonly bad: readonly Example[];
  /** Pure: no files, clock, network or environment. */
  judge(model: M, options: Options): Iterable<Judgement>;
}

export const definePolicy = <M>(policy: Policy<M>): Policy<M> => policy;

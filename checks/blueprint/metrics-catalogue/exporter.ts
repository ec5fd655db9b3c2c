/** A program whose metrics are known, and what is known of how far the list goes. */
export interface Exporter {
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Image repositories without their registry; mirrors keep this end of the name. */
  readonly images: readonly string[];
  /** The port it listens on unless told otherwise. */
  readonly port: number;
  /** What the names of its metrics begin with, and those of no other program. */
  readonly prefixes: readonly string[];
  /** Whether every name below `prefixes` is listed, `open` left aside. */
  readonly complete: boolean;
  /** Prefixes below which the names depend on the kernel, the server or its configuration. */
  readonly open: readonly string[];
  /** Flags and variables with which users add or rename metrics: where one is set, nothing can be told. */
  readonly extendedBy: readonly string[];
  /** Whether series may carry labels that are listed nowhere: container labels, custom queries. */
  readonly openLabels: boolean;
}

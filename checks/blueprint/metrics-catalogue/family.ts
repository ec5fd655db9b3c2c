export type MetricType = "counter" | "gauge" | "histogram" | "summary" | "untyped";

/** One metric family of an exporter, as its generated file holds it. */
export interface Family {
  /** Absent where the name is declared in the exporter's source but its type could not be told. */
  readonly type?: MetricType;
  /** Sorted; without `le` and `quantile`. */
  readonly labels: readonly string[];
  /** Another examined version that has it, where `version` of the catalogue does not. */
  readonly seenIn?: string;
  /** What versions after `seenIn` call it. */
  readonly now?: string;
  /** Exposed on other operating systems than Linux only. */
  readonly os?: readonly string[];
}

/** The shape of one file below `generated/`. */
export interface GeneratedCatalogue {
  readonly exporter: string;
  /** The version that decides on types; others add what it does not have. */
  readonly version: string;
  /** Packages, modules and servers that took part, with their versions. */
  readonly generatedWith: readonly string[];
  readonly families: Readonly<Record<string, Family>>;
}

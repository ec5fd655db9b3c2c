import type { Kind } from "../../core/policy.ts";
import type { Located } from "../../core/source.ts";
import type { SchemaProblem } from "../yaml/schema-problems.ts";
import type { Mapping, Scalar } from "../yaml/tree.ts";

/** Where personal data lies. Its range is its name. */
export interface Store extends Located {
  readonly name: string;
  readonly kind: string;
  readonly service: Scalar | undefined;
  /** Folder of its migrations in the repository. */
  readonly schema: string | undefined;
  readonly retention: Scalar | undefined;
}

export interface Purpose extends Located {
  readonly name: string;
  readonly legalBasis: Scalar | undefined;
}

/** Something personal: a column, a pattern of keys, fields of a log line, a copy. Its range is its name. */
export interface PersonalEntry extends Located {
  readonly name: string;
  readonly store: Scalar | undefined;
  readonly purpose: Scalar | undefined;
  readonly legalBasis: Scalar | undefined;
  readonly protection: string | undefined;
  /** Log fields. */
  readonly fields: readonly Scalar[];
  readonly body: Mapping;
}

export interface Table extends Located {
  readonly name: string;
  readonly store: Scalar | undefined;
  /** Columns declared to hold nothing personal. */
  readonly none: readonly Scalar[];
  readonly personal: readonly PersonalEntry[];
}

/** One data map, version 1 (`schema.json`). Its range is the document. */
export interface DataMap extends Located {
  readonly stores: ReadonlyMap<string, Store>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly tables: readonly Table[];
  readonly keys: readonly PersonalEntry[];
  readonly logs: readonly PersonalEntry[];
  readonly copies: readonly PersonalEntry[];
  /** Where it departs from its schema. */
  readonly defects: readonly SchemaProblem[];
}

export const dataMap: Kind<DataMap> = { name: "data-map", from: ["data-map"], examplePath: "data-map.yaml" };

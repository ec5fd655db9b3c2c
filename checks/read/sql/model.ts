import type { Kind } from "../../core/policy.ts";
import type { Located, Source } from "../../core/source.ts";

/** A column. Its range is its name. */
export interface Column extends Located {
  readonly name: string;
  /** Type as written, lower case, without constraints: `character varying(255)`. */
  readonly type: string;
}

/** What one statement does to the schema. Names are folded as PostgreSQL folds them: unquoted to lower case. */
export type SchemaChange = Located & { readonly table: string } & (
    | { readonly change: "create"; readonly columns: readonly Column[] }
    | { readonly change: "add column"; readonly column: Column }
    | { readonly change: "drop column"; readonly name: string }
    | { readonly change: "rename column"; readonly name: string; readonly to: string }
    | { readonly change: "rename table"; readonly to: string }
    | { readonly change: "drop table" }
  );

/** The statements of one file that create or change tables, in order; everything else is passed over. */
export interface MigrationFile {
  readonly source: Source;
  readonly changes: readonly SchemaChange[];
}

export const migration: Kind<MigrationFile> = {
  name: "migration",
  from: ["migration"],
  examplePath: "migrations/0001_init.sql",
};

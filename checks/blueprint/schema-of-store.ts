import { posix } from "node:path";
import type { DataMap, Store, Table } from "../read/data-map/model.ts";
import type { Column, MigrationFile } from "../read/sql/model.ts";
import { defineJoin } from "./blueprint.ts";

/** A table as the migrations leave it: column name -> where it was made last. */
export type TableColumns = ReadonlyMap<string, Column>;

/** One store of a data map with the schema that its migrations make, and what the map declares of it. */
export interface StoreSchema {
  readonly map: DataMap;
  readonly store: Store;
  readonly tables: ReadonlyMap<string, TableColumns>;
  readonly declared: readonly Table[];
}

export const storeSchemas = defineJoin<StoreSchema>({
  name: "store-schemas",
  from: ["data-map", "migration"],
  examplePath: "data-map.yaml",
  *join(blueprint) {
    for (const map of blueprint.dataMaps) {
      const stores = [...map.stores.values()];
      const withTables = stores.filter(
        ({ kind, schema }) => schema !== undefined || kind === "postgres" || kind === "mysql",
      );
      for (const store of withTables) {
        const { schema } = store;
        if (schema === undefined) continue;
        const files = blueprint.repository.migrations.filter(({ source }) => isIn(source.path, schema));
        const declared = map.tables.filter(({ store: named }) =>
          named ? named.text === store.name : withTables.length === 1,
        );
        yield { map, store, tables: schemaAfter(files), declared };
      }
    }
  },
});

const isIn = (path: string, folder: string): boolean =>
  path === folder || posix.dirname(path) === folder || path.startsWith(`${folder}/`);

/** Applies migrations in the order of their names, as every migration tool does. */
export function schemaAfter(files: readonly MigrationFile[]): ReadonlyMap<string, TableColumns> {
  const tables = new Map<string, Map<string, Column>>();
  const ordered = [...files].sort((a, b) => a.source.path.localeCompare(b.source.path, "en", { numeric: true }));
  for (const one of ordered.flatMap((file) => file.changes)) {
    const table = tables.get(one.table);
    switch (one.change) {
      case "create":
        if (!table) tables.set(one.table, new Map(one.columns.map((column) => [column.name, column])));
        break;
      case "add column":
        table?.set(one.column.name, one.column);
        break;
      case "drop column":
        table?.delete(one.name);
        break;
      case "rename column": {
        const column = table?.get(one.name);
        if (!table || !column) break;
        table.delete(one.name);
        const { source, start, end } = one;
        table.set(one.to, { source, start, end, name: one.to, type: column.type });
        break;
      }
      case "rename table":
        if (table) tables.set(one.to, table);
        tables.delete(one.table);
        break;
      case "drop table":
        tables.delete(one.table);
    }
  }
  return tables;
}

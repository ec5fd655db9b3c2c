import { type StoreSchema, storeSchemas } from "../../checks/blueprint/schema-of-store.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

const migrations = { "migrations/0001.sql": "CREATE TABLE users (id uuid, email text);\n" };

export default definePolicy<StoreSchema>({
  id: "privacy/existing-columns",
  reads: storeSchemas,
  severity: "error",
  title: "every table and column of the data map exists in the migrations",
  why: "erasure and export are driven by the data map: a column that was renamed is still promised to be erased under its old name, and under its new one nobody erases it",
  source: "GDPR Articles 5(2) and 30(1); the migrations are what the database really holds",
  good: [{ "data-map.yaml": mapWith(`  users:\n    none: [id]\n    personal:\n${emailColumn()}`), ...migrations }],
  bad: [
    {
      "data-map.yaml": mapWith(
        `  users:\n    none: [id]\n    personal:\n${emailColumn()}${emailColumn(" # ! privacy/existing-columns").replace("email", "e_mail")}`,
      ),
      ...migrations,
    },
    {
      "data-map.yaml": mapWith(
        `  users:\n    none:\n      - id\n      - name # ! privacy/existing-columns\n    personal:\n${emailColumn()}`,
      ),
      ...migrations,
    },
    { "data-map.yaml": mapWith(`  people: # ! privacy/existing-columns\n    none: [id]\n`), ...migrations },
  ],
  *judge({ tables, declared, store }) {
    for (const table of declared) {
      if (tables.size === 0) {
        yield { met: "unknown", at: table, decidedBy: `the migrations, none of which were found in ${store.schema}` };
        continue;
      }
      const columns = tables.get(table.name.slice(table.name.lastIndexOf(".") + 1));
      if (!columns) {
        yield missing(table, `no migration makes the table "${table.name}"`);
        continue;
      }
      const named = [
        ...table.none.map((at) => ({ at, name: at.text })),
        ...table.personal.map((at) => ({ at, name: at.name })),
      ];
      for (const { at, name } of named) {
        if (columns.has(name)) yield { met: true, at };
        else yield missing(at, `no migration makes the column "${table.name}.${name}"`);
      }
    }
  },
});

const missing = (at: Located, message: string): Judgement => ({
  met: false,
  at,
  message,
  hint: "use the name that the migrations give, or remove it from the map",
});

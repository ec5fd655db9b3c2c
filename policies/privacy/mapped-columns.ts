import { type StoreSchema, storeSchemas } from "../../checks/blueprint/schema-of-store.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

const users = (columns: string): Record<string, string> => ({
  "migrations/0001_users.sql": `CREATE TABLE users (\n  id uuid PRIMARY KEY,\n${columns}  email text NOT NULL\n);\n`,
});
const map = mapWith(`  users:\n    none: [id]\n    personal:\n${emailColumn()}`);

export default definePolicy<StoreSchema>({
  id: "privacy/mapped-columns",
  reads: storeSchemas,
  severity: "error",
  title: "every column that the migrations make is declared in the data map, as personal or not",
  why: "a migration adds a column with personal data and nobody tells the data map: exports miss it, erasure leaves it behind, and retention never reaches it",
  source: "GDPR Articles 25 and 30(1); the migrations are what the database really holds",
  good: [
    { "data-map.yaml": map, ...users("") },
    {
      "data-map.yaml": map,
      ...users("  phone text,\n"),
      "migrations/0002_drop.sql": "ALTER TABLE users DROP COLUMN phone;\n",
    },
    {
      "data-map.yaml": map,
      ...users(""),
      "migrations/0002_temp.sql": "CREATE TEMP TABLE work (a int);\nCREATE INDEX ON users (email);\n",
    },
    { "data-map.yaml": map, ...users(""), "other/0001.sql": "CREATE TABLE elsewhere (a int);\n" },
  ],
  bad: [
    { files: { "data-map.yaml": map, ...users("  phone text,\n") }, reports: ["migrations/0001_users.sql:3"] },
    {
      files: {
        "data-map.yaml": map,
        ...users(""),
        "migrations/0002_more.sql": "ALTER TABLE users\n  ADD COLUMN born date;\n",
      },
      reports: ["migrations/0002_more.sql:2"],
    },
    {
      files: {
        "data-map.yaml": map,
        ...users(""),
        "migrations/0002_orders.sql": "CREATE TABLE orders (\n  id int\n);\n",
      },
      reports: ["migrations/0002_orders.sql:2"],
    },
  ],
  *judge({ tables, declared, store }) {
    for (const [table, columns] of tables) {
      const known = declared.find(({ name }) => name === table || name.endsWith(`.${table}`));
      const names = new Set([
        ...(known?.none ?? []).map(({ text }) => text),
        ...(known?.personal ?? []).map(({ name }) => name),
      ]);
      for (const [name, column] of columns) {
        if (names.has(name)) yield { met: true, at: column };
        else {
          yield {
            met: false,
            at: column,
            message: `the data map says nothing of the column "${table}.${name}" (${column.type})`,
            hint: `list it below tables.${table}, under personal with its purpose and retention, or under none`,
            related: [known ?? store],
          };
        }
      }
    }
  },
});

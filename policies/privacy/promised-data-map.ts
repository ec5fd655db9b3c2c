import { type DataMapPresence, dataMapPresence } from "../../checks/blueprint/data-map-presence.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

const promise = { "seaworthy.yaml": "promises: { dataMap: true }\n" };
const migration = "CREATE TABLE users (\n  id uuid\n);\n";

export default definePolicy<DataMapPresence>({
  id: "privacy/promised-data-map",
  reads: dataMapPresence,
  severity: "error",
  title: "the promised data map exists",
  why: "without it nobody can say which columns hold personal data, and neither an export nor an erasure can be complete",
  source: "GDPR Article 30: records of processing activities; promises.dataMap in seaworthy.yaml",
  promise: "dataMap",
  good: [
    {
      ...promise,
      "data-map.yaml": mapWith(`  users:\n    none: [id]\n    personal:\n${emailColumn()}`),
      "migrations/0001.sql": migration,
    },
  ],
  bad: [
    { files: { ...promise, "migrations/0001.sql": migration }, reports: ["migrations/0001.sql:1"] },
    {
      files: { ...promise, "compose.yaml": "services: { api: { image: acme/api:1.0.0 } }\n" },
      reports: ["compose.yaml:1"],
    },
  ],
  *judge({ at, present, table }) {
    if (present) yield { met: true, at };
    else {
      yield {
        met: false,
        at,
        message:
          table === undefined
            ? "a data map is promised, and there is none"
            : `a data map is promised, and there is none that could speak of the table "${table}"`,
        hint: "write data-map.yaml (checks/read/data-map/schema.json tells its form), or take the promise back",
      };
    }
  },
});

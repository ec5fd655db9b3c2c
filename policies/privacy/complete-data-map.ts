import { definePolicy } from "../../checks/core/policy.ts";
import { type DataMap, dataMap, type PersonalEntry } from "../../checks/read/data-map/model.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

const column = (body: string, mark = ""): string =>
  mapWith(`  users:\n    none: [id]\n    personal:\n      email:${mark}\n${body}`);

export default definePolicy<DataMap>({
  id: "privacy/complete-data-map",
  reads: dataMap,
  severity: "error",
  title: "every personal column has a category, a purpose with its legal basis, a retention and a way to be erased",
  why: "a column without purpose or retention is kept for ever and for nothing, and an erasure request misses it; a record of processing that names an undefined purpose proves nothing to an authority",
  source: "GDPR Articles 5(1)(b), 5(1)(e), 6(1), 17 and 30(1)",
  good: [mapWith(`  users:\n    none: [id]\n    personal:\n${emailColumn()}`)],
  bad: [
    {
      files: {
        "data-map.yaml": column("        category: contact\n        purpose: account\n        erasure: delete\n"),
      },
      reports: ["data-map.yaml:11"],
    },
    {
      files: {
        "data-map.yaml": mapWith(
          `  users:\n    none: [id]\n    personal:\n${emailColumn().replace("purpose: account", "purpose: marketing")}`,
        ),
      },
      reports: ["data-map.yaml:12"],
    },
    {
      files: {
        "data-map.yaml": mapWith(
          `  users:\n    none: [id]\n    personal:\n${emailColumn()}        legal_basis: consent\n`,
        ),
      },
      reports: ["data-map.yaml:15"],
    },
    mapWith("  users:\n    nothing: [id] # ! privacy/complete-data-map\n"),
  ],
  *judge(map) {
    for (const { at, message, hint } of map.defects) yield { met: false, at, message, hint };
    const columns = map.tables.flatMap(({ personal }) => personal);
    for (const entry of [...columns, ...map.keys, ...map.logs, ...map.copies]) yield* judgeEntry(entry, map);
  },
});

function* judgeEntry({ name, purpose, legalBasis, store, ...at }: PersonalEntry, map: DataMap) {
  const known = purpose && map.purposes.get(purpose.text);
  if (purpose && !known) {
    const names = [...map.purposes.keys()].join(", ");
    yield {
      met: false,
      at: purpose,
      message: `"${name}" names the purpose "${purpose.text}", which is not declared`,
      hint: `declare it, or use one of ${names}`,
    } as const;
  } else if (known?.legalBasis && legalBasis && known.legalBasis.text !== legalBasis.text) {
    yield {
      met: false,
      at: legalBasis,
      message: `"${name}" rests on ${legalBasis.text}, but its purpose "${known.name}" on ${known.legalBasis.text}`,
      hint: "one purpose has one legal basis: correct one of the two, or split the purpose",
      related: [known.legalBasis],
    } as const;
  } else if (store && !map.stores.has(store.text)) {
    yield {
      met: false,
      at: store,
      message: `"${name}" lies in the store "${store.text}", which is not declared`,
      hint: `declare it below stores`,
    } as const;
  } else yield { met: true, at } as const;
}

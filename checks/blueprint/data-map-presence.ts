import type { Located } from "../core/source.ts";
import { locate } from "../core/source.ts";
import { defineJoin } from "./blueprint.ts";

/** Where a data map is, or where the lack of one shows: at the first table that the migrations make. */
export interface DataMapPresence {
  readonly at: Located;
  readonly present: boolean;
  readonly table: string | undefined;
}

export const dataMapPresence = defineJoin<DataMapPresence>({
  name: "data-map-presence",
  from: ["data-map", "migration"],
  examplePath: "data-map.yaml",
  *join({ project, dataMaps, repository }) {
    for (const at of dataMaps) yield { at, present: true, table: undefined };
    // The blueprint without a project comes last and stands for the rest of the repository.
    if (project || repository.hasDataMap) return;
    for (const { changes } of repository.migrations) {
      const first = changes.find((one) => one.change === "create");
      if (!first) continue;
      yield { at: first, present: false, table: first.table };
      return;
    }
    const [source] = repository.sources.values();
    if (source) yield { at: locate(source, 0, 0), present: false, table: undefined };
  },
});

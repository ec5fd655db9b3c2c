import { entriesOf, get, type Mapping } from "../yaml/tree.ts";
import type { ReferenceFault } from "./check-references.ts";
import type { ComposeFiles } from "./compose-files.ts";
import type { FileSet } from "./find-projects.ts";

/** It holds a service that says neither what it runs nor how to make it, or no service at all. */
export function lacksServices(root: Mapping): boolean {
  const services = entriesOf(get(root, "services"));
  if (services.length === 0) return true;
  return services.some(({ value }) => ["image", "build", "provider"].every((name) => !get(value, name)));
}

/** What it misses stands in another Compose file of the repository: it is meant to lie on top of that one. */
export function isDeclaredElsewhere({ missing }: ReferenceFault, set: FileSet, files: ComposeFiles): boolean {
  if (!missing) return false;
  for (const path of files.candidates) {
    if (set.paths.includes(path)) continue;
    for (const root of files.compose(path)?.roots ?? []) {
      const section = get(root, missing.section);
      if (section?.kind === "map" && section.entries.has(missing.name)) return true;
    }
  }
  return false;
}

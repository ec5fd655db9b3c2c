import { folderOf } from "../repository-path.ts";
import { entriesOf, get, type Mapping } from "../yaml/tree.ts";
import type { ReferenceFault } from "./check-references.ts";
import type { ComposeFiles } from "./compose-files.ts";
import type { FileSet } from "./find-projects.ts";
import type { ComposeProject } from "./model.ts";

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

/** The file beside it that holds the health checks it waits for: it lies on top of that one, for alone it would not start. */
export function fileOfItsHealth({ services }: ComposeProject, set: FileSet, files: ComposeFiles): string | undefined {
  const folder = folderOf(set.paths[0] ?? "");
  const beside = files.candidates.filter((path) => folderOf(path) === folder && !set.paths.includes(path));
  for (const { dependsOn } of services.values()) {
    for (const { service, condition } of dependsOn) {
      const target = services.get(service);
      if (condition !== "service_healthy" || !target || target.healthcheck) continue;
      for (const path of beside) {
        const roots = files.compose(path)?.roots ?? [];
        if (roots.some((root) => get(root, "services", service, "healthcheck"))) return path;
      }
    }
  }
  return undefined;
}

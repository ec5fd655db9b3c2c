import { locate, type Source } from "../../core/source.ts";
import type { DotenvEntry } from "../dotenv/model.ts";
import { folderOf, nameOf, resolvePath } from "../repository-path.ts";
import { entriesOf, get, isMapping, type Mapping, type Node } from "../yaml/tree.ts";
import type { Environment } from "./environment.ts";
import { booleanOf, resolvedText, scalarOf } from "./interpolated.ts";
import type { ProjectLoader } from "./load-project.ts";
import type { ComposeProject, Resource, Service } from "./model.ts";
import { roleOf } from "./role.ts";
import { makeService } from "./service.ts";

/** The model of what a loader has merged. */
export function makeProject(
  loader: ProjectLoader,
  root: Mapping,
  paths: readonly string[],
  environment: Environment,
): ComposeProject {
  const base = paths[0]!;
  const directory = folderOf(base);
  const own = [...loader.sources].filter((source) => paths.includes(source.path));
  const files = paths.flatMap((path) => own.find((source) => source.path === path) ?? []);
  const services = new Map<string, Service>();
  const dotenv = new Map<string, DotenvEntry>(environment.entries);
  const project: ComposeProject = {
    ...placeOfServices(root, files[0]!),
    name: projectName(root, environment, directory),
    directory,
    files,
    included: [...loader.sources].filter((source) => !files.includes(source)),
    services,
    networks: resources(loader, root, "networks"),
    volumes: resources(loader, root, "volumes"),
    secrets: resources(loader, root, "secrets"),
    configs: resources(loader, root, "configs"),
    variables: loader.variables,
    dotenv,
    root,
    ...roleOf(paths, root),
    unattached: [],
    incomplete: loader.incomplete,
  };
  const around = {
    directoryOf: (node: Node) => loader.directoryOf(node),
    dotenv: (path: string) => loader.files.dotenv(path),
    has: (path: string) => loader.files.tree.has(path),
    lookup: environment.lookup,
  };
  for (const [name, { key, value }] of entriesIn(root, "services")) {
    const first = key.earlier?.at(-1) ?? key;
    const later = key.earlier ? [locate(key.source, key.start, key.end), ...key.earlier.slice(0, -1)] : [];
    const place = locate(first.source, first.start, first.end);
    const body: Mapping = isMapping(value) ? value : { kind: "map", ...place, entries: new Map() };
    const at = later.length > 0 ? { ...place, earlier: later } : place;
    services.set(name, makeService(project, name, at, body, around));
  }
  return project;
}

const entriesIn = (root: Mapping, section: string) =>
  entriesOf(get(root, section)).map((entry) => [entry.key.text, entry] as const);

function placeOfServices(root: Mapping, source: Source) {
  const key = root.entries.get("services")?.key;
  const first = key?.earlier?.at(-1) ?? key;
  return first ? locate(first.source, first.start, first.end) : locate(source, 0, 0);
}

/** As Compose makes it; "" for the root, whose folder has another name on each machine. */
export const nameOfFolder = (folder: string): string =>
  nameOf(folder)
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, "")
    .replace(/^[_-]+/, "");

function projectName(root: Mapping, environment: Environment, directory: string): string {
  const set = environment.lookup("COMPOSE_PROJECT_NAME")?.text;
  return set ?? resolvedText(get(root, "name")) ?? nameOfFolder(directory);
}

function resources(loader: ProjectLoader, root: Mapping, section: string): Map<string, Resource> {
  const found = new Map<string, Resource>();
  for (const [name, { key, value }] of entriesIn(root, section)) {
    const file = scalarOf(get(value, "file"));
    const filePath = file?.resolved && resolvePath(loader.directoryOf(file), file.resolved);
    const environment = scalarOf(get(value, "environment"));
    const external = get(value, "external");
    found.set(name, {
      ...locate(key.source, key.start, key.end),
      ...(key.earlier ? { earlier: key.earlier } : {}),
      name,
      body: isMapping(value) ? value : undefined,
      external: isMapping(external) || booleanOf(external) === true,
      ...(file ? { file } : {}),
      ...(filePath ? { filePath } : {}),
      ...(environment ? { environment } : {}),
    });
  }
  return found;
}

import { folderOf, resolvePath } from "../repository-path.ts";
import { type Entry, get, isMapping, itemsOf, type Mapping, type Node, toPlain } from "../yaml/tree.ts";
import { Environment } from "./environment.ts";
import { scalarOf } from "./interpolated.ts";
import type { Loading, ProjectLoader } from "./load-project.ts";
import type { Interpolated } from "./model.ts";

const sections = ["services", "volumes", "networks", "secrets", "configs", "models"];

/** Takes the services and resources of each included project into the file that includes it. */
export function applyInclude(loader: ProjectLoader, root: Mapping, path: string, loading: Loading): Mapping {
  const written = root.entries.get("include")?.value;
  if (!written) return root;
  const entries = new Map(root.entries);
  entries.delete("include");
  const made: Mapping = { ...root, entries };
  for (const item of itemsOf(written)) {
    const included = loadIncluded(loader, item, path, loading);
    if (included) take(loader, entries, included, item);
  }
  return made;
}

function loadIncluded(loader: ProjectLoader, item: Node, path: string, loading: Loading): Mapping | undefined {
  const names = texts(isMapping(item) ? get(item, "path") : item);
  const first = names[0];
  const resolved: string[] = [];
  for (const name of names) {
    const found = name.resolved === undefined ? undefined : resolvePath(loading.directory, name.resolved);
    if (found !== undefined) resolved.push(found);
  }
  // A remote project (git, OCI), one outside of the repository, or an undecided name.
  if (!first || resolved.length !== names.length) {
    loader.incomplete = true;
    return undefined;
  }
  const main = resolved[0]!;
  const chain = [...loading.chain, path];
  if (chain.includes(main)) {
    loader.problem(first, `${main} includes itself in a circle`, "remove one include");
    return undefined;
  }
  const written = scalarOf(get(item, "project_directory"))?.resolved;
  const directory = (written && resolvePath(loading.directory, written)) ?? folderOf(main);
  const environment = new Environment(dotenvFiles(loader, item, directory, loading), loading.environment);
  return loader.load(resolved, { directory, environment, chain }, first);
}

function dotenvFiles(loader: ProjectLoader, item: Node, directory: string, loading: Loading) {
  const files = [];
  const named = isMapping(item) ? texts(get(item, "env_file")) : [];
  for (const name of named) {
    const path = name.resolved && resolvePath(loading.directory, name.resolved);
    const file = path ? loader.dotenv(path) : undefined;
    if (file) files.push(file);
  }
  const usual = named.length === 0 ? loader.dotenv(directory ? `${directory}/.env` : ".env") : undefined;
  return usual ? [usual] : files;
}

function take(loader: ProjectLoader, target: Map<string, Entry>, included: Mapping, item: Node): void {
  for (const section of sections) {
    const from = included.entries.get(section);
    if (!from || !isMapping(from.value)) continue;
    const into = target.get(section);
    const entries = new Map(into && isMapping(into.value) ? into.value.entries : []);
    for (const [name, entry] of from.value.entries) {
      const own = entries.get(name);
      if (!own) entries.set(name, entry);
      else if (!same(own.value, entry.value)) {
        const at = isMapping(item) ? (get(item, "path") ?? item) : item;
        loader.problem(
          at,
          `${section} "${name}" is declared here and, differently, in the included file`,
          "rename one of them",
        );
      }
    }
    const base = into && isMapping(into.value) ? into.value : from.value;
    target.set(section, { key: into?.key ?? from.key, value: { ...base, entries } });
  }
}

const same = (left: Node, right: Node): boolean => JSON.stringify(toPlain(left)) === JSON.stringify(toPlain(right));

function texts(node: Node | undefined): Interpolated[] {
  const found: Interpolated[] = [];
  for (const item of node?.kind === "seq" ? node.items : node ? [node] : []) {
    const scalar = scalarOf(item);
    if (scalar) found.push(scalar);
  }
  return found;
}

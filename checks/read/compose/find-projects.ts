import { isDotenvPath } from "../dotenv/is-dotenv.ts";
import { folderOf, nameOf, resolvePath } from "../repository-path.ts";
import { entriesOf, get, itemsOf, type Mapping, type Node, textOf } from "../yaml/tree.ts";
import { commandSets, existing, mayHoldCommands } from "./command-sets.ts";
import type { ComposeFiles } from "./compose-files.ts";

const bases = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];
const overrides = [
  "compose.override.yml",
  "compose.override.yaml",
  "docker-compose.override.yml",
  "docker-compose.override.yaml",
];

export interface FileSet {
  readonly paths: readonly string[];
  /** "usual": `docker compose up` in a folder loads it. "named": a command or setting names it. "alone": a file left over. */
  readonly from: "usual" | "named" | "alone";
}

/** More sets than a person would keep are generated: the rest is not worth the time. */
const maxNamed = 60;

/** Which files make a project together. `candidates` are the files that look like Compose files. */
export function findProjects(candidates: readonly string[], files: ComposeFiles): FileSet[] {
  const known = new Set(candidates);
  const referenced = referencedFiles(candidates, files);
  const sets = new Map<string, FileSet>();
  const add = (paths: readonly string[], from: FileSet["from"]) => {
    const key = paths.join("\n");
    if (!sets.has(key)) sets.set(key, { paths, from });
  };
  for (const paths of namedSets(files, (path) => known.has(path)).slice(0, maxNamed)) add(paths, "named");
  const used = new Set([...sets.values()].flatMap(({ paths }) => paths));
  for (const paths of usualSets(candidates)) {
    if (referenced.has(paths[0]!)) continue;
    add(paths, "usual");
    for (const path of paths) used.add(path);
  }
  for (const path of candidates) if (!used.has(path) && !referenced.has(path)) add([path], "alone");
  return [...sets.values()];
}

/** One set for each folder that has a base file: the first that Compose would find, with its override. */
function usualSets(candidates: readonly string[]): string[][] {
  const folders = new Map<string, Set<string>>();
  for (const path of candidates) {
    const folder = folderOf(path);
    folders.set(folder, (folders.get(folder) ?? new Set()).add(nameOf(path)));
  }
  const sets: string[][] = [];
  for (const [folder, names] of folders) {
    const base = bases.find((name) => names.has(name));
    if (base === undefined) continue;
    const override = overrides.find((name) => names.has(name));
    const inFolder = (name: string) => (folder === "" ? name : `${folder}/${name}`);
    sets.push(override === undefined ? [inFolder(base)] : [inFolder(base), inFolder(override)]);
  }
  return sets;
}

function namedSets(files: ComposeFiles, has: (path: string) => boolean): string[][] {
  const sets: string[][] = [];
  for (const path of files.tree.files) {
    if (isDotenvPath(path)) {
      const set = composeFileSetting(path, files, has);
      if (set) sets.push(set);
    } else if (mayHoldCommands(path)) {
      const source = files.source(path);
      if (source?.text.includes("compose")) sets.push(...commandSets(source, has));
    }
  }
  return sets;
}

/** `COMPOSE_FILE=a.yml:b.yml` in a dotenv file. */
function composeFileSetting(path: string, files: ComposeFiles, has: (path: string) => boolean): string[] | undefined {
  const entries = files.dotenv(path)?.entries ?? [];
  const value = (name: string) => entries.find((entry) => entry.name === name && !entry.commentedOut)?.value?.text;
  const setting = value("COMPOSE_FILE");
  if (!setting) return undefined;
  const names = setting.split(value("COMPOSE_PATH_SEPARATOR") || (setting.includes(";") ? ";" : ":"));
  return existing(
    names.filter((name) => name !== ""),
    folderOf(path),
    has,
  );
}

/** Files that others include or extend: they are parts, and no projects of their own. */
function referencedFiles(candidates: readonly string[], files: ComposeFiles): Set<string> {
  const found = new Set<string>();
  for (const path of candidates) {
    for (const root of files.compose(path)?.roots ?? []) {
      for (const name of references(root)) {
        const target = resolvePath(folderOf(path), name);
        if (target !== undefined && target !== path) found.add(target);
      }
    }
  }
  return found;
}

function* references(root: Mapping): Iterable<string> {
  for (const item of itemsOf(get(root, "include"))) yield* texts(get(item, "path") ?? item);
  for (const { value } of entriesOf(get(root, "services"))) yield* texts(get(value, "extends", "file"));
}

function* texts(node: Node | undefined): Iterable<string> {
  for (const item of node?.kind === "seq" ? node.items : [node]) {
    const text = textOf(item);
    if (text !== undefined) yield text;
  }
}

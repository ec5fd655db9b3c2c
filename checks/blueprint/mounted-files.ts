import { posix } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Mount, Service } from "../read/compose/model.ts";
import { type Blueprint, defineJoin, type Repository } from "./blueprint.ts";

/** A bind mount of one configuration file of the repository. Its range is the mount. */
export interface MountedFile {
  readonly at: Mount;
  readonly service: Service;
  readonly path: string;
  readonly exists: boolean;
  /** Why a file that is not here may be there all the same. */
  readonly madeBy: string | undefined;
}

export const mountedFiles = defineJoin<MountedFile>({
  name: "mounted-files",
  from: ["compose"],
  examplePath: "compose.yaml",
  join: (blueprint) => filesOf(blueprint),
});

/** Endings of settings that people write and keep; certificates, keys, scripts and data are often made where they run. */
const settings = /\.(conf|ya?ml|toml|ini|cnf)$/i;

function* filesOf({ project, repository }: Blueprint): Generator<MountedFile> {
  if (!project) return;
  for (const service of project.services.values()) {
    for (const at of service.mounts) {
      const { sourcePath: path, target, type } = at;
      if (type !== "bind" || path === undefined || !settings.test(path) || !settings.test(target ?? "")) continue;
      const exists = repository.tree.has(path);
      yield { at, service, path, exists, madeBy: exists ? undefined : makerOf(path, repository) };
    }
  }
}

function makerOf(path: string, repository: Repository): string | undefined {
  if (!repository.tree.whole) return "whether this folder is the whole repository: it has neither .git nor .gitignore";
  const folder = posix.dirname(path);
  const name = posix.basename(path);
  if (folder !== "." && !repository.tree.has(folder)) return "whoever makes the folder, which is not in the repository";
  if (isIgnored(path, repository)) return "git, which ignores it: it is made outside of the repository";
  const stem = name.replace(/\.[^.]+$/, "");
  if (
    repository.files
      .below(folder === "." ? "" : folder)
      .some(
        (file) =>
          posix.dirname(file) === folder && posix.basename(file) !== name && posix.basename(file).startsWith(stem),
      )
  ) {
    return "a file of a like name, from which it may be made";
  }
  for (const source of repository.sources.values()) {
    if (
      /(^|\/)(README|Makefile|justfile|Taskfile|package\.json)|\.(sh|bash|mk)$/i.test(source.path) &&
      source.text.includes(name)
    ) {
      return `${source.path}, which names it`;
    }
  }
  return undefined;
}

function isIgnored(path: string, { tree, files }: Repository): boolean {
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const rules = folder === "." ? ".gitignore" : `${folder}/.gitignore`;
    if (files.has(rules)) {
      const relative = folder === "." ? path : path.slice(folder.length + 1);
      if (parsed(rules, tree).ignores(relative)) return true;
    }
    if (folder === ".") return false;
  }
}

const parsed = (path: string, tree: Repository["tree"]): Ignore =>
  ignore().add(new TextDecoder().decode(tree.read(path)));

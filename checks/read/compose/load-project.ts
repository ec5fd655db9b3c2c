import { type Located, locate, type Source } from "../../core/source.ts";
import type { ReadProblem } from "../document.ts";
import type { DotenvFile } from "../dotenv/model.ts";
import { folderOf } from "../repository-path.ts";
import type { Mapping } from "../yaml/tree.ts";
import type { ComposeFile, ComposeFiles } from "./compose-files.ts";
import type { Environment } from "./environment.ts";
import { applyExtends } from "./extends.ts";
import { applyInclude } from "./include.ts";
import { TreeInterpolator } from "./interpolated.ts";
import { merge, withoutResets } from "./merge.ts";
import type { VariableUse } from "./model.ts";

/** Where and how a file is loaded. */
export interface Loading {
  /** Folder that relative paths in the file are seen from. */
  readonly directory: string;
  readonly environment: Environment;
  /** Files that led here by `include`, to find cycles. */
  readonly chain: readonly string[];
}

/** Loads the files of one project as `docker compose -f a -f b` does, and collects what was met on the way. */
export class ProjectLoader {
  readonly files: ComposeFiles;
  readonly sources = new Set<Source>();
  /** Folder that the relative paths of each file are seen from. */
  readonly directories = new Map<Source, string>();
  readonly problems: ReadProblem[] = [];
  readonly variables: VariableUse[] = [];
  /** Something could not be read, or lies outside of the files. */
  incomplete = false;
  template = false;

  constructor(files: ComposeFiles) {
    this.files = files;
  }

  load(paths: readonly string[], loading: Loading, at?: Located): Mapping | undefined {
    let merged: Mapping | undefined;
    for (const path of paths) {
      const file = this.open(path, loading.directory, at);
      for (const root of file ? this.documents(file, path, loading) : []) {
        merged = merged ? (merge(merged, root) as Mapping) : root;
      }
    }
    return merged && (withoutResets(merged) as Mapping);
  }

  open(path: string, directory: string, at?: Located): ComposeFile | undefined {
    const file = this.files.compose(path);
    if (!file) {
      this.incomplete = true;
      if (at && !this.files.tree.has(path)) this.#missing(path, at);
      return undefined;
    }
    this.files.read.add(path);
    this.sources.add(file.source);
    if (!this.directories.has(file.source)) this.directories.set(file.source, directory);
    if (file.broken) this.incomplete = true;
    if (file.template) this.template = true;
    return file;
  }

  /** Once for each file that names it, at the first place. */
  #missing(path: string, at: Located): void {
    const message = `file ${path} does not exist, or git ignores it`;
    const known = this.problems.some((one) => one.message === message && one.at.source === at.source);
    if (!known) this.problem(at, message, "correct the path, or commit the file");
  }

  documents(file: ComposeFile, path: string, loading: Loading): Mapping[] {
    return file.roots.map((root) => {
      const own = this.interpolate(root, loading.environment);
      return applyInclude(this, applyExtends(this, own, path, loading), path, loading);
    });
  }

  interpolate(root: Mapping, environment: Environment): Mapping {
    const interpolator = new TreeInterpolator(environment.lookup);
    const made = interpolator.mapping(root);
    for (const use of interpolator.uses) this.variables.push(use);
    for (const place of interpolator.invalid) {
      // No more than the name: what follows may be a secret.
      const head = /^\$\{\w{0,60}/.exec(place.source.text.slice(place.start, place.start + 62))?.[0] ?? "${";
      this.problem(
        place,
        `Compose cannot read the expression that begins with ${head}`,
        "write $$ for a dollar sign that Compose shall leave alone",
      );
    }
    return made;
  }

  dotenv(path: string): DotenvFile | undefined {
    const file = this.files.dotenv(path);
    if (file) this.files.read.add(path);
    return file;
  }

  problem(at: Located, message: string, hint?: string, severity: ReadProblem["severity"] = "error"): void {
    const place = locate(at.source, at.start, at.end);
    this.problems.push({ kind: "compose", at: place, message, severity, ...(hint ? { hint } : {}) });
  }

  /** Folder that a relative path written at this place is seen from. */
  directoryOf(at: Located): string {
    return this.directories.get(at.source) ?? folderOf(at.source.path);
  }
}

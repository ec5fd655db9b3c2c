import { type Located, locate, type Source } from "../../core/source.ts";
import type { ReadProblem, Tree } from "../document.ts";
import type { DotenvFile } from "../dotenv/model.ts";
import { folderOf } from "../repository-path.ts";
import { checkReferences } from "./check-references.ts";
import { checkSchema } from "./check-schema.ts";
import { ComposeFiles } from "./compose-files.ts";
import { Environment } from "./environment.ts";
import { type FileSet, findProjects } from "./find-projects.ts";
import { ProjectLoader } from "./load-project.ts";
import { isComposeName, isVersion1, looksLikeCompose } from "./looks-like-compose.ts";
import { makeProject, nameOfFolder } from "./make-project.ts";
import type { ComposeProject } from "./model.ts";
import { fileOfItsHealth, isDeclaredElsewhere, lacksServices } from "./overlay.ts";

export interface ComposeOptions {
  /** File sets that replace discovery. */
  readonly projects?: readonly (readonly string[])[];
  /** Dotenv files that replace the `.env` beside the base file. */
  readonly envFiles?: readonly string[];
}

export interface ComposeReading {
  readonly projects: readonly ComposeProject[];
  /** Overlays that nothing in the repository puts on a base file: the key `services` of each. */
  readonly unattached: readonly Located[];
  readonly problems: readonly ReadProblem[];
  /** Paths of the files that were read as Compose files, or as dotenv files for one. */
  readonly read: readonly string[];
}

/** Finds, loads and merges every Compose project of a tree. `open` gives undefined for what is no readable text. */
export function readComposeProjects(
  tree: Tree,
  open: (path: string) => Source | undefined,
  options: ComposeOptions = {},
): ComposeReading {
  const files = new ComposeFiles(tree, open);
  const reading = new Reading(files, options);
  const named = options.projects ?? [];
  const sets: FileSet[] =
    named.length > 0 ? named.map((paths) => ({ paths, from: "named" })) : findProjects(reading.candidates(), files);
  for (const set of sets) reading.set(set);
  return reading.finish();
}

class Reading {
  readonly #files: ComposeFiles;
  readonly #options: ComposeOptions;
  readonly #projects: ComposeProject[] = [];
  readonly #overlays = new Map<string, Source>();
  /** Base files that some command names together with others: alone they need not be complete. */
  readonly #named = new Set<string>();
  readonly #problems = new Map<string, ReadProblem>();

  constructor(files: ComposeFiles, options: ComposeOptions) {
    this.#files = files;
    this.#options = options;
  }

  /** Files that look like Compose files, by name and content; what is wrong with one alone is noted here. */
  candidates(): string[] {
    const found: string[] = [];
    for (const path of this.#files.tree.files) {
      if (!isComposeName(path) && !/\.ya?ml(\.[\w-]+)?$/i.test(path)) continue;
      if (!isComposeName(path) && !/^(services|include)\s*:/m.test(this.#files.source(path)?.text ?? "")) continue;
      if (this.#isCandidate(path)) found.push(path);
    }
    this.#files.candidates = found;
    return found;
  }

  #isCandidate(path: string): boolean {
    const file = this.#files.compose(path);
    if (!file) return false;
    const looks = file.roots.some((root) => looksLikeCompose(path, root));
    if (!looks && !isComposeName(path)) return false;
    this.#files.read.add(path);
    this.#note(file.problems);
    const first = file.roots[0];
    if (first && isVersion1(first)) {
      const at = locate(file.source, first.start, first.start);
      const message = "left alone: a Compose file of version 1, which has no services key, is not accepted any more";
      this.#note([{ kind: "compose", severity: "notice", at, message }]);
      return false;
    }
    return looks;
  }

  set(set: FileSet): void {
    if (set.from === "named") for (const path of set.paths) this.#named.add(path);
    const directory = folderOf(set.paths[0]!);
    const loader = new ProjectLoader(this.#files);
    const environment = new Environment(this.#dotenv(directory, loader));
    this.#defineName(environment, set.paths[0]!);
    const root = loader.load(set.paths, { directory, environment, chain: [] });
    for (const path of set.paths) this.#note(this.#files.compose(path)?.problems ?? []);
    const source = this.#files.compose(set.paths[0]!)?.source;
    if (!root || !source) return;
    const mayBeOverlay = !loader.incomplete && (set.from !== "usual" || this.#named.has(set.paths[0]!));
    if (mayBeOverlay && lacksServices(root)) {
      this.#lay(set);
      return;
    }
    const project = makeProject(loader, root, set.paths, environment);
    const schema = loader.template ? [] : checkSchema(root);
    const judged = schema.length === 0 && !loader.incomplete && !loader.template;
    const references = judged ? [...checkReferences(project)] : [];
    if (mayBeOverlay && references.some((fault) => isDeclaredElsewhere(fault, set, this.#files))) {
      this.#lay(set);
      return;
    }
    const below = mayBeOverlay && judged ? fileOfItsHealth(project, set, this.#files) : undefined;
    if (below) {
      this.set({ paths: [below, ...set.paths], from: "named" });
      return;
    }
    this.#projects.push(project);
    this.#note([...loader.problems, ...schema, ...references.map(({ problem }) => problem)]);
  }

  /** Compose hands its project's name to the files: written in the base file, else made from the folder. */
  #defineName(environment: Environment, base: string): void {
    const file = this.#files.compose(base);
    const written = file?.roots[0]?.entries.get("name")?.value;
    const name = written ? written.kind === "scalar" && written.text : nameOfFolder(folderOf(base));
    if (!file || !name || name.includes("$")) return;
    environment.define("COMPOSE_PROJECT_NAME", { text: name, from: written ?? locate(file.source, 0, 0) });
  }

  #dotenv(directory: string, loader: ProjectLoader): DotenvFile[] {
    const usual = directory === "" ? ".env" : `${directory}/.env`;
    const files: DotenvFile[] = [];
    for (const path of this.#options.envFiles ?? [usual]) {
      const file = loader.dotenv(path);
      if (file) files.push(file);
    }
    return files;
  }

  /** The same file may be part of several projects: what is wrong with it is said once. */
  #note(problems: Iterable<ReadProblem>): void {
    for (const problem of problems) {
      this.#problems.set(`${problem.at.source.path}\n${problem.at.start}\n${problem.message}`, problem);
    }
  }

  #lay(set: FileSet): void {
    for (const path of set.paths) {
      const overlay = this.#files.compose(path)?.source;
      if (overlay) this.#overlays.set(path, overlay);
    }
  }

  finish(): ComposeReading {
    const attached = new Set<Source>();
    for (const { files, included } of this.#projects)
      for (const source of [...files, ...included]) attached.add(source);
    const overlays = [...this.#overlays.values()].filter((source) => !attached.has(source));
    const folders = new Set(this.#projects.map(({ directory }) => directory));
    const laid = Map.groupBy(overlays, ({ path }) => nearestFolder(path, folders));
    const projects = this.#projects.map((project) => {
      const near = laid.get(project.directory) ?? [];
      return near.length > 0 ? Object.assign(project, { unattached: near }) : project;
    });
    const unattached = overlays.map((source) => this.#placeOf(source));
    this.#files.forget();
    return {
      projects,
      unattached,
      problems: [...this.#problems.values()],
      read: [...this.#files.read],
    };
  }

  #placeOf(source: Source): Located {
    const key = this.#files.compose(source.path)?.roots[0]?.entries.get("services")?.key;
    return key ? locate(source, key.start, key.end) : locate(source, 0, 0);
  }
}

/** Of these folders the one that holds the file, or else lies next above it: overlays are kept beside their base file or below it. */
function nearestFolder(path: string, folders: ReadonlySet<string>): string | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (folders.has(folder)) return folder;
    if (folder === "") return undefined;
  }
}

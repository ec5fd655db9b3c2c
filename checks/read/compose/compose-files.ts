import { locate, type Source } from "../../core/source.ts";
import type { ReadProblem, Tree } from "../document.ts";
import type { DotenvFile } from "../dotenv/model.ts";
import { readDotenv } from "../dotenv/read-dotenv.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import type { Mapping } from "../yaml/tree.ts";
import { hideSecrets } from "./hide-secrets.ts";
import { isTemplate } from "./is-template.ts";

export interface ComposeFile {
  readonly source: Source;
  /** The documents of the file that are mappings. */
  readonly roots: readonly Mapping[];
  readonly problems: readonly ReadProblem[];
  /** Some of it could not be read. */
  readonly broken: boolean;
  readonly template: boolean;
}

/** Opens and parses each file once, whichever projects load it. */
export class ComposeFiles {
  readonly tree: Tree;
  readonly #open: (path: string) => Source | undefined;
  readonly #files = new Map<string, ComposeFile | undefined>();
  readonly #dotenv = new Map<string, DotenvFile | undefined>();
  readonly read = new Set<string>();
  /** Paths of the files that look like Compose files. */
  candidates: readonly string[] = [];

  constructor(tree: Tree, open: (path: string) => Source | undefined) {
    this.tree = tree;
    this.#open = open;
  }

  source(path: string): Source | undefined {
    return this.tree.has(path) ? this.#open(path) : undefined;
  }

  compose(path: string): ComposeFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const source = this.source(path);
    const file = source && parseComposeFile(source);
    this.#files.set(path, file);
    return file;
  }

  /** Lets go of the trees as they were written, once every project has its own merged one: they are half of the memory. */
  forget(): void {
    this.#files.clear();
  }

  /** A dotenv file that git does not ignore. Its problems are reported where it is read as a document of its own. */
  dotenv(path: string): DotenvFile | undefined {
    if (this.#dotenv.has(path)) return this.#dotenv.get(path);
    const source = this.source(path);
    const file = source && readDotenv(source).file;
    this.#dotenv.set(path, file);
    return file;
  }
}

function parseComposeFile(source: Source): ComposeFile {
  const { documents, problems, duplicates } = parseYaml(source);
  const template = isTemplate(source);
  const found: ReadProblem[] = [];
  const error = { kind: "compose", severity: "error" } as const;
  for (const { at, message } of problems) found.push({ ...error, at, message });
  // Two files pasted into one repeat many keys: one cause, one problem.
  const [repeated, ...more] = duplicates;
  if (repeated) {
    const line = source.position(repeated.first.start).line;
    const others = more.length > 0 ? ` (and ${more.length} more keys are written twice)` : "";
    const message = `key "${repeated.name}" is already written in line ${line}${others}`;
    found.push({ ...error, at: repeated.key, message, hint: "keep one of them" });
  }
  const roots: Mapping[] = [];
  for (const root of documents) {
    hideSecrets(root);
    if (root.kind === "map") roots.push(root);
    else if (root.kind === "seq" || root.value !== null) {
      found.push({ ...error, at: root, message: "a Compose file is a mapping with the key services" });
    }
  }
  const at = locate(source, 0, 0);
  if (roots.length === 0 && found.length === 0) {
    const message = "left alone: the file holds nothing";
    return { source, roots, problems: [{ kind: "compose", severity: "notice", at, message }], broken: true, template };
  }
  if (template && found.length > 0) {
    const message = "left alone: a template that is no YAML before it is rendered";
    return {
      source,
      roots: [],
      problems: [{ kind: "compose", severity: "notice", at, message }],
      broken: true,
      template,
    };
  }
  return { source, roots, problems: found, broken: found.length > 0, template };
}

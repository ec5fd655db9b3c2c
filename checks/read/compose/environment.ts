import type { DotenvEntry, DotenvFile } from "../dotenv/model.ts";
import { interpolate, type Known, type Lookup, resolve } from "./interpolate.ts";

/** What dotenv files declare, resolved as Compose does: the first file that sets a name wins over those of included projects. */
export class Environment {
  readonly entries = new Map<string, DotenvEntry>();
  readonly #known = new Map<string, Known>();
  readonly #parent: Environment | undefined;

  constructor(files: readonly DotenvFile[], parent?: Environment) {
    this.#parent = parent;
    for (const file of files)
      for (const [name, entry, known] of resolveEntries(file, this.lookup)) this.#set(name, entry, known);
  }

  /** Undefined: not set, or its value depends on something outside of the files. */
  readonly lookup: Lookup = (name) => this.#parent?.lookup(name) ?? this.#known.get(name);

  /** What Compose itself sets where nothing else does: `COMPOSE_PROJECT_NAME`. */
  define(name: string, known: Known): void {
    if (!this.lookup(name)) this.#known.set(name, known);
  }

  #set(name: string, entry: DotenvEntry, known: Known | undefined): void {
    this.entries.set(name, entry);
    if (known) this.#known.set(name, known);
    else this.#known.delete(name);
  }
}

/**
 * The entries of one file with their resolved values. A variable within a value is looked up in the surroundings first,
 * then among the entries above it (measured with `env_file`). A bare name takes its value from the surroundings.
 */
export function* resolveEntries(
  file: DotenvFile,
  surroundings: Lookup,
): Generator<readonly [string, DotenvEntry, Known | undefined]> {
  const above = new Map<string, Known>();
  for (const entry of file.entries) {
    if (entry.commentedOut) continue;
    const known = entry.value
      ? resolveValue(entry, (name) => surroundings(name) ?? above.get(name))
      : surroundings(entry.name);
    if (known) above.set(entry.name, known);
    yield [entry.name, entry, known];
  }
}

function resolveValue(entry: DotenvEntry, lookup: Lookup): Known | undefined {
  const value = entry.value!;
  if (value.quoted === "single") return { text: value.text, from: value };
  // `\$` in double quotes is a dollar sign.
  const template = value.quoted === "double" ? value.text.replaceAll("\\$", "$$$$") : value.text;
  const text = resolve(interpolate(template, lookup).pieces);
  return text === undefined ? undefined : { text, from: value };
}

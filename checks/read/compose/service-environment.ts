import { locate } from "../../core/source.ts";
import type { DotenvFile } from "../dotenv/model.ts";
import { resolvePath } from "../repository-path.ts";
import { get, type Mapping, type Node } from "../yaml/tree.ts";
import { resolveEntries } from "./environment.ts";
import type { Known, Lookup } from "./interpolate.ts";
import { booleanOf, scalarOf } from "./interpolated.ts";
import type { EnvFile, EnvironmentEntry, Interpolated } from "./model.ts";
import { pairsOf, placeOf } from "./pairs.ts";

export interface Surroundings {
  directoryOf(node: Node): string;
  dotenv(path: string): DotenvFile | undefined;
  has(path: string): boolean;
  readonly lookup: Lookup;
}

/** `env_file`: a text, a list, or mappings with `path` and `required`. */
export function envFilesOf(body: Mapping, around: Surroundings): readonly EnvFile[] {
  const written = get(body, "env_file");
  const files: EnvFile[] = [];
  for (const item of written?.kind === "seq" ? written.items : written ? [written] : []) {
    const name = scalarOf(item.kind === "map" ? get(item, "path") : item);
    if (!name) continue;
    const path = name.resolved === undefined ? undefined : resolvePath(around.directoryOf(name), name.resolved);
    files.push({
      ...placeOf(name),
      raw: name.raw,
      path,
      required: booleanOf(get(item, "required")) !== false,
      present: path !== undefined && around.has(path),
    });
  }
  return files;
}

/** What the container gets: a later file wins over an earlier one, `environment` over all files. */
export function environmentOf(
  body: Mapping,
  files: readonly EnvFile[],
  around: Surroundings,
): ReadonlyMap<string, EnvironmentEntry> {
  const entries = new Map<string, EnvironmentEntry>();
  // A variable in a second file sees what the first has set (measured).
  const surroundings: Lookup = (name) => around.lookup(name) ?? knownOf(entries.get(name)?.value);
  for (const { path } of files) {
    const file = path === undefined ? undefined : around.dotenv(path);
    if (!file) continue;
    for (const [name, entry, known] of [...resolveEntries(file, surroundings)]) {
      const value = entry.value
        ? dotenvScalar(entry.value, entry.value.raw, known)
        : known && dotenvScalar(known.from, "", known);
      const passThrough = entry.value === undefined;
      entries.set(name, { ...placeOf(entry), name, key: entry.nameAt, value, from: "env_file", passThrough });
    }
  }
  for (const [name, pair] of pairsOf(get(body, "environment"))) {
    const known = pair.value ? undefined : around.lookup(name);
    const value = pair.value ?? (known && dotenvScalar(known.from, "", known));
    entries.set(name, { ...pair, value, from: "environment", passThrough: pair.value === undefined });
  }
  return entries;
}

const knownOf = (value: Interpolated | undefined): Known | undefined =>
  value?.resolved === undefined ? undefined : { text: value.resolved, from: value };

/** A value of a dotenv file, as a scalar; it depends on undecided variables where it is not known. */
function dotenvScalar(at: Known["from"], raw: string, known: Known | undefined): Interpolated {
  const resolved = known?.text;
  const text = resolved ?? raw;
  const range = locate(at.source, at.start, at.end);
  const pieces = [{ from: 0, to: raw.length, text: resolved, literal: false }];
  return { kind: "scalar", ...range, style: "plain", value: text, text, raw, resolved, variables: [], pieces };
}

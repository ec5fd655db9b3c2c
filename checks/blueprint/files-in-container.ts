import { posix } from "node:path";
import type { Located } from "../core/source.ts";
import type { Service } from "../read/compose/model.ts";
import { hasPlaceholder } from "../read/placeholder.ts";
import type { Blueprint } from "./blueprint.ts";
import { globFolder, globMatches } from "./glob.ts";

/** The container that reads a configuration file, and the path at which it sees it. */
export interface Home {
  readonly service: Service;
  readonly target: string;
}

/** Of several containers that see a file, the one whose image has the wanted name. */
export function homeOf(file: Located, image: RegExp, blueprint: Blueprint): Home | undefined {
  const homes = blueprint.files?.targetsOf(file.source.path) ?? [];
  return homes.find(({ service }) => image.test(service.image?.name ?? service.name)) ?? homes[0];
}

/** What a path or pattern in a configuration file leads to: files of the repository, nothing, or something outside of it. */
export interface Lookup {
  readonly files: readonly string[];
  readonly result: "found" | "nothing" | "unknown";
}

const unknown: Lookup = { files: [], result: "unknown" };
const nothing: Lookup = { files: [], result: "nothing" };
const isGlob = (path: string): boolean => /[*?[]/.test(path);

/** Looks up a pattern as the program does: relative to the file that holds it, in the container where there is one. */
export function lookUp(pattern: string, from: Located, home: Home | undefined, blueprint: Blueprint): Lookup {
  if (hasPlaceholder(pattern)) return unknown;
  const { files, repository } = blueprint;
  const folder = posix.dirname(home ? home.target : from.source.path);
  const isAbsolute = posix.isAbsolute(pattern);
  if (!home || !files) {
    const inside = pattern.replace(/^\/etc\/(config|prometheus|alertmanager)\//, "");
    const inRepository = posix.join(folder, inside);
    const found = repository.files.below(globFolder(inRepository)).filter((path) => globMatches(inRepository, path));
    if (found.length > 0) return { files: found, result: "found" };
    return isAbsolute ? unknown : nothing;
  }
  const path = posix.join(isAbsolute ? "/" : folder, pattern);
  const origins = files.paths.flatMap(({ service, origin }) => (service === home.service ? (origin ?? []) : []));
  const seenHere = repository.files.below(...origins).filter((file) => {
    return files.targetsOf(file).some(({ service, target }) => service === home.service && globMatches(path, target));
  });
  if (seenHere.length > 0) return { files: seenHere, result: "found" };
  const anchor = isGlob(path) ? posix.dirname(`${path.slice(0, path.search(/[*?[]/))}x`) : path;
  const origin = files.originOf(home.service, anchor);
  if (origin === "elsewhere") return unknown;
  return origin === undefined && home.service.build ? unknown : nothing;
}

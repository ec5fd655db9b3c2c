import type { Source } from "../../core/source.ts";
import { folderOf, resolvePath } from "../repository-path.ts";

/** Files in which people write down how their stack is started. */
export const mayHoldCommands = (path: string): boolean =>
  /(^|\/)((GNU)?Makefile|justfile|\.justfile|Taskfile[^/]*|package\.json|README[^/]*|[^/]+\.(mk|sh|bash))$/i.test(
    path,
  ) ||
  /(^|\/)\.(github\/workflows|circleci|forgejo\/workflows|gitea\/workflows)\/[^/]+\.ya?ml$/.test(path) ||
  /(^|\/)\.gitlab-ci\.yml$/.test(path);

const call = /docker[ -]compose\b|docker\s+stack\s+(deploy|up)\b|\bpodman[ -]compose\b/g;
const fileOption = /(?:^|\s)(?:-f|--file|-c|--compose-file)(?:=|\s+)?(["']?)([^\s"'=][^\s"']*\.ya?ml)\1/g;

/** The file sets of each `docker compose -f a -f b` in a script, as paths of files that exist. */
export function commandSets(source: Source, has: (path: string) => boolean): string[][] {
  const sets: string[][] = [];
  const text = source.text.replace(/\\\r?\n/g, "  ");
  for (const { index } of text.matchAll(call)) {
    const line = text.slice(index).match(/^[^\n\r;|&`]*/)?.[0] ?? "";
    const names = [...line.matchAll(fileOption)].map((match) => match[2]!);
    // A name that is made at run time (`-f $FILE`) hides a part of the set.
    const options = line.match(/(?:^|\s)(?:-f|--file|--compose-file)[=\s]/g)?.length ?? 0;
    if (names.length === 0 || options > names.length) continue;
    const set = existing(names, folderOf(source.path), has) ?? existing(names, "", has);
    if (set) sets.push(set);
  }
  return sets;
}

/** All of the names, seen from one folder; undefined if one of them is not there. */
export function existing(
  names: readonly string[],
  folder: string,
  has: (path: string) => boolean,
): string[] | undefined {
  const paths: string[] = [];
  for (const name of names) {
    const path = resolvePath(folder, name);
    if (path === undefined || !has(path)) return undefined;
    if (!paths.includes(path)) paths.push(path);
  }
  return paths.length > 0 ? paths : undefined;
}

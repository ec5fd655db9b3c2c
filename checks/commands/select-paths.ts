import { readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { nearest } from "../read/nearest.ts";
import { UsageError } from "./usage-error.ts";

export interface Selection {
  /** Absolute path of the folder that is read as a whole, so that what belongs together is joined. */
  readonly root: string;
  /** Paths below it that are reported on; empty: everything. */
  readonly within: readonly string[];
}

/**
 * One folder is read and reported on as it is. Files, or several folders, are reported on inside the folder around them:
 * the current one where it holds them all.
 */
export function selectPaths(paths: readonly string[], cwd: string): Selection {
  const full = (paths.length > 0 ? paths : ["."]).map((path) => existing(path, cwd));
  const [first] = full;
  if (full.length === 1 && statSync(first!).isDirectory()) return { root: first!, within: [] };
  const current = realpathSync(cwd);
  const root = full.every((path) => isInside(current, path)) ? current : commonFolder(full);
  return { root, within: full.map((path) => relative(root, path).split(sep).join("/")) };
}

export const isWithin = (file: string, within: readonly string[]): boolean =>
  within.length === 0 || within.some((path) => path === "" || file === path || file.startsWith(`${path}/`));

function existing(path: string, cwd: string): string {
  const full = resolve(cwd, path);
  try {
    return realpathSync(full);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EACCES") throw new UsageError(`cannot read ${path}: permission denied`);
    throw new UsageError(`no such file or folder: ${path}`, suggestion(full, cwd));
  }
}

function suggestion(full: string, cwd: string): string | undefined {
  try {
    const near = nearest(basename(full), readdirSync(dirname(full)));
    return near && `did you mean ${relative(cwd, join(dirname(full), near))}?`;
  } catch {
    return undefined;
  }
}

const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function commonFolder(paths: readonly string[]): string {
  let folder = statSync(paths[0]!).isDirectory() ? paths[0]! : dirname(paths[0]!);
  while (!paths.every((path) => isInside(folder, path))) folder = dirname(folder);
  return folder;
}

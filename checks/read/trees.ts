import { execFileSync } from "node:child_process";
import { type Dirent, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Tree } from "./document.ts";

/** Files given as path -> text, for examples and tests. */
export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  const encoder = new TextEncoder();
  return {
    whole: ".gitignore" in files,
    linksOut: [],
    closed: [],
    files: Object.keys(files).sort(),
    has: (path) => path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`)),
    read: (path) => encoder.encode(files[path]),
  };
}

/** The files below a folder, without what git ignores, `.git`, `node_modules` and links that lead out of it. */
export function diskTree(root: string): Tree {
  const linksOut: string[] = [];
  const closed: string[] = [];
  const base = realpathSync(root);
  const tracked = gitFiles(root);
  const files = (tracked ?? walk(root, closed)).filter((path) => {
    const what = kindOfPath(join(root, path), base);
    if (what === "link out") linksOut.push(path);
    return what === "file";
  });
  const folders = new Set<string>();
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== "." && !folders.has(folder); folder = posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  const known = new Set(files);
  return {
    whole: tracked !== undefined || known.has(".gitignore"),
    files,
    linksOut,
    closed,
    has: (path) => known.has(path) || folders.has(path),
    read: (path) => readFileSync(join(root, path)),
  };
}

/** A file that may not be looked at still counts as one: that it cannot be opened is told when it is read. */
function kindOfPath(full: string, base: string): "file" | "link out" | "other" {
  try {
    if (!lstatSync(full).isSymbolicLink()) return lstatSync(full).isFile() ? "file" : "other";
    if (!isInside(base, realpathSync(full))) return "link out";
    return statSync(full).isFile() ? "file" : "other";
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES" ? "file" : "other";
  }
}

const isInside = (base: string, path: string): boolean => path === base || path.startsWith(base + sep);

/**
 * What git tracks or would track; undefined outside of a work tree, in an ignored folder, or where git is missing. The
 * settings of the repository must not start a program: it may be a stranger's.
 */
function gitFiles(root: string): string[] | undefined {
  try {
    const listed = execFileSync(
      "git",
      ["-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
      {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "ignore"],
      },
    );
    const files = listed.split("\0").filter((path) => path !== "" && !/(^|\/)node_modules\//.test(path));
    return files.length > 0 ? [...new Set(files)].sort() : undefined;
  } catch {
    return undefined;
  }
}

/** Without git: `.gitignore` files are honoured all the same, so that an unpacked archive gives the same report. */
function walk(root: string, closed: string[]): string[] {
  const found: string[] = [];
  const visit = (folder: string, rules: readonly { readonly base: string; readonly rule: Ignore }[]): void => {
    const entries = entriesOf(join(root, folder));
    if (!entries) {
      closed.push(folder);
      return;
    }
    const own = entries.some((entry) => entry.name === ".gitignore" && entry.isFile())
      ? [...rules, { base: folder, rule: ignore().add(readFileSync(join(root, folder, ".gitignore"), "utf8")) }]
      : rules;
    for (const entry of entries) {
      if (entry.name === ".git" || entry.name === "node_modules") continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const asFolder = entry.isDirectory();
      if (own.some(({ base, rule }) => rule.ignores(relative(base, path).split(sep).join("/") + (asFolder ? "/" : ""))))
        continue;
      if (asFolder) visit(path, own);
      else found.push(path);
    }
  };
  visit("", []);
  return found.sort();
}

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

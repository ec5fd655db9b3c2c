import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, posix, relative, sep } from "node:path";
import ignore, { type Ignore } from "ignore";
import type { Tree } from "./document.ts";

/** Files given as path -> text, for examples and tests. */
export function memoryTree(files: Readonly<Record<string, string>>): Tree {
  const encoder = new TextEncoder();
  return {
    whole: ".gitignore" in files,
    linksOut: [],
    files: Object.keys(files).sort(),
    has: (path) => path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`)),
    read: (path) => encoder.encode(files[path]),
  };
}

/** The files below a folder, without what git ignores, `.git`, `node_modules` and links that lead out of it. */
export function diskTree(root: string): Tree {
  const linksOut: string[] = [];
  const base = realpathSync(root);
  const tracked = gitFiles(root);
  const files = (tracked ?? walk(root)).filter((path) => {
    const full = join(root, path);
    const stats = lstatSync(full, { throwIfNoEntry: false });
    if (!stats) return false;
    if (!stats.isSymbolicLink()) return stats.isFile();
    const target = statSync(full, { throwIfNoEntry: false });
    if (!target) return false;
    const inside = isInside(base, realpathSync(full));
    if (!inside) linksOut.push(path);
    return inside && target.isFile();
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
    has: (path) => known.has(path) || folders.has(path),
    read: (path) => readFileSync(join(root, path)),
  };
}

const isInside = (base: string, path: string): boolean => path === base || path.startsWith(base + sep);

/** What git tracks or would track; undefined outside of a work tree, or where git is missing. */
function gitFiles(root: string): string[] | undefined {
  try {
    const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
      cwd: root,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const files = listed.split("\0").filter((path) => path !== "" && !/(^|\/)node_modules\//.test(path));
    return [...new Set(files)].sort();
  } catch {
    return undefined;
  }
}

/** Without git: `.gitignore` files are honoured all the same, so that an unpacked archive gives the same report. */
function walk(root: string): string[] {
  const found: string[] = [];
  const visit = (folder: string, rules: readonly { readonly base: string; readonly rule: Ignore }[]): void => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
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

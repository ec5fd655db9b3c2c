import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { diskTree } from "./trees.ts";

const root = mkdtempSync(join(tmpdir(), "seaworthy-trees-"));
after(() => rmSync(root, { recursive: true, force: true }));

function folder(...files: string[]): string {
  const path = mkdtempSync(join(root, "tree-"));
  for (const file of files) {
    const [name = "", text = ""] = file.split("=");
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), text.replaceAll(" ", "\n"));
  }
  return path;
}

const files = [
  "a.yaml",
  ".gitignore=*.log /secret/ !keep.log",
  "b/c.conf",
  "b/x.log",
  "b/keep.log",
  "secret/d",
  "b/.gitignore=e.*",
  "b/e.txt",
  "e.txt",
  "node_modules/f.js",
];
const kept = [".gitignore", "a.yaml", "b/.gitignore", "b/c.conf", "b/keep.log", "e.txt"];

test("without git, .gitignore files are honoured all the same", () => {
  const tree = diskTree(folder(...files));
  assert.deepEqual(tree.files, kept);
  assert.deepEqual([tree.has("b"), tree.has("b/c.conf"), tree.has("secret"), tree.whole], [true, true, false, true]);
});

test("with git: what it tracks or would track, and nothing that its settings start", () => {
  const path = folder(...files);
  const git = (...args: string[]) =>
    execFileSync("git", ["-C", path, "-c", "init.defaultBranch=main", ...args], { stdio: "ignore" });
  git("init");
  git("config", "core.fsmonitor", `touch ${join(path, "started")}; false`);
  git("-c", "core.fsmonitor=false", "add", "-f", "b/x.log");
  const tree = diskTree(path);
  assert.deepEqual(tree.files, [...kept, "b/x.log"].sort());
  assert.deepEqual([tree.whole, existsSync(join(path, "started"))], [true, false]);
  rmSync(join(path, "a.yaml"));
  assert.ok(!diskTree(path).files.includes("a.yaml"));
});

test("links inside the tree are files, links out of it are told, broken ones are nothing", () => {
  const path = folder("a.yaml", "outside=x");
  const other = folder("b.yaml");
  symlinkSync("a.yaml", join(path, "inside.yaml"));
  symlinkSync(join(other, "b.yaml"), join(path, "out.yaml"));
  symlinkSync("nowhere", join(path, "broken.yaml"));
  symlinkSync(other, join(path, "folder"));
  const tree = diskTree(path);
  assert.deepEqual(
    [tree.files, tree.linksOut],
    [
      ["a.yaml", "inside.yaml", "outside"],
      ["folder", "out.yaml"],
    ],
  );
});

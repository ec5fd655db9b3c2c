import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { generateRepository } from "../bench/generate-repository.ts";

const folder = mkdtempSync(join(tmpdir(), "seaworthy-docs-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const documents = ["README.md", "CONTRIBUTING.md"].map((path) => readFileSync(path, "utf8")).join("\n");
const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

test("every npm script that the documents name exists", () => {
  const named = [...documents.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!);
  assert.ok(named.length > 5);
  assert.deepEqual(
    named.filter((name) => !(name in scripts)),
    [],
  );
});

const run = (script: string, args: readonly string[], cwd: string) =>
  spawnSync(process.execPath, [resolve(script), ...args], { cwd, encoding: "utf8" });

test("npm run new policy writes a file that says what to do next, once", () => {
  const first = run("scripts/new.ts", ["policy", "nginx/gzip-static"], folder);
  assert.match(first.stdout, /npm run generate/);
  assert.match(readFileSync(join(folder, "policies/nginx/gzip-static.ts"), "utf8"), /id: "nginx\/gzip-static"/);
  const again = run("scripts/new.ts", ["policy", "nginx/gzip-static"], folder);
  assert.deepEqual([again.status, again.stderr], [2, "policies/nginx/gzip-static.ts exists already\n"]);
  assert.equal(run("scripts/new.ts", ["policy", "nothing/x"], folder).status, 2);
});

test("npm run corpus tells of each repository and of each policy", () => {
  generateRepository(join(folder, "repositories", "one"), 4);
  const { stdout, status } = run("scripts/corpus.ts", [join(folder, "repositories"), "--findings", "compose/"], ".");
  assert.equal(status, 0);
  assert.match(stdout, /^one: .*compose 1.*; 0 unreadable, 0 left alone;/m);
  assert.match(stdout, /^compose\/pinned-image +[1-9]/m);
  assert.equal(run("scripts/corpus.ts", ["no/such/folder"], ".").status, 2);
});

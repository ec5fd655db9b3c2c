import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { test } from "node:test";

/** Room -> rooms that it may import besides itself. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "checks/core": [],
  "checks/read": ["checks/core"],
  "checks/report": ["checks/core"],
  "checks/config": ["checks/core", "checks/read"],
  "checks/blueprint": ["checks/core", "checks/read"],
  policies: ["checks/core", "checks/read", "checks/blueprint"],
  "checks/commands": ["checks/core", "checks/read", "checks/report", "checks/config", "checks/blueprint", "policies"],
  "checks/cli.ts": ["checks/core", "checks/report", "checks/commands", "package.json"],
  "checks/index.ts": ["checks/core", "checks/report", "checks/config", "checks/commands"],
};

const roomOf = (path: string): string =>
  Object.keys(allowed).find((room) => path === room || path.startsWith(`${room}/`)) ?? path;

test("imports go one way, and name files with their ending", () => {
  const wrong: string[] = [];
  const files = globSync(["checks/**/*.ts", "policies/**/*.ts"]).filter(
    (path) => !/\.test\.ts$|\/generated\//.test(path),
  );
  assert.ok(files.length > 50, "too few files were looked at");
  for (const file of files) {
    const text = readFileSync(file, "utf8");
    for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
      const target = posix.join(posix.dirname(file), name!);
      const [from, to] = [roomOf(file), roomOf(target)];
      if (!/\.(ts|json)$|\/generated\/.*\.js$/.test(name!)) wrong.push(`${file}: ${name} has no ending`);
      if (from !== to && !allowed[from]?.includes(to)) wrong.push(`${file} (${from}) imports ${to}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test("no source file is longer than 250 lines", () => {
  const files = globSync(["{checks,policies,scripts,agreement,bench}/**/*.ts"]).filter(
    (path) => !path.includes("/generated/") && path !== "policies/index.ts",
  );
  const long = files.filter((path) => readFileSync(path, "utf8").split("\n").length > 251);
  assert.deepEqual(long, []);
});

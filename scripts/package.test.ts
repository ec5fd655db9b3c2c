import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";

/** The published package as its users get it: from the tarball, without what only this repository has. */
const folder = mkdtempSync(join(tmpdir(), "seaworthy-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (command: string, args: readonly string[], cwd = folder): string =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

before(() => {
  run("npm", ["pack", "--silent", "--pack-destination", folder], ".");
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }');
  run("npm", ["install", "--offline", "--no-audit", "--no-fund", `./seaworthy-${version}.tgz`]);
});

test("npx seaworthy runs from the tarball, and brings nothing else along", () => {
  writeFileSync(
    join(folder, "compose.yaml"),
    "services:\n  cache:\n    image: redis:8.0\n    volumes: [data:/var/lib/redis]\nvolumes: { data: {} }\n",
  );
  const { status, stdout } = spawnSync("npx", ["--offline", "seaworthy", "check", "--only", "stack"], {
    cwd: folder,
    encoding: "utf8",
  });
  assert.match(stdout, /stack\/volume-at-data-path/);
  assert.equal(status, 1);
  assert.deepEqual(
    Object.keys(
      JSON.parse(readFileSync(join(folder, "node_modules/seaworthy/package.json"), "utf8")).dependencies ?? {},
    ),
    [],
  );
});

test("a consumer compiles against its types, and runs", () => {
  writeFileSync(
    join(folder, "consumer.ts"),
    `import { check, exitCodeOf, findingsOf, type Report } from "seaworthy";
const { report }: { report: Report } = await check({ paths: ["compose.yaml"], only: ["stack"] });
console.log(findingsOf(report).map((one) => one.check).join(), exitCodeOf(report, "error"));
// @ts-expect-error: there is no such option
await check({ pathes: [] }).catch(() => undefined);
`,
  );
  const tsc = resolve("node_modules/.bin/tsc");
  run(tsc, ["--noEmit", "--strict", "--target", "ES2024", "--module", "NodeNext", "--types", "", "consumer.ts"]);
  assert.equal(run(process.execPath, ["consumer.ts"]), "stack/volume-at-data-path 1\n");
});

test("its schemas are part of it", () => {
  for (const name of ["seaworthy", "report", "data-map"]) {
    const schema = JSON.parse(
      readFileSync(join(folder, `node_modules/seaworthy/dist/schemas/${name}.schema.json`), "utf8"),
    );
    assert.equal(typeof schema.title, "string");
  }
});

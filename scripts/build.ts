import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

/** The published package: one bundle for Node 22 and later, its types, its schemas. */
rmSync("dist", { recursive: true, force: true });
await build({
  entryPoints: { cli: "checks/cli.ts", index: "checks/index.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22",
  legalComments: "none",
  // The library's build for Node reads an environment variable at every token, which takes a tenth of the parsing.
  alias: { yaml: "./node_modules/yaml/browser/dist/index.js" },
  // Some dependencies are CommonJS and require built-in modules.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
const types = spawnSync(
  "tsc",
  ["-p", ".", "--noEmit", "false", "--declaration", "--emitDeclarationOnly", "--outDir", "dist/types"],
  { stdio: "inherit" },
);
if (types.status !== 0) process.exit(types.status ?? 1);
for (const folder of ["agreement", "bench", "scripts"])
  rmSync(`dist/types/${folder}`, { recursive: true, force: true });
mkdirSync("dist/schemas", { recursive: true });
for (const [name, path] of [
  ["seaworthy", "checks/config/seaworthy.schema.json"],
  ["report", "checks/report/report.schema.json"],
  ["data-map", "checks/read/data-map/schema.json"],
] as const) {
  copyFileSync(path, `dist/schemas/${name}.schema.json`);
}

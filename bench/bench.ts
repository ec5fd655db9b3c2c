import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateRepository } from "./generate-repository.ts";

/** The built bundle is what is measured. */
const { check }: typeof import("../checks/index.ts") = await import(new URL("../dist/index.js", import.meta.url).href);

/**
 * `npm run bench [-- <folder of repositories>]` prints times and ratios to the peers, all measured in this run.
 * Without a folder it generates its repositories. Medians of whole processes.
 */
const scratch = mkdtempSync(join(tmpdir(), "seaworthy-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const node = process.execPath;
const repositories = findRepositories(process.argv[2]);

const bare = median(5, () => run(node, ["-e", "0"]));
row("bare start of Node", bare);
const small = join(scratch, "small");
generateRepository(small, 8);
const one = median(5, () => run(node, ["dist/cli.js", "check", small]));
row("one small repository (8 files), from process start", one, `${ratio(one, bare)} x bare Node; goal 400 ms`);

const all = measure(repositories);
row(`${repositories.length} repositories, ${all.files} files, one process, cold`, all.ms, "goal 4000 ms");
row("  of it joins and policies", all.judgeMs, "goal 600 ms");
console.log(`${"  peak memory".padEnd(58)} ${all.megabytes.toFixed(0)} MB`);

const compose = await copyOfKind("compose");
const ours = median(3, () => run(node, ["dist/cli.js", "check", compose.folder, "--only", "compose"]));
row(`${compose.count} Compose files, Seaworthy's compose family`, ours);
const dclint = median(1, () => run(node, ["node_modules/dclint/bin/dclint.cjs", "-r", compose.folder]));
row("  the same files, dclint", dclint, `${ratio(dclint, ours)} x Seaworthy; goal 10 x`);

const rules = await copyOfKind("rules");
const paths = readdirSync(rules.folder, { recursive: true, encoding: "utf8" }).map((path) => join(rules.folder, path));
const ruleFiles = paths.filter((path) => statSync(path).isFile());
const rulesOurs = median(3, () => run(node, ["dist/cli.js", "check", rules.folder, "--only", "prometheus"]));
row(`${rules.count} rule files, Seaworthy's prometheus family`, rulesOurs);
const promtool = median(3, () => run("promtool", ["check", "rules", ...ruleFiles]));
row("  the same files, promtool check rules", promtool, `${ratio(promtool, rulesOurs)} x Seaworthy`);

let before: { count: number; ms: number } | undefined;
for (const count of [100, 1_000, 10_000]) {
  const folder = join(scratch, `generated-${count}`);
  generateRepository(folder, count);
  const { ms, megabytes } = measure([folder]);
  const growth = before ? `${ratio(ms, before.ms)} x for ${count / before.count} x the files; ` : "";
  row(`${count} generated files`, ms, `${growth}${megabytes.toFixed(0)} MB; goal 400 MB`);
  before = { count, ms };
}

function findRepositories(folder: string | undefined): string[] {
  if (folder !== undefined && existsSync(folder)) {
    const names = readdirSync(folder).sort();
    return names.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  }
  return Array.from({ length: 45 }, (_, index) => {
    const path = join(scratch, `repository-${index}`);
    generateRepository(path, 16);
    return path;
  });
}

async function copyOfKind(kind: string): Promise<{ folder: string; count: number }> {
  const folder = join(scratch, kind);
  let count = 0;
  for (const [index, repository] of repositories.entries()) {
    const { report } = await check({ paths: [repository] });
    for (const { file } of report.files.filter((one) => one.kind === kind && one.status === "read")) {
      const target = join(folder, String(index), file);
      mkdirSync(join(target, ".."), { recursive: true });
      cpSync(join(repository, file), target);
      count++;
    }
  }
  return { folder, count };
}

function run(command: string, args: readonly string[]): void {
  const { error, signal } = spawnSync(command, args, { stdio: "ignore" });
  if (error || signal) throw error ?? new Error(`${command} was stopped by ${signal}`);
}

interface Measured {
  readonly ms: number;
  readonly judgeMs: number;
  readonly files: number;
  readonly megabytes: number;
}

function measure(folders: readonly string[]): Measured {
  return JSON.parse(execFileSync(node, ["bench/measure.ts", ...folders], { encoding: "utf8" }));
}

function median(runs: number, work: () => void): number {
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)]!;
}

function ratio(a: number, b: number): string {
  return (a / b).toFixed(1);
}

function row(what: string, ms: number, note = ""): void {
  console.log(`${what.padEnd(58)} ${ms.toFixed(0).padStart(7)} ms  ${note}`);
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { copyOfKind } from "./copy-of-kind.ts";
import { generateRepository } from "./generate-repository.ts";
import { hold, megabytes, milliseconds, tell, tellTotal, times } from "./goals.ts";
import { compared, median, repeated, timeOf } from "./timing.ts";

/**
 * `npm run bench [-- <folder of repositories>]` prints times, ratios and memory, and whether each goal is met. Without a
 * folder it generates its repositories. Everything is measured in this run, each number as the median of several.
 */
const scratch = mkdtempSync(join(tmpdir(), "seaworthy-bench-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
const node = process.execPath;
const repositories = findRepositories(process.argv[2]);

const busy = loadavg()[0]! / availableParallelism();
tell("load of this machine, for each processor", busy.toFixed(1), busy > 0.8 ? "busy: times are too long" : "");

interface Measured {
  readonly ms: number;
  readonly judgeMs: number;
  readonly files: number;
  readonly megabytes: number;
}

const small = join(scratch, "small");
generateRepository(small, 10);
const start = compared(
  5,
  () => timeOf(node, ["-e", "0"]),
  () => timeOf(node, ["dist/cli.js", "check", small]),
);
tell("bare start of Node", milliseconds(start.ours));
hold("one small repository (10 files), from process start", start.theirs, milliseconds, { most: 400 });
tell("  against the bare start", times(start.ratio));

const whole = measured(5, repositories);
hold(`${repositories.length} repositories, ${whole.files} files, from process start`, whole.ms, milliseconds, {
  most: 4000,
});
hold("  joins and policies alone", whole.judgeMs, milliseconds, { most: 600 });
tell("  memory", megabytes(whole.megabytes));

const compose = await copyOfKind("compose", /^(docker-)?compose.*\.ya?ml$/, repositories, join(scratch, "compose"));
const linted = compared(
  5,
  () => timeOf(node, ["dist/cli.js", "check", compose.folder, "--only", "compose"]),
  () => timeOf(node, ["node_modules/dclint/bin/dclint.cjs", "-r", compose.folder]),
);
tell(`${compose.files.length} Compose files, the compose policies`, milliseconds(linted.ours));
tell("  the same files, dclint", milliseconds(linted.theirs));
hold("  dclint against Seaworthy", linted.ratio, times, { least: 10 });

const rules = await copyOfKind("rules", /./, repositories, join(scratch, "rules"));
const ruled = compared(
  5,
  () => timeOf(node, ["dist/cli.js", "check", rules.folder, "--only", "prometheus"]),
  () => timeOf("promtool", ["check", "rules", ...rules.files]),
);
tell(`${rules.files.length} rule files, the prometheus policies`, milliseconds(ruled.ours));
tell("  the same files, promtool check rules", milliseconds(ruled.theirs), times(ruled.ratio));

const sizes = [100, 1_000, 10_000].map((count) => {
  const folder = join(scratch, `generated-${count}`);
  generateRepository(folder, count);
  return folder;
});
const grown = repeated(3, () => sizes.map((folder) => measured(1, [folder])));
const growth = (to: number): number => median(grown.map((run) => run[to]!.ms / run[to - 1]!.ms));
for (const [index, count] of [100, 1_000, 10_000].entries()) {
  tell(`${count} generated files`, milliseconds(median(grown.map((run) => run[index]!.ms))));
}
hold("  from 100 to 1,000", growth(1), times, { most: 10.5 });
hold("  from 1,000 to 10,000", growth(2), times, { most: 10.5 });
hold("  memory at 10,000", median(grown.map((run) => run[2]!.megabytes)), megabytes, { most: 400 });
// By default Node 24 was seen to let new objects take 134 MB before it looks at them for the last time.
const lean = measured(1, [sizes.at(-1)!], ["--max-semi-space-size=16"]);
tell("  with --max-semi-space-size=16", megabytes(lean.megabytes));
tellTotal();

function findRepositories(folder: string | undefined): string[] {
  if (folder !== undefined && existsSync(folder)) {
    const names = readdirSync(folder).sort();
    return names.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  }
  return Array.from({ length: 45 }, (_, index) => {
    const path = join(scratch, `repository-${index}`);
    generateRepository(path, 20);
    return path;
  });
}

function measured(runs: number, folders: readonly string[], flags: readonly string[] = []): Measured {
  const all = repeated(runs, (): Measured => {
    return JSON.parse(execFileSync(node, [...flags, "bench/measure.ts", ...folders], { encoding: "utf8" }));
  });
  const of = (key: keyof Measured): number => median(all.map((one) => one[key]));
  return { ms: of("ms"), judgeMs: of("judgeMs"), files: of("files"), megabytes: of("megabytes") };
}

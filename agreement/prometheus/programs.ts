import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Verdict {
  readonly text: string;
  readonly accepted: boolean;
  /** What the program says of a file that it refuses. */
  readonly reason: string;
}

const commands = {
  rules: ["promtool", "check", "rules", "--lint=none"],
  prometheus: ["promtool", "check", "config", "--syntax-only"],
  alertmanager: ["amtool", "check-config"],
} as const;

interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

/** Exit 1 is an answer; a program that is missing is not. */
const run = (command: string, args: readonly string[], folder: string): Promise<Output> =>
  new Promise((resolve, reject) => {
    execFile(command, args, { cwd: folder, maxBuffer: 1 << 27 }, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") reject(new Error(`cannot run ${command}`, { cause: error }));
      else resolve({ stdout, stderr });
    });
  });

async function inFolder<T>(files: readonly string[], use: (folder: string, names: string[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "seaworthy-"));
  try {
    const names = files.map((_, index) => `file${index}.yml`);
    await Promise.all(files.map((text, index) => writeFile(join(folder, names[index]!), text)));
    return await use(folder, names);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Asks the real program about every file, in one run. */
export const verdicts = (kind: keyof typeof commands, files: readonly string[]): Promise<Verdict[]> =>
  inFolder(files, async (folder, names) => {
    const [program, ...args] = commands[kind];
    const { stdout, stderr } = await run(program, [...args, ...names], folder);
    const blocks = stdout.split(/^Checking /m).slice(1);
    if (blocks.length !== files.length)
      throw new Error(`${program} spoke of ${blocks.length} of ${files.length} files`);
    return files.map((text, index) => {
      const block = blocks[index]!;
      const accepted = /SUCCESS/.test(block) && !/FAILED/.test(block);
      const said = stderr.split("\n").filter((line) => line.includes(names[index]!));
      return { text, accepted, reason: accepted ? "" : [block.trim(), ...said].join("\n") };
    });
  });

/** The receivers that Alertmanager would notify, for each set of labels. */
export const routed = (config: string, labelSets: readonly ReadonlyMap<string, string>[]): Promise<string[]> =>
  inFolder([config], async (folder, [name]) => {
    const answers: string[] = [];
    for (const labels of labelSets) {
      const pairs = [...labels].map(([label, value]) => `${label}="${value}"`);
      const { stdout, stderr } = await run(
        "amtool",
        ["config", "routes", "test", `--config.file=${name}`, ...pairs],
        folder,
      );
      if (stdout.trim() === "") throw new Error(`amtool did not answer: ${stderr}`);
      answers.push(stdout.trim());
    }
    return answers;
  });

/** The labels of every series that Prometheus makes of each expression; nothing for one that it cannot evaluate. */
export const evaluated = (
  series: readonly string[],
  expressions: readonly string[],
): Promise<ReadonlyMap<string, readonly ReadonlySet<string>[]>> => {
  const input_series = series.map((one) => ({ series: one, values: "1+1x10" }));
  // One that is never right, so that what was evaluated is printed.
  const promql_expr_test = expressions.map((expr) => ({
    expr,
    eval_time: "5m",
    exp_samples: [{ labels: "never", value: 1 }],
  }));
  const tests = [{ interval: "1m", input_series, promql_expr_test }];
  return inFolder([JSON.stringify({ evaluation_interval: "1m", tests })], async (folder, [name]) => {
    const { stdout, stderr } = await run("promtool", ["test", "rules", name!], folder);
    const results = new Map<string, readonly ReadonlySet<string>[]>();
    for (const [, quoted, got] of (stdout + stderr).matchAll(/expr: (".*"), time: 5m,\n\s+exp: .*\n\s+got: (.*)/g)) {
      if (quoted && got) results.set(JSON.parse(quoted), got === "nil" ? [] : labelSetsOf(got));
    }
    return results;
  });
};

/** `x{a="1"} 6E+00, {} 1E+00` */
function labelSetsOf(got: string): ReadonlySet<string>[] {
  return [...got.matchAll(/(\{[^}]*\}|\w+(?=\{))?(?:\{([^}]*)\})? \S+(?:, |$)/g)].map(([whole]) => {
    const names = [...whole.matchAll(/(\w+)="/g)].map(([, label]) => label ?? "");
    return new Set(names);
  });
}

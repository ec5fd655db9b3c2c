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

#!/usr/bin/env node
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import packageJson from "../package.json" with { type: "json" };
import { UsageError } from "./commands/usage-error.ts";
import { exitCodeOf, type FailOn } from "./core/report.ts";

interface CheckFlags {
  readonly format: "pretty" | "json";
  readonly output?: string;
  readonly failOn?: FailOn;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly config?: string;
  readonly strict: boolean;
  readonly verbose: boolean;
}

const collect = (value: string, before: readonly string[]): string[] => [
  ...before,
  ...value.split(",").filter((one) => one !== ""),
];

const examples = `
Examples:
  seaworthy check                              the current folder
  seaworthy check deploy/ --fail-on warning    one folder, stricter
  seaworthy check nginx/site.conf              read all, report on one file
  seaworthy check --only nginx,compose/pinned-image
  seaworthy check --format json --output report.json

Exit codes:
  0  nothing at or above --fail-on, and everything could be judged
  1  a finding at or above --fail-on
  2  something could not be read or judged, or wrong use`;

function program(): Command {
  const root = new Command("seaworthy")
    .description("Proves a self-hosted production stack ready: every file joined into one picture and judged.")
    .version(packageJson.version)
    .showHelpAfterError("(seaworthy --help shows the commands and options)");
  root
    .command("check")
    .description("judge NGINX, Prometheus, Alertmanager, Compose and dotenv files on paper")
    .argument("[paths...]", "files or folders", [])
    .addOption(new Option("--format <format>", "of the report").choices(["pretty", "json"]).default("pretty"))
    .option("--output <file>", "write the report there instead of printing it")
    .addOption(
      new Option("--fail-on <severity>", "lowest severity that ends in exit code 1 (default: error)").choices([
        "error",
        "warning",
        "notice",
        "never",
      ]),
    )
    .option("--only <checks>", "judge only these checks or families, separated by commas", collect, [])
    .option("--skip <checks>", "skip these checks or families, visibly", collect, [])
    .option("--config <file>", "settings (default: seaworthy.yaml of the checked folder)")
    .option("--strict", "exit with 2 when anything is unknown", false)
    .option("--verbose", "also list files, unknown subjects, absent checks and suppressions", false)
    .addHelpText("after", examples)
    .action(runCheck);
  root
    .command("explain")
    .description("tell what a check means, why, and how good and bad look")
    .argument("<check>", "id or family, such as nginx/hsts")
    .action(async (name: string) => print((await import("./commands/explain.ts")).explain(name)));
  root
    .command("list")
    .description("list every check")
    .action(async () => print((await import("./commands/explain.ts")).list()));
  return root;
}

async function runCheck(paths: readonly string[], flags: CheckFlags): Promise<void> {
  const { check } = await import("./commands/check.ts");
  const { report, config } = await check({
    paths,
    only: flags.only,
    skip: flags.skip,
    ...(flags.config !== undefined && { config: flags.config }),
  });
  const failOn = flags.failOn ?? config.failOn;
  const { strict, verbose, output } = flags;
  if (flags.format === "json") {
    const { renderJson } = await import("./report/render-json.ts");
    write(renderJson(report, { failOn, strict }), output);
  } else {
    const { renderPretty } = await import("./report/render-pretty.ts");
    const color = output === undefined && process.stdout.isTTY && !process.env["NO_COLOR"];
    write(renderPretty(report, { color, verbose, failOn, strict }), output);
  }
  process.exitCode = exitCodeOf(report, failOn, strict);
}

const print = (text: string): void => void process.stdout.write(text);

/** Written beside its place and renamed, so that nobody reads half a report. */
function write(text: string, output: string | undefined): void {
  if (output === undefined) {
    print(text);
    return;
  }
  const partial = `${output}.${process.pid}.part`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, output);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new UsageError(`cannot write ${output} (${(error as NodeJS.ErrnoException).code ?? "error"})`);
  }
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of a pipe, such as `head`, may stop early.
  if (error.code !== "EPIPE") throw error;
});

try {
  const commands = program();
  for (const command of [commands, ...commands.commands]) command.exitOverride();
  await commands.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else if (error instanceof UsageError) {
    process.stderr.write(`seaworthy: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ""}`);
    process.exitCode = 2;
  } else {
    process.stderr.write(
      `seaworthy: this is a defect of seaworthy, please report it\n${error instanceof Error ? error.stack : error}\n`,
    );
    process.exitCode = 2;
  }
}

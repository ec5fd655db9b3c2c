import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "../checks/commands/check.ts";
import { renderPretty } from "../checks/report/render-pretty.ts";

/** The README with every block below `<!-- output: name -->` replaced by what the command really prints. */
export async function withOutputs(readme: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "seaworthy-readme-"));
  try {
    for (const [, name, text] of readme.matchAll(/^```\w+\n# ([\w.]+)\n([^`]*)^```/gm))
      writeFileSync(join(folder, name!), text!);
    const outputs: Readonly<Record<string, string>> = {
      check: await outputOf({ paths: ["."] }),
      example: await outputOf({ paths: [folder], only: ["stack", "compose/durable-data"] }),
    };
    return readme.replaceAll(
      /(<!-- output: (\w+) -->\n```text\n)[\s\S]*?(^```)/gm,
      (_, head: string, name: string, end: string) => head + outputs[name] + end,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function outputOf(options: Parameters<typeof check>[0]): Promise<string> {
  const { report, config } = await check({ ...options, today: "2026-11-24" });
  const text = renderPretty(report, { color: false, verbose: false, failOn: config.failOn, strict: false });
  return text.replace(/in \d+\.\d+ s$/m, "in 0.4 s");
}

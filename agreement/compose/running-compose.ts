import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { FileSet } from "./file-sets.ts";
import type { View } from "./view.ts";
import { viewOfCompose } from "./view-of-compose.ts";

const run = promisify(execFile);

export type Answer = { readonly services: Record<string, View> } | { readonly refused: string };

/** What `docker compose config` makes of the files; every profile is active. A missing program is an error. */
export async function askCompose({ files, load = [] }: FileSet): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const named = load.flatMap((path) => ["-f", path]);
    const args = ["compose", "--ansi", "never", ...named, "--profile", "*", "config", "--format", "json"];
    const env = { PATH: process.env.PATH, HOME: folder };
    const { stdout } = await run("docker", args, { cwd: folder, env, maxBuffer: 1 << 26 });
    return { services: viewOfCompose(JSON.parse(stdout), folder) };
  } catch (error) {
    if (!(error instanceof Error) || !("stderr" in error) || !("code" in error) || error.code === "ENOENT") throw error;
    const refused = String(error.stderr);
    if (/is not a docker command|unknown (shorthand )?flag/.test(refused)) throw error;
    return { refused };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

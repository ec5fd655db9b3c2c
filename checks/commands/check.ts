import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { type Config, defaultConfig } from "../config/config.ts";
import { readConfig } from "../config/read-config.ts";
import type { Policy } from "../core/policy.ts";
import type { Report } from "../core/report.ts";
import { Source } from "../core/source.ts";
import { diskTree } from "../read/trees.ts";
import { checkTree } from "./check-tree.ts";
import { isWithin, selectPaths } from "./select-paths.ts";
import { selectPolicies } from "./select-policies.ts";
import { UsageError } from "./usage-error.ts";

export interface CheckOptions {
  /** Files or folders; the current folder where there is none. */
  readonly paths?: readonly string[];
  readonly cwd?: string;
  /** Path of the settings; `seaworthy.yaml` of the checked folder where it exists. */
  readonly config?: string;
  /** Ids or families to judge; all where empty. */
  readonly only?: readonly string[];
  /** Ids or families that are skipped, and shown as such. */
  readonly skip?: readonly string[];
  /** ISO date against which suppressions expire; today in UTC by default. */
  readonly today?: string;
}

export interface CheckResult {
  readonly report: Report;
  readonly config: Config;
}

/**
 * Reads everything below the paths, joins it and judges it. Prints nothing and never ends the process.
 * @throws UsageError where a path, a check or `seaworthy.yaml` is wrong.
 */
export async function check(options: CheckOptions = {}): Promise<CheckResult> {
  const { policies } = await import("../../policies/index.ts");
  const cwd = options.cwd ?? process.cwd();
  const { root, within } = selectPaths(options.paths ?? [], cwd);
  const only = selectPolicies(policies, options.only ?? [], "--only");
  const skip = selectPolicies(policies, options.skip ?? [], "--skip");
  const config = await settings(root, options.config, cwd, policies);
  const skipped = new Map([...config.skipped, ...[...skip].map((id) => [id, "by --skip"] as const)]);
  const chosen = only.size > 0 ? policies.filter(({ id }) => only.has(id)) : policies;
  const today = options.today ?? new Date().toISOString().slice(0, 10);
  const reportsOn = (file: string): boolean => isWithin(file, within);
  const report = await checkTree(diskTree(root), { ...config, skipped }, chosen, today, reportsOn);
  return { report, config };
}

async function settings(
  root: string,
  named: string | undefined,
  cwd: string,
  policies: readonly Policy[],
): Promise<Config> {
  const path = named === undefined ? join(root, "seaworthy.yaml") : resolve(cwd, named);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && named === undefined) return defaultConfig;
    throw new UsageError(`cannot read the settings ${relative(cwd, path)} (${code ?? "error"})`);
  }
  const source = new Source(relative(root, path), text);
  const result = await readConfig(source, new Set(policies.map(({ id }) => id)));
  if ("config" in result) return result.config;
  const lines = result.problems.map(({ at, message, hint }) => {
    const { line, column } = at.source.position(at.start);
    return `${relative(cwd, path)}:${line}:${column}: ${message}${hint ? ` (${hint})` : ""}`;
  });
  throw new UsageError(lines.join("\n"));
}

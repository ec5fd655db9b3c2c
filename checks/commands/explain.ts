import { policies } from "../../policies/index.ts";
import type { Example } from "../core/policy.ts";
import { wrap } from "../report/wrap.ts";
import { ownChecks } from "./own-checks.ts";
import { selectPolicies } from "./select-policies.ts";

/** Everything one should know about one check, or each of a family. @throws UsageError for an unknown one. */
export function explain(name: string): string {
  const own = ownChecks.filter(({ id }) => id === name || id.startsWith(`${name}/`));
  if (own.length > 0)
    return own
      .map(({ id, title, why }) => [id, "", ...wrap(title, 80), "", ...wrap(`Why: ${why}`, 80), ""].join("\n"))
      .join("\n");
  const ids = selectPolicies(policies, [name], "explain");
  return policies
    .filter(({ id }) => ids.has(id))
    .map(({ id, severity, title, why, source, promise, good, bad }) =>
      [
        `${id} (${severity})`,
        "",
        ...wrap(title, 80),
        "",
        ...wrap(`Why: ${why}`, 80),
        ...wrap(`Source: ${source}`, 80),
        ...(promise ? wrap(`Judged only where seaworthy.yaml has \`promises.${promise}\`.`, 80) : []),
        "",
        "Good:",
        ...exampleLines(good[0]),
        "",
        "Bad:",
        ...exampleLines(bad[0]),
        "",
      ].join("\n"),
    )
    .join("\n");
}

/** One line a check; those of the engine itself, which have no severity of their own, last. */
export const list = (): string =>
  [
    ...policies.map(({ id, severity, title }) => `${id.padEnd(40)} ${severity.padEnd(8)} ${title}`),
    ...ownChecks.map(({ id, title }) => `${id.padEnd(49)} ${title}`),
    "",
  ].join("\n");

function exampleLines(example: Example | undefined): string[] {
  if (example === undefined) return [];
  if (typeof example === "string") return indent(example);
  const files =
    "files" in example && typeof example.files === "object" ? example.files : (example as Record<string, string>);
  return Object.entries(files).flatMap(([path, text]) => [`  --- ${path}`, ...indent(text)]);
}

const indent = (text: string): string[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);

import ignore from "ignore";
import type { CheckId, FilePlace, Severity } from "../core/finding.ts";
import type { Promises } from "../core/policy.ts";
import type { FailOn } from "../core/report.ts";
import type { Located, Source } from "../core/source.ts";
import { isDate, type Suppression } from "../core/suppression.ts";
import type { FileRole } from "../read/file-role.ts";
import { nearest } from "../read/nearest.ts";
import { parseYaml } from "../read/yaml/parse-yaml.ts";
import { schemaProblems } from "../read/yaml/schema-problems.ts";
import { entriesOf, get, isMapping, itemsOf, keyOf, type Node, textOf, toPlain } from "../read/yaml/tree.ts";
import { type Config, defaultConfig } from "./config.ts";

export interface ConfigProblem {
  readonly at: Located;
  readonly message: string;
  readonly hint?: string;
}

export type ConfigResult = { readonly config: Config } | { readonly problems: readonly ConfigProblem[] };

/** Reads `seaworthy.yaml`. `checks` are the ids that exist: a setting for another one would silently do nothing. */
export async function readConfig(source: Source, checks: ReadonlySet<string>): Promise<ConfigResult> {
  const { documents, problems, duplicates } = parseYaml(source);
  const faults: ConfigProblem[] = [...problems];
  for (const { key, name } of duplicates) faults.push({ at: key, message: `the key "${name}" is written twice` });
  const [root] = documents;
  if (faults.length > 0) return { problems: faults };
  if (!root || (root.kind === "scalar" && root.value === null)) return { config: defaultConfig };
  const { default: validate } = await import("./generated/validate-config.js");
  if (!validate(toPlain(root))) return { problems: schemaProblems(root, validate.errors ?? []) };
  faults.push(...unknownChecks(root, checks), ...impossibleDates(root));
  return faults.length > 0 ? { problems: faults } : { config: configOf(root) };
}

function* unknownChecks(root: Node, checks: ReadonlySet<string>): Iterable<ConfigProblem> {
  const named = entriesOf(get(root, "policies")).map((entry) => entry.key);
  for (const item of itemsOf(get(root, "allow"))) {
    const check = get(item, "check");
    if (check?.kind === "scalar") named.push(check);
  }
  for (const name of named) {
    if (checks.has(name.text)) continue;
    const near = nearest(name.text, checks);
    const hint = near ? `did you mean "${near}"?` : "`seaworthy list` shows every check";
    yield { at: name, message: `no check is named "${name.text}"`, hint };
  }
}

function* impossibleDates(root: Node): Iterable<ConfigProblem> {
  for (const item of itemsOf(get(root, "allow"))) {
    const until = get(item, "until");
    if (until && !isDate(textOf(until) ?? "")) yield { at: until, message: "this day does not exist" };
  }
}

/** The schema has accepted the tree, so every value has its type. */
function configOf(root: Node): Config {
  const severities = new Map<CheckId, Severity>();
  const skipped = new Map<CheckId, string>();
  for (const { key, value } of entriesOf(get(root, "policies"))) {
    if (isMapping(value)) skipped.set(key.text as CheckId, textOf(get(value, "off")) ?? "");
    else severities.set(key.text as CheckId, textOf(value) as Severity);
  }
  const megabytes = Number(textOf(get(root, "limits", "maxFileMegabytes")));
  const promises = get(root, "promises");
  return {
    projects: itemsOf(get(root, "projects")).map(texts),
    ignore: texts(get(root, "ignore")),
    roles: entriesOf(get(root, "roles")).map(({ key, value }) => ({
      pattern: key.text,
      role: textOf(value) as FileRole,
    })),
    failOn: (textOf(get(root, "failOn")) as FailOn | undefined) ?? defaultConfig.failOn,
    maxFileBytes: megabytes > 0 ? megabytes * 1024 * 1024 : defaultConfig.maxFileBytes,
    severities,
    skipped,
    suppressions: itemsOf(get(root, "allow")).map(suppressionOf),
    promises: promises ? (toPlain(promises) as Promises) : {},
  };
}

const texts = (node: Node | undefined): string[] => itemsOf(node).map((item) => textOf(item) ?? "");

function suppressionOf(item: Node): Suppression {
  const files = ignore().add(textOf(get(item, "path")) ?? "");
  const line = textOf(get(item, "line"));
  return {
    check: textOf(get(item, "check")) as CheckId,
    reason: textOf(get(item, "reason")) ?? "",
    until: textOf(get(item, "until")) ?? "",
    at: keyOf(item, "check") ?? item,
    covers: ({ file, range }: FilePlace) =>
      files.ignores(file) && (line === undefined || range.start.line === Number(line)),
  };
}

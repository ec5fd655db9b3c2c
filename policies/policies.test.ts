import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { checkTree } from "../checks/commands/check-tree.ts";
import { defaultConfig } from "../checks/config/config.ts";
import { readConfig } from "../checks/config/read-config.ts";
import type { Example, Policy } from "../checks/core/policy.ts";
import { findingsOf, type Report } from "../checks/core/report.ts";
import { Source } from "../checks/core/source.ts";
import { memoryTree } from "../checks/read/trees.ts";

/** `npm run policies -- nginx/` runs those whose id starts so. */
const only = process.env["POLICY"] ?? "";
const folder = new URL(".", import.meta.url);
const ids = readdirSync(folder, { recursive: true, encoding: "utf8" })
  .filter((path) => /^[a-z]+\/[a-z0-9-]+\.ts$/.test(path))
  .map((path) => path.slice(0, -3))
  .filter((id) => id.startsWith(only))
  .sort();

type Files = Readonly<Record<string, string>>;

function filesOf(example: Example, policy: Policy): Files {
  if (typeof example === "string") return { [policy.reads.examplePath]: example };
  return "files" in example && typeof example.files === "object" ? example.files : (example as Files);
}

/** Lines that carry `! id`, as `file:line`; or what the example lists. */
function expected(example: Example, policy: Policy): string[] {
  if (typeof example === "object" && Array.isArray(example["reports"])) return [...example["reports"]].sort();
  const marked: string[] = [];
  for (const [path, text] of Object.entries(filesOf(example, policy))) {
    for (const [index, line] of text.split("\n").entries()) {
      if (line.trimEnd().endsWith(`! ${policy.id}`)) marked.push(`${path}:${index + 1}`);
    }
  }
  return marked.sort();
}

async function run(policy: Policy, files: Files): Promise<Report> {
  const settings = files["seaworthy.yaml"];
  const result = settings ? await readConfig(new Source("seaworthy.yaml", settings), new Set([policy.id])) : undefined;
  if (result && "problems" in result) assert.fail(JSON.stringify(result.problems.map((one) => one.message)));
  return checkTree(memoryTree(files), result?.config ?? defaultConfig, [policy], "2026-11-24");
}

const lines = (report: Report): string[] => [
  ...new Set(findingsOf(report).map(({ check, place }) => `${check} ${place.file}:${place.range.start.line}`)),
];

const reported = (report: Report, policy: Policy): string[] =>
  lines(report)
    .filter((line) => line.startsWith(`${policy.id} `))
    .map((line) => line.slice(policy.id.length + 1))
    .sort();

const crashes = (report: Report): string[] =>
  report.outcomes.flatMap((one) =>
    one.status === "undetermined" && one.reason.startsWith("the policy failed") ? [one.reason] : [],
  );

for (const id of ids) {
  const { default: policy } = (await import(new URL(`${id}.ts`, folder).href)) as { default: Policy };
  test(`${id}: says what it is`, () => {
    assert.equal(policy.id, id);
    assert.ok(policy.good.length > 0 && policy.bad.length > 0, "it needs good and bad examples");
    for (const text of [policy.title, policy.why, policy.source]) assert.ok(text.trim().length > 10, text);
  });
  for (const [index, example] of policy.good.entries()) {
    test(`${id}: good ${index + 1} is silent`, async () => {
      const report = await run(policy, filesOf(example, policy));
      assert.deepEqual(crashes(report), []);
      assert.deepEqual(lines(report), []);
    });
  }
  for (const [index, example] of policy.bad.entries()) {
    test(`${id}: bad ${index + 1} is reported at its lines`, async () => {
      const report = await run(policy, filesOf(example, policy));
      assert.deepEqual(crashes(report), []);
      assert.ok(expected(example, policy).length > 0, "the example marks no line");
      assert.deepEqual(reported(report, policy), expected(example, policy));
    });
  }
  test(`${id}: empty and broken input does not stop it`, async () => {
    for (const broken of [
      "",
      "{",
      "server {",
      "a: [",
      "\u0000",
      "groups:\n",
      "services:\n",
      "- x\n",
      "services: {a: null}\n",
    ]) {
      for (const example of [...policy.good, ...policy.bad]) {
        const paths = Object.keys(filesOf(example, policy));
        const files = Object.fromEntries(paths.map((path) => [path, path === "seaworthy.yaml" ? "" : broken]));
        assert.deepEqual(crashes(await run(policy, files)), []);
      }
    }
  });
}

test("every folder of policies was looked at", () => assert.ok(ids.length > 0));

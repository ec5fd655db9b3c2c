import { defaultConfig } from "../../config/config.ts";
import { readConfig } from "../../config/read-config.ts";
import type { FilePlace } from "../../core/finding.ts";
import type { Policy } from "../../core/policy.ts";
import { findingsOf, type Report } from "../../core/report.ts";
import { type Located, Source } from "../../core/source.ts";
import { memoryTree } from "../../read/trees.ts";
import { renderJson } from "../../report/render-json.ts";
import { renderPretty } from "../../report/render-pretty.ts";
import { checkTree } from "../check-tree.ts";

export type Files = Readonly<Record<string, string>>;

/** Runs everything that `seaworthy check` does on these files; returns what no input may bring about. */
export async function faultsOf(files: Files, policies: readonly Policy[]): Promise<string[]> {
  const faults: string[] = [];
  const watched = policies.map((policy) => watch(policy, faults));
  const source = new Source("seaworthy.yaml", files["seaworthy.yaml"] ?? "");
  const settings = await readConfig(source, new Set(policies.map(({ id }) => id)));
  for (const { at } of "problems" in settings ? settings.problems : []) faults.push(...badPlace(at, "seaworthy.yaml"));
  const config = "config" in settings ? settings.config : defaultConfig;
  const report = await checkTree(memoryTree(files), config, watched, "2026-11-24");
  renderPretty(report, { color: true, verbose: true, failOn: "error", strict: true });
  renderJson(report, { failOn: "error", strict: true });
  for (const one of report.outcomes) {
    if (one.status === "undetermined" && one.reason.startsWith("the policy failed"))
      faults.push(`${one.check}: ${one.reason}`);
  }
  const lengths = new Map(Object.entries(files).map(([path, text]) => [path, lineLengths(text)]));
  for (const place of placesOf(report)) faults.push(...badRange(place, lengths.get(place.file)));
  return faults;
}

/** The offsets themselves, before the engine makes lines and columns of them. */
function watch(policy: Policy, faults: string[]): Policy {
  return {
    ...policy,
    *judge(model, options) {
      for (const judgement of policy.judge(model, options)) {
        const related = judgement.met === false ? (judgement.related ?? []) : [];
        for (const at of [judgement.at, ...related]) faults.push(...badPlace(at, policy.id));
        yield judgement;
      }
    },
  };
}

function badPlace({ source, start, end, earlier }: Located, by: string): string[] {
  const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end;
  const bad =
    inside && end <= source.text.length ? [] : [`${by}: ${start}..${end} of ${source.path} (${source.text.length})`];
  return [...bad, ...(earlier ?? []).flatMap((one) => badPlace(one, by))];
}

function* placesOf(report: Report): Iterable<FilePlace> {
  for (const { place, related } of findingsOf(report)) yield* [place, ...related];
  for (const { unknown } of report.outcomes) for (const { place } of unknown) yield place;
}

const lineLengths = (text: string): number[] => text.split(/\r\n|\n|\r/).map(({ length }) => length);

function badRange({ file, range: { start, end } }: FilePlace, lengths: readonly number[] | undefined): string[] {
  if (!lengths) return [`a place in "${file}", which is no file of the tree`];
  // A range may end behind the two characters of a line break.
  const bad = [start, end].filter(({ line, column }) => column < 1 || column > (lengths[line - 1] ?? -2) + 2);
  return bad.map(({ line, column }) => `${file}:${line}:${column} does not exist`);
}

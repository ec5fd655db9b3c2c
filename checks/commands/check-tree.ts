import { subjectsOf } from "../blueprint/blueprint.ts";
import { blueprintsOf } from "../blueprint/blueprints-of.ts";
import type { Config } from "../config/config.ts";
import type { CheckId, Finding, Outcome } from "../core/finding.ts";
import { judgeSuppressions } from "../core/judge-suppressions.ts";
import { Mask } from "../core/mask.ts";
import { outcomeOf } from "../core/outcome-of.ts";
import { excerptOf, placeOf } from "../core/place.ts";
import type { Policy } from "../core/policy.ts";
import type { FileRead, Report } from "../core/report.ts";
import { runPolicies } from "../core/run-policies.ts";
import type { Located } from "../core/source.ts";
import { type MalformedSuppression, type Suppression, suppressionsIn } from "../core/suppression.ts";
import type { ReadProblem, Tree } from "../read/document.ts";
import { kindOfFile } from "../read/kind-of-file.ts";
import { type ReadTree, readTree } from "../read/read-tree.ts";
import { vendorSecrets } from "../read/vendor-secrets/model.ts";
import { scanVendorSecrets } from "../read/vendor-secrets/scan-vendor-secrets.ts";

/** Reads a tree, joins what belongs together and judges what stands in the files to report on. `today` is an ISO date. */
export async function checkTree(
  tree: Tree,
  config: Config,
  policies: readonly Policy[],
  today: string,
  reportsOn: (file: string) => boolean = () => true,
): Promise<Report> {
  const started = performance.now();
  const read = readTree(tree, config);
  const suppressions: Suppression[] = [...config.suppressions];
  const malformed: MalformedSuppression[] = [];
  for (const source of read.sources.values()) {
    // A manual or a script may show how a suppression looks.
    if (kindOfFile(source.path, "") === "commands") continue;
    const inSource = suppressionsIn(source);
    // Not spread: a hundred thousand arguments exhaust the stack.
    for (const one of inSource.found) suppressions.push(one);
    for (const one of inSource.malformed) malformed.push(one);
  }
  const scanned = policies.some((policy) => policy.reads.name === vendorSecrets.name)
    ? await Promise.all([...read.sources.values()].map(scanVendorSecrets))
    : [];
  const judging = performance.now();
  const { outcomes, usedSuppressions } = runPolicies({
    policies,
    subjects: subjectsOf(blueprintsOf(read, config, scanned)),
    unreadable: unreadableKinds(read),
    reportsOn,
    suppressions,
    severities: config.severities,
    skipped: config.skipped,
    options: { today, promises: config.promises },
  });
  const judgeMs = performance.now() - judging;
  const judged = new Set(outcomes.filter(isJudged).map((one) => one.check));
  const isReported = ({ at }: { readonly at: Located }): boolean => reportsOn(at.source.path);
  const about = judgeSuppressions(
    suppressions.filter(isReported),
    malformed.filter(isReported),
    usedSuppressions,
    judged,
    today,
  );
  const mask = new Mask();
  const files = read.files.filter(({ file }) => reportsOn(file)).map((file) => withoutSecrets(file, read, mask));
  return {
    files,
    outcomes: [...readOutcomes(files, read.problems.filter(isReported), mask), ...about, ...outcomes],
    durationMs: performance.now() - started,
    judgeMs,
  };
}

const isJudged = (one: Outcome): boolean => one.status === "passed" || (one.status === "failed" && !one.incomplete);

function unreadableKinds(read: ReadTree): Map<string, string[]> {
  const unreadable = read.files.filter(({ kind, status }) => kind && status === "unreadable");
  const kinds = Map.groupBy(unreadable, ({ kind }) => kind ?? "");
  return new Map([...kinds].map(([kind, files]) => [kind, files.map(({ file }) => file)]));
}

/** A reason may quote what the file says. */
function withoutSecrets(file: FileRead, { sources }: ReadTree, mask: Mask): FileRead {
  const source = sources.get(file.file);
  return file.reason && source ? { ...file, reason: mask.hide(file.reason, [source]) } : file;
}

/** One outcome `read/<kind>` for each kind of file that is here. */
function readOutcomes(files: readonly FileRead[], problems: readonly ReadProblem[], mask: Mask): Outcome[] {
  const kinds = Map.groupBy(
    // Scripts and manuals are searched for commands, whatever they hold: nothing in them can be wrong here.
    files.filter(({ kind, status }) => kind && kind !== "commands" && status !== "left alone"),
    ({ kind }) => kind ?? "",
  );
  return [...kinds].sort().map(([kind, members]) => {
    const check: CheckId = `read/${kind}`;
    const faults = problems.filter((problem) => problem.kind === kind && problem.severity === "error");
    return outcomeOf(
      check,
      members.length,
      faults.map((problem) => findingOf(check, problem, mask)),
    );
  });
}

const findingOf = (check: CheckId, { at, message, hint }: ReadProblem, mask: Mask): Finding => ({
  check,
  severity: "error",
  message: mask.hide(message, [at.source]),
  ...(hint && { hint: mask.hide(hint, [at.source]) }),
  place: placeOf(at),
  related: [],
  excerpt: excerptOf(at),
});

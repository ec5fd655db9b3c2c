import { subjectsOf } from "../blueprint/blueprint.ts";
import { blueprintsOf } from "../blueprint/blueprints-of.ts";
import type { Config } from "../config/config.ts";
import type { CheckId, Finding, Outcome } from "../core/finding.ts";
import { judgeSuppressions } from "../core/judge-suppressions.ts";
import { Mask } from "../core/mask.ts";
import { outcomeOf } from "../core/outcome-of.ts";
import { excerptOf, placeOf } from "../core/place.ts";
import type { Policy } from "../core/policy.ts";
import type { Report } from "../core/report.ts";
import { runPolicies } from "../core/run-policies.ts";
import { type MalformedSuppression, type Suppression, suppressionsIn } from "../core/suppression.ts";
import type { ReadProblem, Tree } from "../read/document.ts";
import { kindOfFile } from "../read/kind-of-file.ts";
import { type ReadTree, readTree } from "../read/read-tree.ts";
import { vendorSecrets } from "../read/vendor-secrets/model.ts";
import { scanVendorSecrets } from "../read/vendor-secrets/scan-vendor-secrets.ts";

/** Reads a tree, joins what belongs together and judges it. `today` is an ISO date. */
export async function checkTree(
  tree: Tree,
  config: Config,
  policies: readonly Policy[],
  today: string,
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
    suppressions,
    severities: config.severities,
    skipped: config.skipped,
    options: { today, promises: config.promises },
  });
  const judgeMs = performance.now() - judging;
  const judged = new Set(outcomes.filter(isJudged).map((one) => one.check));
  const about = judgeSuppressions(suppressions, malformed, usedSuppressions, judged, today);
  return {
    files: read.files,
    outcomes: [...readOutcomes(read), ...about, ...outcomes],
    durationMs: performance.now() - started,
    judgeMs,
  };
}

const isJudged = (one: Outcome): boolean => one.status === "passed" || (one.status === "failed" && !one.incomplete);

function unreadableKinds(read: ReadTree): Map<string, string[]> {
  const kinds = new Map<string, string[]>();
  for (const { kind, status, file } of read.files) {
    if (kind && status === "unreadable") kinds.set(kind, [...(kinds.get(kind) ?? []), file]);
  }
  return kinds;
}

/** One outcome `read/<kind>` for each kind of file that is here. */
function readOutcomes(read: ReadTree): Outcome[] {
  const mask = new Mask();
  const examined = new Map<string, number>();
  for (const { kind, status } of read.files) {
    if (kind && status !== "left alone") examined.set(kind, (examined.get(kind) ?? 0) + 1);
  }
  return [...examined].sort().map(([kind, count]) => {
    const check: CheckId = `read/${kind}`;
    const problems = read.problems.filter((problem) => problem.kind === kind && problem.severity === "error");
    return outcomeOf(
      check,
      count,
      problems.map((problem) => findingOf(check, problem, mask)),
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

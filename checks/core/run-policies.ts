import type { CheckId, Finding, Outcome, Severity, Unknown } from "./finding.ts";
import { Mask } from "./mask.ts";
import { excerptOf, placeOf } from "./place.ts";
import type { Judgement, Kind, Options, Policy } from "./policy.ts";
import { rankOf } from "./report.ts";
import type { Located } from "./source.ts";
import type { Suppression } from "./suppression.ts";

export interface Run {
  readonly policies: readonly Policy[];
  /** Every model of a kind; computed on first use by whoever owns it. */
  readonly subjects: <M>(kind: Kind<M>) => Iterable<M>;
  /** Kind of file -> those that could not be read, so that what depends on them is not called passed. */
  readonly unreadable: ReadonlyMap<string, readonly string[]>;
  /** False for files that were only read to be joined: what stands there is not counted either. */
  readonly reportsOn: (file: string) => boolean;
  readonly suppressions: readonly Suppression[];
  readonly severities: ReadonlyMap<CheckId, Severity>;
  /** Switched off by the user, with the reason. */
  readonly skipped: ReadonlyMap<CheckId, string>;
  readonly options: Options;
}

export interface RunResult {
  readonly outcomes: readonly Outcome[];
  readonly usedSuppressions: ReadonlySet<Suppression>;
}

/** Judges every subject of every policy. A policy that throws is a defect of ours: it is undetermined, and the others go on. */
export function runPolicies(run: Run): RunResult {
  const mask = new Mask();
  const used = new Set<Suppression>();
  return { outcomes: run.policies.map((policy) => outcomeOf(policy, run, mask, used)), usedSuppressions: used };
}

function outcomeOf(policy: Policy, run: Run, mask: Mask, used: Set<Suppression>): Outcome {
  const base = { check: policy.id, examined: 0, unknown: [] };
  const skipped = run.skipped.get(policy.id);
  if (skipped !== undefined) return { ...base, status: "skipped", reason: skipped };
  if (policy.promise && run.options.promises[policy.promise] === undefined) {
    return { ...base, status: "absent", reason: `not promised: no "promises.${policy.promise}" in seaworthy.yaml` };
  }
  const findings = new Map<string, Finding[]>();
  const unknown = new Map<string, Unknown>();
  const seen = new Set<string>();
  const unreadable = policy.reads.from.flatMap((kind) => run.unreadable.get(kind) ?? []);
  const halfRead = new Set(unreadable);
  try {
    for (const model of run.subjects(policy.reads)) {
      for (const judgement of policy.judge(model, run.options)) {
        // What is said of a file that its own program refuses is mostly an echo of the fault in it.
        const { path } = judgement.at.source;
        if (halfRead.has(path) || !run.reportsOn(path)) continue;
        const key = `${path}:${judgement.at.start}:${judgement.at.end}`;
        seen.add(key);
        if (judgement.met === "unknown") {
          const decidedBy = mask.hide(judgement.decidedBy, [judgement.at.source]);
          unknown.set(`${key} ${decidedBy}`, { place: placeOf(judgement.at), decidedBy });
        } else if (!judgement.met) {
          const finding = findingOf(policy, judgement, run, mask, used);
          const like = `${key} ${finding.message.replaceAll(/"[^"]*"/g, '""')}`;
          const alike = findings.get(like);
          if (alike) alike.push(finding);
          else findings.set(like, [finding]);
        }
      }
    }
  } catch (error) {
    const reason = `the policy failed: ${error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 2).join(" ") : error}`;
    return { ...base, status: "undetermined", reason };
  }
  const counted = { check: policy.id, examined: seen.size, unknown: sorted([...unknown.values()]) };
  const incomplete = unreadable.length > 0 ? `could not read ${unreadable.join(", ")}` : undefined;
  const [first, ...rest] = sorted([...findings.values()].map(merged));
  if (first) return { ...counted, status: "failed", findings: [first, ...rest], ...(incomplete && { incomplete }) };
  if (incomplete) return { ...counted, status: "undetermined", reason: incomplete };
  if (seen.size === 0)
    return { ...counted, status: "absent", reason: `nothing here for it to examine (${policy.reads.name})` };
  return { ...counted, status: "passed" };
}

/** One line that several services share, by an anchor or a project each, is one finding: the gravest of them. */
function merged(alike: readonly Finding[]): Finding {
  const [gravest] = [...alike].sort((a, b) => rankOf(b.severity) - rankOf(a.severity));
  const others = new Set(alike.map(({ message }) => message)).size - 1;
  return others > 0 ? { ...gravest!, message: `${gravest!.message} (and ${others} more by this line)` } : gravest!;
}

/** Nobody follows more places than this, and hundreds of findings may each relate to the same hundreds. */
const maxRelated = 20;

type Failure = Extract<Judgement, { met: false }>;

function findingOf(policy: Policy, judgement: Failure, run: Run, mask: Mask, used: Set<Suppression>): Finding {
  const { at } = judgement;
  const related: Located[] = [...(at.earlier ?? []), ...(judgement.related ?? [])].slice(0, maxRelated);
  const sources = [at.source, ...related.map((one) => one.source)];
  const place = placeOf(at);
  const relatedPlaces = related.map(placeOf);
  const suppression = suppressionOf(policy.id, [place, ...(at.earlier ?? []).map(placeOf)], run);
  if (suppression) used.add(suppression);
  return {
    check: policy.id,
    severity: run.severities.get(policy.id) ?? judgement.severity ?? policy.severity,
    message: mask.hide(judgement.message, sources),
    ...(judgement.hint && { hint: mask.hide(judgement.hint, sources) }),
    place,
    related: relatedPlaces,
    excerpt: excerptOf(at),
    ...(suppression && {
      suppressed: { reason: suppression.reason, until: suppression.until, place: placeOf(suppression.at) },
    }),
  };
}

function suppressionOf(check: CheckId, places: readonly Finding["place"][], run: Run): Suppression | undefined {
  return run.suppressions.find(
    (one) => one.check === check && one.until >= run.options.today && places.some((place) => one.covers(place)),
  );
}

/** By file, then line, then column: the order of every report. */
function sorted<T extends { readonly place: Finding["place"] }>(items: T[]): T[] {
  return items.sort(
    (a, b) =>
      compare(a.place.file, b.place.file) ||
      a.place.range.start.line - b.place.range.start.line ||
      a.place.range.start.column - b.place.range.start.column,
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

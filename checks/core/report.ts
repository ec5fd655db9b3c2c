import type { Finding, Outcome, Severity } from "./finding.ts";

/** What became of one file. */
export interface FileRead {
  readonly file: string;
  /** Name of the kind it was read as. */
  readonly kind?: string;
  readonly status: "read" | "left alone" | "unreadable";
  readonly reason?: string;
}

export interface Report {
  readonly files: readonly FileRead[];
  readonly outcomes: readonly Outcome[];
  readonly durationMs: number;
  /** The part of it that joins and policies took. */
  readonly judgeMs: number;
}

const ranks: Readonly<Record<Severity, number>> = { notice: 0, warning: 1, error: 2 };

export const rankOf = (severity: Severity): number => ranks[severity];

export type FailOn = Severity | "never";

/** A policy that examined something; that files could be read is no verdict on them. */
export const isVerdict = ({ check, status }: Outcome): boolean =>
  (status === "passed" || status === "failed") && !/^(read|suppression)\//.test(check);

export const findingsOf = (report: Report): readonly Finding[] =>
  report.outcomes.flatMap((outcome) => (outcome.status === "failed" ? outcome.findings : []));

export const reaches = (severity: Severity, threshold: FailOn): boolean =>
  threshold !== "never" && ranks[severity] >= ranks[threshold];

/**
 * 0: nothing at or above the threshold, nothing undetermined, at least one check passed. 1: a finding at or above it.
 * 2: the picture is incomplete, which wins over 1: a check undetermined, an unreadable file, nothing judged.
 */
export function exitCodeOf(report: Report, failOn: FailOn, strict = false): 0 | 1 | 2 {
  const { outcomes } = report;
  if (outcomes.some((one) => one.status === "undetermined" || (one.status === "failed" && one.incomplete))) return 2;
  if (report.files.some((one) => one.status === "unreadable")) return 2;
  if (strict && outcomes.some((one) => one.unknown.length > 0)) return 2;
  if (!outcomes.some(isVerdict)) return 2;
  return findingsOf(report).some((one) => !one.suppressed && reaches(one.severity, failOn)) ? 1 : 0;
}

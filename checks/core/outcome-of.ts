import type { CheckId, Finding, Outcome } from "./finding.ts";

/** The outcome of a check of our own about files and suppressions, from what it found. */
export function outcomeOf(check: CheckId, examined: number, findings: readonly Finding[]): Outcome {
  const [first, ...rest] = findings;
  const counted = { check, examined, unknown: [] };
  return first ? { ...counted, status: "failed", findings: [first, ...rest] } : { ...counted, status: "passed" };
}

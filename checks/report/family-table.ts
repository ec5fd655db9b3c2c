import type { Outcome } from "../core/finding.ts";
import type { Report } from "../core/report.ts";

const columns = [
  "family",
  "checks",
  "passed",
  "failed",
  "absent",
  "examined",
  "unknown",
  "errors",
  "warnings",
  "notices",
] as const;

/** One line a family: how its checks ended, how much they examined, what they found. */
export function familyTable(report: Report): string[] {
  const families = new Map<string, Outcome[]>();
  for (const outcome of report.outcomes) {
    const family = outcome.check.slice(0, outcome.check.indexOf("/"));
    families.set(family, [...(families.get(family) ?? []), outcome]);
  }
  const rows = [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([family, outcomes]) => rowOf(family, outcomes));
  const table = [columns.map(String), ...rows];
  const widths = columns.map((_, index) => Math.max(...table.map((row) => row[index]!.length)));
  return table.map((row) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join("  "),
  );
}

function rowOf(family: string, outcomes: readonly Outcome[]): string[] {
  const ended = (status: Outcome["status"]): number => outcomes.filter((one) => one.status === status).length;
  const found = outcomes
    .flatMap((one) => (one.status === "failed" ? one.findings : []))
    .filter((one) => !one.suppressed);
  const count = (severity: string): number => found.filter((one) => one.severity === severity).length;
  const sum = (of: (outcome: Outcome) => number): number => outcomes.reduce((total, one) => total + of(one), 0);
  return [
    family,
    ...[
      outcomes.length,
      ended("passed"),
      ended("failed"),
      ended("absent"),
      sum((one) => one.examined),
      sum((one) => one.unknown.length),
      count("error"),
      count("warning"),
      count("notice"),
    ].map(String),
  ];
}

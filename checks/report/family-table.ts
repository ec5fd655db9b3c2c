import type { Outcome } from "../core/finding.ts";
import type { Report } from "../core/report.ts";

const columns = ["family", "passed", "failed", "absent", "examined", "unknown", "errors", "warnings", "notices"];

/** One line a family: how its checks ended, how much they examined, what they found. What is suppressed counts as passed. */
export function familyTable(report: Report): string[] {
  const families = Map.groupBy(report.outcomes, ({ check }) => check.slice(0, check.indexOf("/")));
  const rows = [...families].sort(([a], [b]) => (a < b ? -1 : 1)).map(([family, outcomes]) => rowOf(family, outcomes));
  const table = [columns, ...rows];
  const widths = columns.map((_, index) => Math.max(...table.map((row) => row[index]!.length)));
  return table.map((row) =>
    row.map((cell, index) => (index === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[index]!))).join(" "),
  );
}

function rowOf(family: string, outcomes: readonly Outcome[]): string[] {
  let [passed, failed, absent, examined, unknown] = [0, 0, 0, 0, 0];
  const found = { error: 0, warning: 0, notice: 0 };
  for (const outcome of outcomes) {
    examined += outcome.examined;
    unknown += outcome.unknown.length;
    if (outcome.status === "absent") absent++;
    else if (outcome.status === "passed") passed++;
    else if (outcome.status === "failed") {
      const open = outcome.findings.filter((one) => !one.suppressed);
      if (open.length > 0) failed++;
      else passed++;
      for (const { severity } of open) found[severity]++;
    }
  }
  const counts = [passed, failed, absent, examined, unknown, found.error, found.warning, found.notice];
  return [family, ...counts.map(String)];
}

import { exitCodeOf, type FailOn, findingsOf, type Report } from "../core/report.ts";

/** Version of the format; it changes when a key changes its meaning or goes. Schema: `report.schema.json`. */
export const reportVersion = 1;

export interface JsonOptions {
  readonly failOn: FailOn;
  readonly strict: boolean;
}

/** The whole report, suppressed findings and coverage included, in a stable order. */
export function renderJson(report: Report, { failOn, strict }: JsonOptions): string {
  const counts = { errors: 0, warnings: 0, notices: 0, suppressed: 0 };
  for (const one of findingsOf(report)) {
    if (one.suppressed) counts.suppressed++;
    else counts[`${one.severity}s`]++;
  }
  const document = {
    version: reportVersion,
    exitCode: exitCodeOf(report, failOn, strict),
    summary: { ...counts, unknown: report.outcomes.reduce((sum, one) => sum + one.unknown.length, 0) },
    checks: [...report.outcomes].sort((a, b) => (a.check < b.check ? -1 : a.check > b.check ? 1 : 0)),
    files: [...report.files].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0)),
    durationMs: Math.round(report.durationMs),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

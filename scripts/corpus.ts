import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { check } from "../checks/commands/check.ts";
import type { Finding, Severity } from "../checks/core/finding.ts";
import { findingsOf, type Report } from "../checks/core/report.ts";
import { policies } from "../policies/index.ts";

/**
 * `npm run corpus -- <folder> [--findings <id or severity>]` checks each repository of a folder alone. Per repository:
 * files by kind, findings, unknown, time; per policy: how much it examined and found. `--findings` lists them.
 */
const [folder = "", option, wanted = ""] = process.argv.slice(2);
if (!existsSync(folder)) {
  console.error("usage: npm run corpus -- <folder of repositories> [--findings <id or severity>]");
  process.exit(2);
}
const totals = new Map<string, { examined: number; unknown: number; found: Record<Severity, number> }>(
  policies.map(({ id }) => [id, { examined: 0, unknown: 0, found: { error: 0, warning: 0, notice: 0 } }]),
);
const started = performance.now();
for (const name of readdirSync(folder).sort()) {
  if (!statSync(join(folder, name)).isDirectory()) continue;
  const { report } = await check({ paths: [join(folder, name)], today: "2026-11-24" });
  console.log(repositoryLine(name, report));
  for (const outcome of report.outcomes) {
    const total = totals.get(outcome.check) ?? { examined: 0, unknown: 0, found: { error: 0, warning: 0, notice: 0 } };
    totals.set(outcome.check, total);
    total.examined += outcome.examined;
    total.unknown += outcome.unknown.length;
    if (outcome.status === "undetermined") console.log(`  undetermined ${outcome.check}: ${outcome.reason}`);
  }
  for (const finding of findingsOf(report)) {
    totals.get(finding.check)!.found[finding.severity]++;
    if (option === "--findings" && (finding.check.startsWith(wanted) || finding.severity === wanted)) show(finding);
  }
}
console.log("\npolicy, examined, unknown, errors, warnings, notices");
for (const [id, { examined, unknown, found }] of [...totals].sort()) {
  const note = examined === 0 ? "  (examines nothing here)" : "";
  console.log(`${id.padEnd(44)} ${examined} ${unknown} ${found.error} ${found.warning} ${found.notice}${note}`);
}
console.log(`\n${((performance.now() - started) / 1000).toFixed(2)} s in all`);

function repositoryLine(name: string, report: Report): string {
  const kinds = new Map<string, number>();
  for (const { kind, status } of report.files)
    if (kind && status === "read") kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const counts: Record<Severity, number> = { error: 0, warning: 0, notice: 0 };
  for (const { severity } of findingsOf(report)) counts[severity]++;
  const unknown = report.outcomes.reduce((sum, one) => sum + one.unknown.length, 0);
  const bad = report.files.filter((one) => one.status === "unreadable").length;
  const left = report.files.filter((one) => one.kind && one.status === "left alone").length;
  const files = [...kinds].map(([kind, count]) => `${kind} ${count}`).join(", ");
  return `${name}: ${files}; ${bad} unreadable, ${left} left alone; ${counts.error} errors, ${counts.warning} warnings, ${counts.notice} notices, ${unknown} unknown; ${Math.round(report.durationMs)} ms`;
}

function show({ check: id, severity, place, message, excerpt }: Finding): void {
  console.log(`  ${severity} ${place.file}:${place.range.start.line}:${place.range.start.column} ${id}: ${message}`);
  console.log(`      ${excerpt.text.trim()}`);
}

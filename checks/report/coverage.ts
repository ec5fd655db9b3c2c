import type { Outcome } from "../core/finding.ts";
import { printable } from "../core/place.ts";
import { findingsOf, isVerdict, type Report } from "../core/report.ts";
import { wrap } from "./wrap.ts";

/** What the findings do not tell: what could not be judged, what was left alone, what nobody promised. */
export function coverage(report: Report, verbose: boolean): string[] {
  const lines: string[] = [];
  const list = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return;
    lines.push(title);
    for (const item of items) lines.push(...indented(printable(item)));
    lines.push("");
  };
  if (!report.outcomes.some((one) => isVerdict(one) || one.status === "undetermined")) {
    lines.push("nothing here could be judged: no check found what it examines", "");
  }
  list("undetermined (was to be judged and could not be):", undetermined(report));
  const closed = report.files.filter((one) => one.status === "unreadable" && !one.kind);
  list(
    "unreadable:",
    closed.map((one) => `${one.file}: ${one.reason}`),
  );
  const unread = report.files.filter((one) => one.kind && one.status === "left alone");
  const unknown = report.outcomes.reduce((count, one) => count + one.unknown.length, 0);
  const notPromised = report.outcomes.filter((one) => one.status === "absent" && one.reason.startsWith("not promised"));
  if (verbose) {
    list("unknown (decided outside of the files):", report.outcomes.flatMap(unknowns));
    list("absent or skipped:", report.outcomes.flatMap(notRun));
    list("suppressed:", suppressed(report));
    list(
      "read:",
      report.files.filter((one) => one.status === "read").map((one) => `${one.file}: ${one.kind}`),
    );
    list(
      "left alone:",
      report.files.filter((one) => one.status === "left alone").map((one) => `${one.file}: ${one.reason}`),
    );
  } else {
    if (notPromised.length > 0)
      lines.push(`notice: not promised, so not judged: ${notPromised.map((one) => one.check).join(", ")}`);
    const hidden: string[] = [];
    if (unknown > 0) hidden.push(`${unknown} unknown (decided outside of the files)`);
    if (unread.length > 0) hidden.push(`${unread.length} left alone`);
    if (hidden.length > 0) lines.push(`also: ${hidden.join(", ")}; --verbose lists them`);
  }
  return lines.flatMap((line) => (line.startsWith(" ") ? [line] : wrap(line, 80)));
}

const indented = (item: string): string[] =>
  wrap(item, 76).map((line, index) => (index === 0 ? `  ${line}` : `    ${line}`));

/** One unreadable file leaves many checks undetermined: told once, with the checks that it concerns. */
function undetermined(report: Report): string[] {
  const reasons = new Map<string, string[]>();
  for (const one of report.outcomes) {
    const reason = one.status === "undetermined" ? one.reason : one.status === "failed" ? one.incomplete : undefined;
    if (reason !== undefined) reasons.set(reason, [...(reasons.get(reason) ?? []), one.check]);
  }
  return [...reasons].map(([reason, checks]) => `${reason}: ${checks.join(", ")}`);
}

const notRun = (one: Outcome): string[] =>
  one.status === "absent" || one.status === "skipped" ? [`${one.check}: ${one.status}, ${one.reason}`] : [];

const unknowns = (one: Outcome): string[] =>
  one.unknown.map(
    ({ place, decidedBy }) => `${place.file}:${place.range.start.line} ${one.check}: decided by ${decidedBy}`,
  );

const suppressed = (report: Report): string[] =>
  findingsOf(report).flatMap(({ place, check, suppressed: why }) =>
    why ? [`${place.file}:${place.range.start.line} ${check} until ${why.until}: ${why.reason}`] : [],
  );

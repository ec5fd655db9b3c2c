import { styleText } from "node:util";
import type { FilePlace, Finding, Severity } from "../core/finding.ts";
import { printable } from "../core/place.ts";
import { exitCodeOf, type FailOn, findingsOf, type Report } from "../core/report.ts";
import { coverage } from "./coverage.ts";
import { crop } from "./crop.ts";
import { familyTable } from "./family-table.ts";
import { foldedNotices } from "./folded-notices.ts";
import { wrap } from "./wrap.ts";

export interface PrettyOptions {
  readonly color: boolean;
  /** Also list every unknown subject, every absent or skipped check and every file. */
  readonly verbose: boolean;
  readonly failOn: FailOn;
  readonly strict: boolean;
}

const tones = { error: "red", warning: "yellow", notice: "cyan" } as const satisfies Record<Severity, string>;
const margin = "      ";

/** The report for people: at most 80 columns wide but for source lines, which are shown as they are. */
export function renderPretty(report: Report, options: PrettyOptions): string {
  const style: Style = (format, text) => (options.color ? styleText(format, text, { validateStream: false }) : text);
  const open = findingsOf(report).filter((one) => !one.suppressed);
  const isFolded = (one: Finding): boolean => one.severity === "notice" && !options.verbose;
  const folded = open.filter(isFolded);
  const shown = open.filter((one) => !isFolded(one));
  const lines: string[] = [];
  for (const [file, findings] of byFile(shown)) {
    lines.push(style("bold", printable(file)), "");
    for (const finding of findings) lines.push(...renderFinding(finding, style), "");
  }
  lines.push(...foldedNotices(folded), ...familyTable(report), "");
  // Not spread: with a hundred thousand unknown subjects it exhausts the stack.
  for (const line of coverage(report, options.verbose)) lines.push(line);
  lines.push(verdict(report, options, style));
  return `${lines.join("\n")}\n`;
}

type Style = (format: "bold" | "dim" | "red" | "yellow" | "cyan" | "green", text: string) => string;

function byFile(findings: readonly Finding[]): [string, Finding[]][] {
  const files = Map.groupBy(findings, ({ place }) => place.file);
  for (const inFile of files.values()) inFile.sort((a, b) => byPosition(a.place, b.place));
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1));
}

const byPosition = ({ range: { start: a } }: FilePlace, { range: { start: b } }: FilePlace): number =>
  a.line - b.line || a.column - b.column;

function renderFinding(finding: Finding, style: Style): string[] {
  const { place, severity, check, message, hint, related, excerpt } = finding;
  const { line, column } = place.range.start;
  const lines = [`  ${line}:${column}  ${style(tones[severity], severity)}  ${style("dim", check)}`];
  for (const part of wrap(message, 80 - margin.length)) lines.push(margin + part);
  const gutter = String(line).padStart(margin.length - 2);
  if (excerpt.text.trim() !== "") {
    const shown = crop(excerpt, 80 - gutter.length - 3);
    const underline = " ".repeat(shown.from) + style(tones[severity], "^".repeat(Math.max(1, shown.to - shown.from)));
    lines.push(style("dim", `${gutter} | `) + shown.text);
    lines.push(style("dim", `${" ".repeat(gutter.length)} | `) + underline);
  }
  if (hint) for (const part of wrap(`fix: ${hint}`, 80 - margin.length)) lines.push(margin + part);
  for (const one of related) {
    lines.push(margin + style("dim", `see ${printable(one.file)}:${one.range.start.line}:${one.range.start.column}`));
  }
  return lines;
}

function verdict(report: Report, options: PrettyOptions, style: Style): string {
  const counts = { error: 0, warning: 0, notice: 0 };
  let suppressed = 0;
  for (const finding of findingsOf(report)) {
    if (finding.suppressed) suppressed++;
    else counts[finding.severity]++;
  }
  const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const parts = [plural(counts.error, "error"), plural(counts.warning, "warning"), plural(counts.notice, "notice")];
  if (suppressed > 0) parts.push(`${suppressed} suppressed`);
  const read = report.files.filter((one) => one.status === "read").length;
  const seconds = (report.durationMs / 1000).toFixed(2);
  const code = exitCodeOf(report, options.failOn, options.strict);
  const word = code === 0 ? style("green", "passed") : style("red", code === 1 ? "failed" : "incomplete");
  return `${word}: ${parts.join(", ")}; ${plural(read, "file")} read in ${seconds} s`;
}

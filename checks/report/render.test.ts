import assert from "node:assert/strict";
import { test } from "node:test";
import type { Finding, Outcome } from "../core/finding.ts";
import type { Report } from "../core/report.ts";
import { crop } from "./crop.ts";
import { renderJson } from "./render-json.ts";
import { renderPretty } from "./render-pretty.ts";

const place = (file: string, line: number) => ({
  kind: "file" as const,
  file,
  range: { start: { line, column: 5 }, end: { line, column: 9 } },
});
const finding = (file: string, line: number, more: Partial<Finding> = {}): Finding => ({
  check: "nginx/hsts",
  severity: "warning",
  message: "a message that says what is wrong here and why somebody should care about it at all",
  hint: "do this",
  place: place(file, line),
  related: [place("other.yaml", 3)],
  excerpt: { text: "    word ;", from: 4, to: 8 },
  ...more,
});
const failed = (findings: readonly [Finding, ...Finding[]]): Outcome => ({
  check: "nginx/hsts",
  examined: 3,
  unknown: [{ place: place("a.conf", 7), decidedBy: "the upstream" }],
  status: "failed",
  findings,
});
const undetermined: Outcome = {
  check: "nginx/csp",
  examined: 0,
  unknown: [],
  status: "undetermined",
  reason: "could not read b.conf",
};
const report = (...outcomes: Outcome[]): Report => ({
  files: [
    { file: "a.conf", kind: "nginx", status: "read" },
    { file: "b.conf", kind: "nginx", status: "unreadable", reason: "binary" },
    { file: "c.j2", kind: "compose", status: "left alone", reason: "a template" },
  ],
  outcomes,
  durationMs: 1234,
  judgeMs: 1,
});
const plain = { color: false, verbose: false, failOn: "error", strict: false } as const;

test("pretty: by file, with the underlined line, one hint, related places, totals", () => {
  const suppressed = { reason: "agreed", until: "2027-01-01", place: place("a.conf", 1) };
  const text = renderPretty(report(failed([finding("b.conf", 2), finding("a.conf", 11, { suppressed })])), plain);
  assert.equal(
    text,
    `b.conf

  2:5  warning  nginx/hsts
      a message that says what is wrong here and why somebody should care about
      it at all
   2 |     word ;
     |     ^^^^
      fix: do this
      see other.yaml:3:5

family passed failed absent examined unknown errors warnings notices
nginx       0      1      0        3       1      0        1       0

also: 1 unknown (decided outside of the files), 1 left alone; --verbose lists
them
incomplete: 0 errors, 1 warning, 0 notices, 1 suppressed; 1 file read in 1.23 s
`,
  );
});

test("pretty: verbose lists what is unknown, suppressed, read and left alone; undetermined is always told", () => {
  const suppressed = { reason: "agreed", until: "2027-01-01", place: place("a.conf", 1) };
  const text = renderPretty(report(failed([finding("a.conf", 11, { suppressed })]), undetermined), {
    ...plain,
    verbose: true,
  });
  for (const line of [
    "  could not read b.conf: nginx/csp",
    "  a.conf:7 nginx/hsts: decided by the upstream",
    "  a.conf:11 nginx/hsts until 2027-01-01: agreed",
    "  a.conf: nginx",
    "  c.j2: a template",
  ]) {
    assert.ok(text.split("\n").includes(line), `${line}\n${text}`);
  }
});

test("pretty: notices are folded to one entry a check, and shown in full with verbose", () => {
  const notice = (line: number, check: Finding["check"] = "nginx/hsts") =>
    finding("a.conf", line, { check, severity: "notice", message: "this is a habit" });
  const text = renderPretty(report(failed([notice(1), notice(2), notice(3, "nginx/csp")])), plain);
  assert.match(
    text,
    /^notices \(hardening that most projects lack; --verbose shows each\):\n {2}nginx\/csp: this is a habit \(a\.conf:3\)\n {2}nginx\/hsts: this is a habit \(a\.conf:1, and 1 more\)\n\n/,
  );
  const full = renderPretty(report(failed([notice(1), notice(2)])), { ...plain, verbose: true });
  assert.equal(full.match(/ {2}notice {2}/g)?.length, 2);
});

test("pretty: no line of ours is wider than 80 columns, and colour only where asked", () => {
  const text = renderPretty(
    report(failed([finding("a.conf", 1, { excerpt: { text: "x".repeat(240), from: 200, to: 220 } })])),
    plain,
  );
  assert.deepEqual(
    text.split("\n").filter((line) => line.length > 80),
    [],
  );
  assert.ok(!text.includes("\u001b"));
  assert.ok(renderPretty(report(undetermined), { ...plain, color: true }).includes("\u001b["));
});

test("a long line is cut around its range", () => {
  assert.deepEqual(crop({ text: "0123456789abcdef", from: 10, to: 12 }, 8), { text: "…9abcdef", from: 2, to: 4 });
  assert.deepEqual(crop({ text: "short", from: 0, to: 5 }, 8), { text: "short", from: 0, to: 5 });
});

test("json: versioned, sorted by check and file, with the exit code", () => {
  const document = JSON.parse(
    renderJson(report(failed([finding("a.conf", 1)]), undetermined), { failOn: "warning", strict: false }),
  );
  assert.deepEqual([document.version, document.exitCode, document.summary.warnings], [1, 2, 1]);
  assert.deepEqual(
    document.checks.map((one: Outcome) => one.check),
    ["nginx/csp", "nginx/hsts"],
  );
  assert.deepEqual(
    document.files.map((one: { file: string }) => one.file),
    ["a.conf", "b.conf", "c.j2"],
  );
});

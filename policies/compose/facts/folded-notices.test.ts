import assert from "node:assert/strict";
import { test } from "node:test";
import type { Severity } from "../../../checks/core/finding.ts";
import { Source } from "../../../checks/core/source.ts";
import { foldedNotices } from "./folded-notices.ts";

const source = new Source("compose.yaml", "abcdef");

const fold = (...severities: Severity[]): string[] => {
  const failures = severities.map((severity, start) => ({
    ...{ met: false as const, severity, message: `${severity} ${start}` },
    at: { source, start, end: start + 1 },
  }));
  return [...foldedNotices(failures)].map(({ message, related }) =>
    [message, ...(related ?? []).map(({ start }) => start)].join(" | "),
  );
};

test("few notices stay as they are", () => {
  assert.deepEqual(fold("notice", "error", "notice"), ["error 1", "notice 0", "notice 2"]);
});

test("many notices are told at the first place", () => {
  assert.deepEqual(fold("notice", "warning", "notice", "notice"), [
    "warning 1",
    "notice 0 (2 more like it in this project) | 2 | 3",
  ]);
});

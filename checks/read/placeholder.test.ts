import assert from "node:assert/strict";
import { test } from "node:test";
import { hasPlaceholder, hasTemplateLines } from "./placeholder.ts";

test("values that something else fills in", () => {
  const table: readonly [string, boolean][] = [
    ["${HOST}", true],
    ["http://${HOST:-a}/x", true],
    ["{{ x }}", true],
    ["<%= x %>", true],
    ["{% raw %}", true],
    ["SMTP_HOST_PLACEHOLDER", true],
    ["__SMTP_HOST__:587", true],
    ["http://@BRIDGE_HOST@/hook", true],
    ["__name__ a@b.example A_B", false],
    ["A_".repeat(100_000), false],
    ["$1 ${1} $HOST", false],
    ["a{b}", false],
    ["${A:-".repeat(100_000), false],
  ];
  for (const [text, expected] of table) assert.equal(hasPlaceholder(text), expected, text.slice(0, 30));
});

test("lines of a template language", () => {
  for (const text of ["a: 1\n{% if x %}\n", "{{ managed }}\na: 1\n", "  {{- if .x }}\n", "<% x %>\n"]) {
    assert.ok(hasTemplateLines(text), text);
  }
  assert.ok(!hasTemplateLines("a: {{ x }}\n"));
});

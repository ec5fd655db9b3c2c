import assert from "node:assert/strict";
import { test } from "node:test";
import { expandMatch, fullRegex } from "./regex.ts";

test("patterns are anchored at both ends", () => {
  const table: readonly [string, string, boolean][] = [
    ["a", "a", true],
    ["a", "ab", false],
    ["a|b", "b", true],
    ["a|b", "ab", false],
    ["a.*", "a\nb", true],
    ["", "", true],
    ["", "a", false],
    ["(?i)ab", "AB", true],
    ["a-b", "a-b", true],
  ];
  for (const [pattern, text, expected] of table) {
    const regex = fullRegex(pattern);
    assert.ok("matches" in regex);
    assert.equal(regex.matches(text), expected, `${pattern} on ${text}`);
  }
});

test("what RE2 does not know is a problem", () => {
  for (const pattern of ["(", "*", "(?=a)", "a)(b", "[z-a]"]) assert.ok("problem" in fullRegex(pattern), pattern);
});

test("groups are expanded as Go does", () => {
  assert.deepEqual(expandMatch("(.)-(?P<n>.)", "a-b", ["$2$1", "${n}_$$_${1}x", "$1x", "$9"]), [
    "ba",
    "b_$_ax",
    "",
    "",
  ]);
  assert.equal(expandMatch("a", "b", ["x"]), undefined);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseMatchers } from "./parse-matchers.ts";

/** `label op value`, each value in brackets, or the problem. */
function parsed(text: string): string {
  const result = parseMatchers(text);
  if ("problem" in result) return result.problem;
  return result.matchers
    .map(({ label, op, value, from, to }) => `${label} ${op} [${value}] ${text.slice(from, to)}`)
    .join(" ; ");
}

test("matchers in every way to write them", () => {
  const table: readonly [string, string][] = [
    ["a=b", "a = [b] a=b"],
    [' a =~ "b|c" ', 'a =~ [b|c] a =~ "b|c"'],
    ['{a="b", c!~"d,e"}', 'a = [b] a="b" ; c !~ [d,e] c!~"d,e"'],
    ['a="x\\"y\\\\z"', 'a = [x"y\\z] a="x\\"y\\\\z"'],
    ["a=", "a = [] a="],
    ["a=~[0-9]+", "a =~ [[0-9]+] a=~[0-9]+"],
    ['"a b"="c"', 'a b = [c] "a b"="c"'],
    ["a", '"a" is no matcher: expected label, operator and value'],
    ['a="b', "a double quote in the value of a matcher is not closed or not escaped"],
  ];
  for (const [text, expected] of table) assert.equal(parsed(text), expected, text);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { globFolder, globMatches } from "./glob.ts";

const cases: readonly [string, string, boolean][] = [
  ["rules/*.yml", "rules/a.yml", true],
  ["rules/*.yml", "rules/b/a.yml", false],
  ["rules/*.yml", "rules/a.yaml", false],
  ["/etc/*/a?.yml", "/etc/x/ab.yml", true],
  ["a[0-9].yml", "a7.yml", true],
  ["a[^0-9].yml", "a7.yml", false],
  ["a.yml", "axyml", false],
  ["a[.yml", "a[.yml", true],
  ["a\\*.yml", "a*.yml", true],
  ["a[z-a].yml", "ab.yml", false],
];
for (const [pattern, path, expected] of cases) {
  test(`${pattern} ${expected ? "matches" : "does not match"} ${path}`, () => {
    assert.equal(globMatches(pattern, path), expected);
  });
}

test("what a pattern matches lies in its folder", () => {
  assert.deepEqual(["rules/*.yml", "rules/a*/b.yml", "*.yml", "a/b/c.yml", "a/b\\*/c.yml"].map(globFolder), [
    "rules",
    "rules",
    "",
    "a/b",
    "a",
  ]);
});

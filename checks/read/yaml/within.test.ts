import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "./parse-yaml.ts";
import { get, isScalar } from "./tree.ts";
import { within } from "./within.ts";

/** The range of each word of the value of `x`, as text of the file. */
function words(yaml: string): string[] {
  const node = get(parseYaml(new Source("a.yml", yaml)).documents[0], "x");
  assert.ok(isScalar(node));
  return [...node.text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const { start, end } = within(node, node.text, index, index + word.length);
    return `${start} ${yaml.slice(start, end)}`;
  });
}

test("parts of a scalar", () => {
  assert.deepEqual(words("x: a bc a\n"), ["3 a", "5 bc", "8 a"]);
  assert.deepEqual(words('x: "a bc a"\n'), ["4 a", "6 bc", "9 a"]);
  assert.deepEqual(words("x: >\n  a bc\n  a\n"), ["7 a", "9 bc", "14 a"]);
});

for (const [name, yaml] of [
  ["plain", `x: ${"a ".repeat(100_000)}\n`],
  ["folded", `x: >\n${"  a\n".repeat(50_000)}`],
] as const) {
  test(`100,000 words are found in time: ${name}`, () => {
    const started = performance.now();
    assert.ok(words(yaml).length >= 50_000);
    assert.ok(performance.now() - started < 2_000);
  });
}

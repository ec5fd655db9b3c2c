import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "./parse-yaml.ts";
import { placeIn } from "./scalar-place.ts";
import { get, isScalar } from "./tree.ts";

/** What the file shows where the word stands in the scalar `x`. */
function shown(yaml: string, word: string): string {
  const source = new Source("a.yml", yaml);
  const node = get(parseYaml(source).documents[0], "x");
  assert.ok(isScalar(node));
  const from = node.text.indexOf(word);
  assert.notEqual(from, -1, node.text);
  const { start, end } = placeIn(node)(from, from + word.length);
  const { line, column } = source.position(start);
  return `${line}:${column} ${yaml.slice(start, end)}`;
}

const table: readonly [string, string, string, string][] = [
  ["plain", "x: a + job\n", "job", "1:8 job"],
  ["single", "x: 'a + job'\n", "job", "1:9 job"],
  ["double", 'x: "a + job"\n', "job", "1:9 job"],
  ["double with escaped quotes", 'x: "a{b=\\"c\\"} + job"\n', "job", "1:18 job"],
  ["an escaped word", 'x: "a{b=\\"c\\"}"\n', '"c"', '1:9 \\"c\\"'],
  ["single with doubled quotes", "x: 'a{b=''c''} + job'\n", "job", "1:18 job"],
  ["a character by number", 'x: "\\u0061\\x41 \\U0001F600 job"\n', "job", "1:27 job"],
  ["an escaped line break", 'x: "a \\\n  + \\n job"\n', "job", "2:8 job"],
  ["plain over two lines", "x: a\n  + job\n", "job", "2:5 job"],
  ["literal block", "x: |\n  a\n    + job\ny: 1\n", "job", "3:7 job"],
  ["folded block with header", "x: >- # note job\n  a\n\n  + job\n", "job", "4:5 job"],
  ["literal block with CRLF", "x: |\r\n  a\r\n  + job\r\n", "job", "3:5 job"],
  ["across lines", "x: >\n  sum(a\n  + b)\n", "(a + b)", "2:6 (a\n  + b)"],
];
for (const [name, yaml, word, expected] of table) {
  test(`place: ${name}`, () => assert.equal(shown(yaml, word), expected));
}

test("place: the end of a block whose last line break is missing lies in the file", () => {
  const source = new Source("a.yml", "x: |\n  a +");
  const node = get(parseYaml(source).documents[0], "x");
  assert.ok(isScalar(node));
  assert.equal(node.text, "a +\n");
  const { start, end } = placeIn(node)(2, node.text.length);
  assert.deepEqual([start, end], [9, 10]);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "./parse-yaml.ts";
import { get, type Node, toPlain } from "./tree.ts";

const parse = (text: string) => parseYaml(new Source("a.yaml", text));
const only = (text: string): Node => {
  const { documents, problems } = parse(text);
  assert.deepEqual(problems, []);
  return documents[0]!;
};
const plain = (text: string): unknown => JSON.parse(JSON.stringify(toPlain(only(text))));

test("values become plain values", () => {
  assert.deepEqual(plain("a: 1\nb: [x, true, null, 1.5]\nc: {d: 'q'}\n"), {
    a: 1,
    b: ["x", true, null, 1.5],
    c: { d: "q" },
  });
});

test("every value knows its range", () => {
  const root = only("services:\n  api:\n    image: 'nginx:1'\n");
  const image = get(root, "services", "api", "image")!;
  assert.equal(image.source.text.slice(image.start, image.end), "'nginx:1'");
  assert.deepEqual(image.source.position(image.start), { line: 3, column: 12 });
});

test("merge keys and anchors", () => {
  assert.deepEqual(plain("x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: {<<: [{a: 9}, *x]}\n"), {
    x: { a: 1, b: 2 },
    y: { b: 3, a: 1 },
    z: { a: 9, b: 2 },
  });
});

test("duplicate keys are reported, the last is kept", () => {
  const { duplicates, documents } = parse("a: 1\na: 2\n");
  assert.deepEqual(
    duplicates.map((one) => [one.name, one.key.start, one.first.start]),
    [["a", 5, 0]],
  );
  assert.deepEqual(toPlain(get(documents[0], "a")!), 2);
});

test("tags that were written are kept", () => {
  const root = only("ports: !reset []\nenv: !override {a: 1}\nn: !reset null\n");
  assert.deepEqual(
    ["ports", "env", "n"].map((key) => get(root, key)?.tag),
    ["!reset", "!override", "!reset"],
  );
});

test("several documents, CRLF and an empty value", () => {
  const { documents } = parse("a: 1\r\nb:\r\n---\r\nc: 2\r\n");
  assert.deepEqual(
    documents.map((one) => JSON.stringify(toPlain(one))),
    ['{"a":1,"b":null}', '{"c":2}'],
  );
  assert.deepEqual(documents[1]!.source.position(documents[1]!.start), { line: 4, column: 1 });
});

const broken: [string, string, string][] = [
  ["unclosed flow", "a: [1, 2\nb: 3\n", "2:1"],
  ["tab indentation", "a:\n\tb: 1\n", "2:1"],
  ["unknown alias", "a: *nothing\n", "1:4"],
  ["deep flow", `${"[".repeat(300)}${"]".repeat(300)}`, "1:1"],
  [
    "billion laughs",
    `a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]`).join("\n")}\n`,
    "1:1",
  ],
];
for (const [name, text, place] of broken) {
  test(`broken: ${name}`, () => {
    const first = parse(text).problems[0]!;
    const { line, column } = first.at.source.position(first.at.start);
    assert.equal(`${line}:${column}`, place, first.message);
  });
}

test("a hundred thousand errors end in time", () => {
  const started = performance.now();
  assert.ok(parse(`a: b\n${"}".repeat(100_000)}`).problems.length > 0);
  assert.ok(performance.now() - started < 5_000);
});

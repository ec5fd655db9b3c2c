import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { test } from "node:test";
import { exporters } from "./exporters.ts";
import { generated } from "./generated.ts";

const TYPES = ["counter", "gauge", "histogram", "summary", "untyped", undefined];
const directory = new URL("generated/", import.meta.url);

for (const [name, { version, generatedWith, families }] of generated) {
  test(`shape of ${name}.json`, () => {
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.ok(generatedWith.length > 0);
    const names = Object.keys(families);
    assert.ok(names.length >= 10, `${names.length} families`);
    assert.deepEqual(names, [...names].sort());
    for (const [family, { type, labels }] of Object.entries(families)) {
      assert.match(family, /^[a-zA-Z_]\w*$/);
      assert.ok(TYPES.includes(type), family);
      assert.deepEqual(labels, [...new Set(labels)].sort(), family);
    }
  });
}

test("every file is read, and each belongs to a known exporter", () => {
  const files = readdirSync(directory).map((file) => file.replace(/\.json$/, ""));
  assert.deepEqual([...generated.keys()].sort(), files.sort());
  for (const file of files)
    assert.ok(
      exporters.some(({ name }) => name === file),
      file,
    );
});

test("together they stay small: every start of the program loads them", () => {
  let bytes = 0;
  for (const file of readdirSync(directory)) bytes += statSync(new URL(file, directory)).size;
  assert.ok(bytes < 400_000, `${bytes} bytes`);
});

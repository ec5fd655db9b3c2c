import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { goText } from "./go-text.ts";

/** As written, and what `docker compose config` 2.26 makes of it under `environment`. */
const measured: [string, string][] = [
  ["1.10", "1.1"],
  ["0022", "18"],
  ["018", "18"],
  ["08", "8"],
  ["-012", "-10"],
  ["0x1F", "31"],
  ["0o17", "15"],
  ["0b11", "3"],
  ["+5", "5"],
  ["-0", "0"],
  ["12_000", "12000"],
  ["1e3", "1000"],
  ["1e6", "1e+06"],
  ["1000000.0", "1e+06"],
  ["1234567", "1234567"],
  ["12345678.9", "1.23456789e+07"],
  ["0.0001", "0.0001"],
  ["0.00001", "1e-05"],
  [".5", "0.5"],
  ["1.", "1"],
  ["18446744073709551615", "18446744073709551615"],
  ["18446744073709551616", "1.8446744073709552e+19"],
  ["True", "true"],
  ["yes", "yes"],
  ["on", "on"],
  ["22:22", "22:22"],
  ["2001-01-01", "2001-01-01 00:00:00 +0000 UTC"],
  ["'1.10'", "1.10"],
  ["1.2.3", "1.2.3"],
  ["5s", "5s"],
];

for (const [written, text] of measured) {
  test(`Compose reads ${written} as ${text}`, () => {
    const [node] = parseYaml(new Source("x", written)).documents;
    assert.ok(node?.kind === "scalar");
    assert.equal(goText(node), text);
  });
}

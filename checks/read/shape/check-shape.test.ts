import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { defectSink } from "../defect.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { checkShape, nearest } from "./check-shape.ts";
import { each, list, map, type Shape, struct } from "./shape.ts";

const shape: Shape = struct(
  "thing",
  {
    ...each("text", "name title"),
    on: "bool",
    count: "integer",
    every: "duration",
    size: "size",
    url: "http url",
    hook: "secret url",
    pattern: "regex",
    names: list("text"),
    labels: map("text", "label name"),
    inner: struct("inner", { password: "secret" }),
    free: "any",
  },
  { majors: [3], fields: { later: "text" } },
);

function check(yaml: string): { wrong: string[]; hidden: string[] } {
  const source = new Source("a.yml", yaml);
  const sink = defectSink();
  checkShape(parseYaml(source).documents[0]!, shape, sink, "thing");
  return {
    wrong: sink.defects.map(({ start, end, rule, message }) => `${source.text.slice(start, end)} ${rule} ${message}`),
    hidden: source.sensitive.map(({ start, end }) => source.text.slice(start, end)),
  };
}

test("fields and values", () => {
  const table: readonly [string, string[]][] = [
    ["{name: 5, on: yes, count: 1_0, every: 1h30m, size: 5MB, url: 'https://h', names: [a], labels: {a: b}}", []],
    ["{name: , on: , names: , inner: }", []],
    ["{nam: x}", ['nam field unknown field "nam" in thing']],
    ["{name: [a]}", ['[a] value "name" must be a single value, not a list']],
    ["{on: 'true'}", ["'true' value \"on\" must be true or false"]],
    ["{count: '5'}", ["'5' value \"count\" must be a number"]],
    ["{every: 5}", ['5 duration "every" is no valid duration: 5']],
    ["{size: 5X}", ['5X value "size" is no valid size: 5X']],
    ["{url: h/x}", ['h/x value "url" must be a URL that starts with http:// or https://']],
    ["{url: 'ftp://h'}", ["'ftp://h' value \"url\" has a scheme that is neither http nor https: ftp"]],
    ["{pattern: '('}", ["'(' regex \"pattern\" is no valid regular expression: missing closing ): `(`"]],
    ["{names: a}", ['a value "names" must be a list, not a single value']],
    ["{labels: {a-b: c}}", ['a-b name "a-b" is no valid label name']],
    ["{later: x}", ['later field the field "later" of thing exists in version 3 only']],
    ["{inner: 5}", ['5 value "inner" must be a mapping, not a single value']],
    ["{every: '${EVERY}', on: {{ flag }}, names: {{ names }}}", []],
  ];
  for (const [yaml, expected] of table) assert.deepEqual(check(yaml).wrong, expected, yaml);
});

test("secrets are hidden, also where a field is unknown or free", () => {
  const yaml =
    "{inner: {password: p1}, hook: 'http://h/p2', free: {api_key: p3, user: u}, passwort_password: p4, url: 'http://u:p5@h'}";
  assert.deepEqual(check(yaml).hidden, ["p1", "'http://h/p2'", "p3", "p4", "p5"]);
});

test("the nearest known name", () => {
  assert.equal(nearest("scrape_intervall", ["scrape_timeout", "scrape_interval"]), "scrape_interval");
  assert.equal(nearest("xyz", ["scrape_timeout"]), undefined);
});

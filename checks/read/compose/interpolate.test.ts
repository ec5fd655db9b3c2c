import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, Source } from "../../core/source.ts";
import { interpolate, type Lookup, resolve } from "./interpolate.ts";

const env = new Source(".env", "");
const known: Record<string, string> = { SET: "set", EMPTY: "" };
const lookup: Lookup = (name) => (name in known ? { text: known[name]!, from: locate(env, 0, 0) } : undefined);

/** Input, resolved text ("?" where undecided), uses as name+operator+decided. */
const cases: [string, string, string][] = [
  ["plain", "plain", ""],
  ["$SET", "set", "SET:env-file"],
  ["$SET-b", "set-b", "SET:env-file"],
  ["${SET}x", "setx", "SET:env-file"],
  ["$NO", "?", "NO:unknown"],
  ["${NO:-b}", "b", "NO:-:default"],
  ["${NO-b}", "b", "NO-:default"],
  ["${EMPTY:-b}", "b", "EMPTY:-:default"],
  ["${EMPTY-b}", "", "EMPTY-:env-file"],
  ["${NO:?must}", "?", "NO:?:unknown"],
  ["${SET?must}", "set", "SET?:env-file"],
  ["${EMPTY:?must}", "?", "EMPTY:?:unknown"],
  ["${EMPTY?must}", "", "EMPTY?:env-file"],
  ["${SET:+yes}", "yes", "SET:+:env-file"],
  ["${NO:+yes}", "", "NO:+:default"],
  ["${EMPTY:+yes}", "", "EMPTY:+:env-file"],
  ["${EMPTY+yes}", "yes", "EMPTY+:env-file"],
  ["${NO:-${SET:-c}}-d", "set-d", "NO:-:default SET:-:env-file"],
  ["${NO:-a${NOT}b}", "?", "NO:-:unknown NOT:unknown"],
  ["$$SET", "$SET", ""],
  ["$${SET}", "${SET}", ""],
  ["$$$SET", "$set", "SET:env-file"],
  ["${NO:-$$x}", "$x", "NO:-:default"],
  ["a $ b", "a $ b", ""],
  ["$(cmd) $1 a$", "$(cmd) $1 a$", ""],
  ['${NO:-{"a":1}}', '{"a":1}', "NO:-:default"],
  ["${NO:-x?y}", "x?y", "NO:-:default"],
  ["${NO-^(\\d{4})$}", "^(\\d{4})$", "NO-:default"],
  ["${NO:-{} x}", "{} x", "NO:-:default"],
  ["${NO:-{x}", "{x", "NO:-:default"],
  ["{${NO:-b}}", "{b}", "NO:-:default"],
];

for (const [input, text, uses] of cases) {
  test(`interpolate ${input}`, () => {
    const template = interpolate(input, lookup);
    assert.equal(resolve(template.pieces) ?? "?", text);
    assert.equal(template.uses.map((use) => `${use.name}${use.operator}:${use.decided}`).join(" "), uses);
    assert.equal(template.invalid, undefined);
  });
}

for (const [input, range] of [
  ["${}", "${}"],
  ["a${NO.b}c", "${NO.b}"],
  ["${1A}", "${1A}"],
  ["${ NO }", "${ NO }"],
  ["${NO:b}", "${NO:b}"],
  ["x ${NO", "${NO"],
] as const) {
  test(`refuse ${input}`, () => {
    const { invalid } = interpolate(input, lookup);
    assert.equal(invalid && input.slice(invalid.from, invalid.to), range);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { defectsFor } from "../defect.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { get, isScalar } from "../yaml/tree.ts";
import type { Expression, Query } from "./model.ts";
import { parseQuery } from "./parse-query.ts";

function query(yaml: string): Query {
  const node = get(parseYaml(new Source("a.yml", yaml)).documents[0], "expr");
  assert.ok(isScalar(node));
  return parseQuery(node);
}

/** What is wrong for each major version, as `range message`. */
const wrong = (text: string, major: number): string[] =>
  defectsFor(query(`expr: ${JSON.stringify(text)}\n`).defects, major).map(
    ({ source, start, end, message }) => `${source.text.slice(start, end).replaceAll("\\", "")} | ${message}`,
  );

const refused: readonly [string, string][] = [
  ["", " | the expression is empty"],
  ["sum(", '( | "(" is never closed'],
  ["a)", ') | unexpected ")": nothing is open here'],
  ["rate(x[5m)]", ') | unexpected ")", expected "]"'],
  ['x{a="b}', '"b} | the string that starts here is never closed'],
  ['a{b=\\"c\\"}', " | unexpected backslash outside a string"],
  ["x[1.5h]", '1.5h | "1.5h" is neither a number nor a duration'],
  ["a +", "+ | unexpected end of the expression"],
  ["up == 0 for 5m", 'for | unexpected "for"'],
  ['a{b="c" c="d"}', 'c | unexpected "c" between label matchers'],
  ["a{b=}", '} | unexpected "}" in a label matcher'],
  ["rat(x[5m])", 'rat | unknown function "rat"'],
  ["rate(x)", 'x | expected a range vector in call to "rate", got an instant vector'],
  ["sum(1)", '1 | expected an instant vector in "sum", got a scalar'],
  ["topk(x)", 'topk(x) | "topk" takes 2 arguments, got 1'],
  ["quantile(x, y)", 'x | expected a scalar as parameter of "quantile", got an instant vector'],
  ["count_values(1, x)", '1 | expected a string as parameter of "count_values", got a scalar'],
  ["rate(x[5m], 3)", 'rate(x[5m], 3) | "rate" takes 1 argument, got 2'],
  ["round(x, 1, 2)", 'round(x, 1, 2) | "round" takes at most 2 arguments, got 3'],
  ["label_join(x)", 'label_join(x) | "label_join" takes at least 3 arguments, got 1'],
  ["a and 1", 'and | "and" works on two instant vectors, not on a scalar'],
  ["1 > 2", '> | a comparison of two scalars needs "bool"'],
  ["a + bool b", '+ | "bool" can follow only a comparison, not "+"'],
  ["x > on(a) 5", "on(a) | labels are matched only between two instant vectors"],
  ["a and on(x) group_left b", 'on(x) group_left | "and" cannot take group_left or group_right'],
  ["a * on(x) group_left(x) b", "x | a label cannot stand in on() and in the group modifier at once"],
  ["x[5m] + 1", 'x[5m] | "+" takes scalars and instant vectors, not a range vector'],
  ["-x[5m]", "-x[5m] | a sign cannot stand before a range vector"],
  ["(a + b)[5m]", "(a + b)[5m] | only a selector can have a range"],
  ["x offset 5m offset 5m", "x offset 5m offset 5m | offset is set twice"],
  ["sum(x) offset 5m", "sum(x) offset 5m | offset must follow a selector or a subquery"],
  ["x[0s]", "0s | a range must be longer than zero"],
  ["x[5m]", ""],
  ['{a=~".*"}', '{a=~".*"} | a selector needs a metric name or a matcher that does not match the empty string'],
  ['x{a=~"("}', '"(" | invalid regular expression: missing closing ): `(`'],
  ['x{__name__="y"}', '"y" | the metric name is set twice'],
  ["x{a='\\d'}", "d | unknown escape sequence \\d"],
];
for (const [text, expected] of refused) {
  test(`refused: ${text}`, () => assert.deepEqual(wrong(text, 3), expected === "" ? [] : [expected]));
}

test("versions and feature flags", () => {
  assert.deepEqual([wrong("x[300]", 2), wrong("x[300]", 3)], [["300 | the duration 300 has no unit"], []]);
  assert.deepEqual(
    [wrong("holt_winters(x[5m], 1, 1)", 2).length, wrong("holt_winters(x[5m], 1, 1)", 3).length],
    [0, 1],
  );
  const { defects } = query("expr: sort_by_label(x, 'a')\n");
  const flags = new Set(["promql-experimental-functions"]);
  assert.deepEqual([defectsFor(defects, 2).length, defectsFor(defects, 2, flags).length], [1, 0]);
});

test("texts that are filled in elsewhere have no defects", () => {
  for (const text of ["rate(x[$__rate_interval])", "{{ metric }} > 5", "x > ${LIMIT}", "x > %(limit)s"]) {
    const { template, root, defects } = query(`expr: ${JSON.stringify(text)}\n`);
    assert.deepEqual([template, root, defects], [true, undefined, []], text);
  }
});

/** The tree with brackets around every operation and postfix. */
function shape(expr: Expression): string {
  switch (expr.kind) {
    case "binary":
      return `(${shape(expr.lhs)} ${expr.op.name} ${shape(expr.rhs)})`;
    case "unary":
      return `(${expr.op}${shape(expr.expr)})`;
    case "range":
      return `${shape(expr.selector)}[${expr.rangeSeconds}]${expr.offsetSeconds ?? ""}`;
    case "selector":
      return `${expr.metric?.name}${expr.offsetSeconds ?? ""}`;
    case "call":
      return `${expr.func.name}(${expr.args.map(shape).join()})`;
    case "paren":
      return shape(expr.expr);
    case "number":
      return String(expr.value);
    default:
      return expr.kind;
  }
}

test("postfixes belong to the operand before them", () => {
  const table: readonly [string, string][] = [
    ["a / b offset 5m", "(a / b300)"],
    ["-x offset -1m", "(-x-60)"],
    ["a + rate(b[5m] offset 1h) * 2", "(a + (rate(b[300]3600) * 2))"],
    ["a + b @ 5 > 3", "((a + b) > 3)"],
    ["a ^ b ^ c", "(a ^ (b ^ c))"],
    ["a or b and c", "(a or (b and c))"],
    ["(x)", "x"],
  ];
  for (const [text, expected] of table) assert.equal(shape(query(`expr: ${text}\n`).root!), expected);
});

test("nodes stand inside the scalar, also in a folded block", () => {
  const { root } = query("expr: >\n  sum by (job) (a)\n    / on (job) b{c='d'}\n");
  assert.equal(root?.kind, "binary");
  if (root?.kind !== "binary" || root.rhs.kind !== "selector") return;
  const value = root.rhs.matchers[0]!.valueAt;
  assert.deepEqual(value.source.position(value.start), { line: 3, column: 20 });
  assert.equal(value.source.text.slice(value.start, value.end), "'d'");
});

test("absurd input is refused, not a crash", () => {
  for (const text of [`${"(".repeat(100_000)}x${")".repeat(100_000)}`, "-".repeat(100_000), "x + ".repeat(50_000)]) {
    assert.equal(query(`expr: ${JSON.stringify(text)}\n`).defects.length, 1, text.slice(0, 5));
  }
});

test("a text that is wrong from end to end is refused at once", () => {
  for (const text of ["}", ",", "a{", ";", "a b "]) {
    const started = performance.now();
    assert.equal(query(`expr: ${JSON.stringify(text.repeat(100_000))}\n`).defects.length, 1, text);
    assert.ok(performance.now() - started < 1_500, `${text} took ${Math.round(performance.now() - started)} ms`);
  }
});

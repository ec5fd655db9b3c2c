import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { defectsFor } from "../defect.ts";
import { readRules } from "./read-rules.ts";

const read = (text: string) => readRules(new Source("rules.yml", text));

/** `line:column rule message`, for Prometheus 3 unless said otherwise. */
function wrong(text: string, major = 3): string[] {
  const { file, problems } = read(text);
  const shown = [
    ...defectsFor(file?.defects ?? [], major).map((one) => ({ ...one, at: one })),
    ...problems.map((one) => ({ ...one, rule: one.severity })),
  ];
  return shown.map(({ at, rule, message }) => {
    const { line, column } = at.source.position(at.start);
    return `${line}:${column} ${rule} ${message}`;
  });
}

const rule = (text: string): string => `groups:\n- name: g\n  rules:\n${text}`;

test("what Prometheus refuses, at its place", () => {
  const table: readonly [string, string[]][] = [
    ["", []],
    ["groups:\n", []],
    [
      rule("  - alert: A\n    expr: rate(x)\n"),
      ['5:16 type expected a range vector in call to "rate", got an instant vector'],
    ],
    [
      rule("  - alert: A\n    expr: |\n      sum(x\n      + y))\n"),
      ['7:11 syntax unexpected ")": nothing is open here'],
    ],
    [rule('  - alert: A\n    expr: "x{a=\\"b\\"} +"\n'), ["5:23 syntax unexpected end of the expression"]],
    [rule("  - alert: A\n    expr: up\n    fro: 5m\n"), ['6:5 field unknown field "fro" in rule']],
    [rule("  - alert: A\n    expr: up\n    for: 5min\n"), ['6:10 duration "for" is no valid duration: 5min']],
    [rule("  - expr: up\n"), ["4:5 field a rule needs alert or record"]],
    [rule("  - alert: A\n"), ['4:12 field "A" needs an expr']],
    [rule("  - record: a\n    expr: up\n    for: 5m\n"), ["6:5 field a recording rule cannot have for"]],
    [
      rule("  - alert: A\n    expr: up\n    annotations: {s: '{{ $value }'}\n"),
      ["6:23 template the action that starts here is never closed by }}"],
    ],
    ["groups:\n- name: g\n- name: g\n", ['3:9 duplicate two groups are named "g"']],
    [
      "groups: [\n",
      ["2:1 error broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    [
      "{% for x in y %}\n- {{ x }\n{% endfor %}\n",
      ["1:1 notice left alone: it is a template that is no YAML before it is filled in"],
    ],
    [
      "ALERT A\n  IF up == 0\n",
      ["1:1 notice left alone: its rules are in the syntax of Prometheus 1.x, which no later version loads"],
    ],
    [
      "job:x:sum = sum(x) by (job)\n",
      ["1:1 notice left alone: its rules are in the syntax of Prometheus 1.x, which no later version loads"],
    ],
  ];
  for (const [text, expected] of table) assert.deepEqual(wrong(text), expected, text);
});

test("what only Prometheus 2 refuses", () => {
  const text = rule("  - record: a.b\n    expr: x[300]\n    labels: {c-d: e}\n");
  assert.deepEqual(wrong(text, 3), []);
  assert.deepEqual(wrong(text, 2), [
    '6:14 name "c-d" is no valid label name',
    "5:13 duration the duration 300 has no unit",
    '4:13 name "a.b" is no valid name of a metric',
  ]);
});

test("the model of a rule", () => {
  const { file } = read(
    rule("  - alert: A\n    expr: up == 0\n    for: 1h30m\n    labels: {severity: page}\n  - record: b\n    expr: x\n"),
  );
  const [first, second] = file!.groups[0]!.rules;
  assert.deepEqual(
    [
      first!.kind,
      first!.name.text,
      first!.forSeconds,
      first!.labels.get("severity")?.key.text,
      first!.query.root?.kind,
    ],
    ["alert", "A", 5400, "severity", "binary"],
  );
  assert.deepEqual(
    [second!.kind, second!.forSeconds, second!.forAt, second!.group.name],
    ["record", 0, undefined, "g"],
  );
});

test("broken, deep, foreign and odd input never throws", () => {
  const odd = [
    "\uFEFFgroups: []\n",
    "groups:\r\n- name: g\r\n",
    "a: ".repeat(300),
    "[".repeat(5000),
    "groups: 1\n",
    "- 1\n",
    "\u0000",
    "groups: {a: &x [*x]}\n",
    "groups: [[[]]]\n",
  ];
  for (const text of odd) assert.ok(read(text).problems.length <= 1, JSON.stringify(text.slice(0, 20)));
  assert.deepEqual(wrong("\uFEFFgroups: []\n"), []);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { readAlertmanager } from "./read-alertmanager.ts";

const read = (text: string) => readAlertmanager(new Source("alertmanager.yml", text));

/** `line:column rule message`. */
function wrong(text: string): string[] {
  const { file, problems } = read(text);
  const shown = [
    ...(file?.defects ?? []).map((one) => ({ ...one, at: one })),
    ...problems.map((one) => ({ ...one, rule: one.severity })),
  ];
  return shown.map(({ at, rule, message }) => {
    const { line, column } = at.source.position(at.start);
    return `${line}:${column} ${rule} ${message}`;
  });
}

const tail = "receivers: [{name: a}]\n";

test("what Alertmanager refuses, at its place", () => {
  const table: readonly [string, string[]][] = [
    [`route: {receiver: a}\n${tail}`, []],
    [tail, ["1:1 field no route: alerts would reach nobody"]],
    [`route: {receiver: b}\n${tail}`, ['1:19 reference no receiver is named "b"']],
    [`route:\n  receiver: a\n  routes:\n    - reciever: a\n${tail}`, ['4:7 field unknown field "reciever" in route']],
    [`route: {receiver: a, group_by: x}\n${tail}`, ['1:32 value "group_by" must be a list, not a single value']],
    [`route: {receiver: a, group_wait: 5 m}\n${tail}`, ['1:34 duration "group_wait" is no valid duration: 5 m']],
    [
      `route: {receiver: a, routes: [{match_re: {a: "("}}]}\n${tail}`,
      ["1:43 regex invalid regular expression: missing closing ): `(`"],
    ],
    [`route: {receiver: a}\nreceivers: [{name: a}, {name: a}]\n`, ['2:31 duplicate two receivers are named "a"']],
    [`route: {receiver: a}\nroute: {receiver: a}\n${tail}`, ['2:1 duplicate "route" is set twice in one mapping']],
    [
      "route: {receiver: a}\nreceivers:\n  - name: a\n    slack_configs: [{channel: c}]\n",
      [
        '4:21 field the slack_config of "a" needs api_url or api_url_file or app_token or app_token_file, or slack_api_url under global',
      ],
    ],
    [
      'route: {receiver: a}\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: "http://h/x"\n        max_alerts: many\n',
      ['6:21 value "max_alerts" must be a number'],
    ],
    [
      'route: {receiver: a}\nreceivers:\n  - name: a\n    email_configs: [{to: x, from: y, smarthost: "h:1", text: "{{ .Status "}]\n',
      ["4:63 template the action that starts here is never closed by }}"],
    ],
    ["- a\n", ["1:1 error expected a mapping, got a list"]],
    [
      "route: [\n",
      ["2:1 error broken YAML: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
    [
      "{% if x %}\nroute: {{ y }\n{% endif %}\n",
      ["1:1 notice left alone: it is a template that is no YAML before it is filled in"],
    ],
  ];
  for (const [text, expected] of table) assert.deepEqual(wrong(text), expected, text);
});

test("routes inherit what they do not set", () => {
  const { file } = read(`route:
  receiver: a
  group_by: [x]
  group_wait: 10s
  mute_time_intervals: []
  routes:
    - matchers: [a=b]
      repeat_interval: 1h
      routes: [{receiver: b, group_by: [y]}]
receivers: [{name: a}, {name: b}]
`);
  const child = file!.route!.children[0]!;
  const leaf = child.children[0]!;
  const shown = [child, leaf].map((route) => [
    route.receiver?.text,
    route.ownReceiver,
    route.groupBy.map(({ text }) => text).join(),
    route.groupWait.seconds,
    route.groupInterval.seconds,
    route.repeatInterval.seconds,
    route.parent === file!.route,
  ]);
  assert.deepEqual(shown, [
    ["a", false, "x", 10, 300, 3600, true],
    ["b", true, "y", 10, 300, 3600, false],
  ]);
});

test("secrets are hidden, what names them is not", () => {
  const { file } = read(`global: {smtp_auth_password: hunter2, smtp_from: ops, slack_api_url: "https://h/T1"}
route: {receiver: a}
receivers:
  - name: a
    webhook_configs: [{url: "http://u:pw@h/x"}, {url: "http://\${USER}:pw@h"}]
    opsgenie_configs: [{api_key: k1, api_key_file: /run/k}]
    email_configs: [{to: x, http_config: {proxy_url: "http://u:deep@p"}}]
`);
  const { source } = file!;
  const hidden = source.sensitive.map(({ start, end }) => source.text.slice(start, end));
  assert.deepEqual(
    new Set(hidden),
    new Set(["hunter2", '"https://h/T1"', '"http://u:pw@h/x"', "pw", '"http://${USER}:pw@h"', "k1", "deep"]),
  );
});

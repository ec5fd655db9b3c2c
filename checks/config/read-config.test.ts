import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../core/source.ts";
import { type Config, defaultConfig } from "./config.ts";
import { readConfig } from "./read-config.ts";

const checks = new Set(["nginx/hsts", "nginx/csp"]);
const read = (text: string) => readConfig(new Source("seaworthy.yaml", text), checks);

async function config(text: string): Promise<Config> {
  const result = await read(text);
  if ("problems" in result) assert.fail(result.problems.map((one) => one.message).join());
  return result.config;
}

async function problems(text: string): Promise<string[]> {
  const result = await read(text);
  if ("config" in result) return [];
  return result.problems.map(({ at, message, hint }) => {
    const { line, column } = at.source.position(at.start);
    return `${line}:${column} ${message}${hint ? ` (${hint})` : ""}`;
  });
}

test("everything that can be set", async () => {
  const { suppressions, ...rest } = await config(`projects: [[compose.yaml, compose.prod.yaml]]
ignore: [vendor/]
roles: { "edge/*.conf": edge }
failOn: warning
limits: { maxFileMegabytes: 1 }
policies:
  nginx/hsts: notice
  nginx/csp: { off: the application sets it }
allow:
  - { check: nginx/hsts, path: "compose/**", line: 3, until: 2027-03-31, reason: behind the CDN }
promises:
  dataMap: true
  responseHeaders: { X-Frame-Options: DENY }
`);
  assert.deepEqual(rest, {
    projects: [["compose.yaml", "compose.prod.yaml"]],
    ignore: ["vendor/"],
    roles: [{ pattern: "edge/*.conf", role: "edge" }],
    failOn: "warning",
    maxFileBytes: 1024 * 1024,
    severities: new Map([["nginx/hsts", "notice"]]),
    skipped: new Map([["nginx/csp", "the application sets it"]]),
    promises: JSON.parse('{"dataMap":true,"responseHeaders":{"X-Frame-Options":"DENY"}}'),
  });
  const [one] = suppressions;
  const place = (file: string, line: number) =>
    ({ kind: "file", file, range: { start: { line, column: 1 }, end: { line, column: 2 } } }) as const;
  assert.deepEqual([one?.check, one?.until, one?.reason], ["nginx/hsts", "2027-03-31", "behind the CDN"]);
  assert.deepEqual(
    [place("compose/nginx/a.conf", 3), place("compose/nginx/a.conf", 4), place("nginx/a.conf", 3)].map((at) =>
      one?.covers(at),
    ),
    [true, false, false],
  );
});

test("an empty file sets nothing", async () => {
  assert.deepEqual(await config(""), defaultConfig);
  assert.deepEqual(await config("# nothing yet\n"), defaultConfig);
});

const wrong: [string, string, string[]][] = [
  ["unknown key", "failon: error\n", ['1:1 unknown key "failon" (did you mean "failOn"?)']],
  ["unknown key within", "limits:\n  maxFileMb: 1\n", ['2:3 unknown key "maxFileMb" (known keys: maxFileMegabytes)']],
  ["wrong value", "failOn: fatal\n", ['1:9 "failOn" must be one of error, warning, notice, never']],
  [
    "no reason",
    "policies:\n  nginx/csp: { off: '' }\n",
    ['2:21 "policies.nginx/csp.off" must NOT have fewer than 1 characters'],
  ],
  [
    "unknown check",
    "policies: { nginx/hst: error }\n",
    ['1:13 no check is named "nginx/hst" (did you mean "nginx/hsts"?)'],
  ],
  [
    "a day that does not exist",
    "allow:\n  - { check: nginx/csp, path: a, until: 2027-02-30, reason: x }\n",
    ["2:41 this day does not exist"],
  ],
  [
    "suppression without a day",
    "allow:\n  - { check: nginx/csp, path: a, reason: x }\n",
    ['2:5 "allow.0" lacks the key "until"'],
  ],
  ["key written twice", "failOn: error\nfailOn: never\n", ['2:1 the key "failOn" is written twice']],
  [
    "broken YAML",
    "failOn: [\n",
    ["2:1 Flow sequence in block collection must be sufficiently indented and end with a ]"],
  ],
];
for (const [name, text, expected] of wrong)
  test(`wrong: ${name}`, async () => assert.deepEqual(await problems(text), expected));

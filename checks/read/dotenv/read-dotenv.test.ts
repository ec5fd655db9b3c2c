import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { isDotenvPath, isExampleName } from "./is-dotenv.ts";
import { readDotenv } from "./read-dotenv.ts";

/** name, text of the value, and what else was seen: E exported, C commented out, and the comment in brackets. */
function entries(text: string): string[] {
  return readDotenv(new Source(".env", text)).file.entries.map((entry) => {
    const flags = (entry.exported ? " E" : "") + (entry.commentedOut ? " C" : "");
    const comment = entry.comment === undefined ? "" : ` [${entry.comment}]`;
    return `${entry.name}${entry.value ? `=${JSON.stringify(entry.value.text)}` : ""}${flags}${comment}`;
  });
}

/** Each value is what `docker compose config` 2.26 shows for the same file. */
const cases: [string, string, string[]][] = [
  ["inline comment", "A=1 # c", ['A="1" [c]']],
  ["hash within a value", "B=a#b", ['B="a#b"']],
  ["hash at the start of a value is no comment", "Q=#x\nR= #x", ['Q="#x"', 'R="#x"']],
  ["double quotes", 'C="x # y" # z', ['C="x # y" [z]']],
  ["escapes", 'K="tab\\tq\\"n\\\\n"', ['K="tab\\tq\\"n\\\\n"']],
  ["single quotes", "O='it\\'s'", ['O="it\'s"']],
  ["several lines", 'J="multi\nline"\nI=', ['J="multi\\nline"', 'I=""']],
  ["export", "export F=1", ['F="1" E']],
  ["colon", "G: yaml", ['G="yaml"']],
  ["bare name", "H\nI=1", ["H", 'I="1"']],
  ["spaces", "  M =  lead  \nL=a b", ['M="lead"', 'L="a b"']],
  ["CRLF and BOM", "\uFEFFA=1\r\nB=2\r\n", ['A="1"', 'B="2"']],
  ["comment above", "# about\n# A\nA=1\n\nB=2", ['A="1" [about\nA]', 'B="2"']],
  ["documented name", "# A=1\n#B=\n# see C=1 or so\n# D = 2", ['A="1" C', 'B="" C']],
  ["dot and dash in names", "T-U=1\nV.W=2", ['T-U="1"', 'V.W="2"']],
  ["empty file", "", []],
];

for (const [title, input, expected] of cases) {
  test(`dotenv: ${title}`, () => assert.deepEqual(entries(input), expected));
}

for (const [path, text, message] of [
  [".env", "A=1\nfoo bar\nB=2", "error 2:1 line is neither NAME=value nor a comment"],
  [".env", "<<<<<<< HEAD\nA=1", "error 1:1 line is neither NAME=value nor a comment"],
  [".env", 'A="x\nB=1', "error 1:3 quote is never closed"],
  [".env.example", "foo bar", "notice 1:1 line is neither NAME=value nor a comment"],
  [".env", "{{ range .x }}", "notice 1:1 line is neither NAME=value nor a comment"],
] as const) {
  test(`dotenv problem: ${JSON.stringify(text)} in ${path}`, () => {
    const source = new Source(path, text);
    const found = readDotenv(source).problems.map(({ at, severity, message }) => {
      const { line, column } = source.position(at.start);
      return `${severity} ${line}:${column} ${message}`;
    });
    assert.deepEqual(found, [message]);
  });
}

test("secrets are hidden", () => {
  const source = new Source(".env", "DB_PASSWORD=hunter2\nURL=redis://u:pw@h/0\n# API_KEY=abc\nPORT=80\n");
  readDotenv(source);
  assert.deepEqual(
    source.sensitive.map(({ start, end }) => source.text.slice(start, end)),
    ["hunter2", "pw", "abc"],
  );
});

test("names of dotenv files", () => {
  const yes = [
    ".env",
    "a/.env.prod",
    "prod.env",
    "env.example",
    ".env-sample",
    "default.env",
    "default.env.dist",
    "env",
  ];
  const no = ["env.ts", ".env.md", "environment", "a.envx", "env/x.yaml", ".envrc", "env.d.ts"];
  for (const path of yes) assert.equal(isDotenvPath(path), true, path);
  for (const path of no) assert.equal(isDotenvPath(path), false, path);
  for (const path of [".env.example", "default.env", "sample.env", ".env.dist"]) {
    assert.equal(isExampleName(path), true, path);
  }
  for (const path of [".env", ".env.production"]) assert.equal(isExampleName(path), false, path);
});

test("a hundred thousand broken lines are one problem, in time", () => {
  const started = performance.now();
  assert.equal(readDotenv(new Source(".env", "a b\n".repeat(100_000))).problems.length, 1);
  assert.ok(performance.now() - started < 2_000);
});

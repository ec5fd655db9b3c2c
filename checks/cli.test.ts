import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { Ajv } from "ajv";

const root = mkdtempSync(join(tmpdir(), "seaworthy-cli-"));
after(() => rmSync(root, { recursive: true, force: true }));

function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const path = mkdtempSync(join(root, "case-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

function seaworthy(cwd: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const cli = join(import.meta.dirname, "cli.ts");
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd, encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const good = {
  "compose.yaml":
    "services:\n  web:\n    image: nginx:1.27.3@sha256:0000000000000000000000000000000000000000000000000000000000000000\n",
};
const bad = {
  "compose.yaml":
    "services:\n  db:\n    image: postgres:17.2\n    ports: ['5432:5432']\n    environment:\n      POSTGRES_PASSWORD: postgres\n",
};

test("exit codes: 0 without findings, 1 with one, 2 where something could not be read", () => {
  assert.equal(seaworthy(folder(good), "check", "--only", "compose/pinned-image").code, 0);
  assert.equal(seaworthy(folder(bad), "check", "--only", "compose/no-default-credentials").code, 1);
  const broken = seaworthy(folder({ ...bad, "docker-compose.prod.yml": "services:\n  a: [\n" }), "check");
  assert.equal(broken.code, 2);
  assert.match(broken.out, /docker-compose\.prod\.yml\n\n {2}\d+:\d+ {2}error {2}read\/compose/);
  assert.match(broken.out, /no-default-credentials/, "the other files go on");
});

test("options stand before and after paths", () => {
  const path = folder(bad);
  const before = seaworthy(root, "check", "--format", "json", path);
  const behind = seaworthy(root, "check", path, "--format", "json");
  const findings = (text: string): unknown => JSON.parse(text).checks;
  assert.deepEqual(findings(before.out), findings(behind.out));
});

test("the JSON report keeps to its schema", () => {
  const schema = JSON.parse(readFileSync(join(import.meta.dirname, "report/report.schema.json"), "utf8"));
  const validate = new Ajv().compile(schema);
  const { out } = seaworthy(folder({ ...bad, "nginx.conf": "server {\n" }), "check", "--format", "json");
  assert.ok(validate(JSON.parse(out)), JSON.stringify(validate.errors));
});

const wrong: [string, string[], RegExp][] = [
  ["unknown option", ["check", "--fail-one", "error"], /did you mean --fail-on\?/i],
  ["unknown command", ["chek"], /did you mean check\?/i],
  ["unknown path", ["check", "compos.yaml"], /no such file or folder: compos\.yaml\n {2}did you mean compose\.yaml\?/],
  ["unknown check", ["check", "--only", "compose/pined-image"], /did you mean compose\/pinned-image\?/],
  ["unknown severity", ["check", "--fail-on", "fatal"], /Allowed choices are error, warning, notice, never/],
  ["unknown check to explain", ["explain", "nginx/hstss"], /did you mean nginx\/hsts\?/],
  ["settings that are missing", ["check", "--config", "nothing.yaml"], /cannot read the settings nothing\.yaml/],
  [
    "a folder that cannot be written to",
    ["check", "--output", "no/such/report.txt"],
    /cannot write no\/such\/report\.txt/,
  ],
];
for (const [name, args, message] of wrong) {
  test(`wrong use: ${name} ends with 2 and the nearest right one`, () => {
    const { code, err } = seaworthy(folder(good), ...args);
    assert.match(err, message);
    assert.equal(code, 2);
  });
}

test("settings: an unknown key is told with its line and the nearest known one", () => {
  const { code, err } = seaworthy(folder({ ...good, "seaworthy.yaml": "failOn: error\npromisses: {}\n" }), "check");
  assert.match(err, /seaworthy\.yaml:2:1: unknown key "promisses" \(did you mean "promises"\?\)/);
  assert.equal(code, 2);
});

const nothing: [string, Readonly<Record<string, string | Uint8Array>>][] = [
  ["an empty folder", {}],
  ["a folder without anything to read", { "main.go": "package main\n" }],
];
for (const [name, files] of nothing) {
  test(`${name} is not green`, () => {
    const { code, out } = seaworthy(folder(files), "check");
    assert.match(out, /^nothing here could be judged/m);
    assert.equal(code, 2);
  });
}

test("files that could be read are no verdict: a family that examined nothing is not green", () => {
  const { code, out } = seaworthy(folder(good), "check", "--only", "nginx");
  assert.match(out, /^nothing here could be judged/m);
  assert.equal(code, 2);
});

const unreadable: [string, string, string | Uint8Array, RegExp][] = [
  ["binary", "nginx.conf", new Uint8Array([115, 101, 114, 0, 1, 2]), /it is binary/],
  [
    "not UTF-8",
    "compose.yaml",
    new Uint8Array([...new TextEncoder().encode("services:\n  a: "), 0xff, 0xfe, 10]),
    /it is not UTF-8/,
  ],
  ["UTF-16", "compose.yaml", Buffer.from("\ufeffservices: {}\n", "utf16le"), /it is UTF-16/],
  ["huge", "compose.yaml", `services:\n${"#".repeat(6 * 1024 * 1024)}\n`, /6 MB are above the limit of 5 MB/],
];
for (const [name, file, content, message] of unreadable) {
  test(`a file that is ${name} is told, and the run is incomplete`, () => {
    const { code, out } = seaworthy(folder({ [file]: content }), "check");
    assert.match(out.replaceAll(/\s+/g, " "), message);
    assert.equal(code, 2);
  });
}

test("empty files, CRLF and a byte order mark are read", () => {
  const files = {
    "compose.yaml": `\ufeff${good["compose.yaml"].replaceAll("\n", "\r\n")}`,
    "nginx.conf": "",
    ".env": "",
  };
  const { code, out } = seaworthy(folder(files), "check", "--only", "compose/pinned-image", "--verbose");
  assert.match(out, /compose\.yaml: compose/);
  assert.equal(code, 0);
});

test("no link is followed out of the tree", () => {
  const outside = folder(bad);
  const path = folder(good);
  symlinkSync(join(outside, "compose.yaml"), join(path, "docker-compose.prod.yml"));
  const { out } = seaworthy(path, "check", "--verbose", "--only", "compose/no-default-credentials");
  assert.match(out, /0 errors/);
  assert.match(out, /docker-compose\.prod\.yml: a link that leads out of the checked folder/);
});

test("one file is reported on, the rest is read to be joined", () => {
  const { out } = seaworthy(
    folder({ ...bad, "other/compose.yaml": bad["compose.yaml"] }),
    "check",
    "other/compose.yaml",
  );
  assert.match(out, /^other\/compose\.yaml$/m);
  assert.doesNotMatch(out, /^compose\.yaml$/m);
});

test("a broken file that only its content tells to be a Compose file is no file that was read", () => {
  const { out, code } = seaworthy(folder({ ...good, "stack/prod.yml": "services:\n  a:\n    image: [\n" }), "check");
  assert.match(out, /^stack\/prod\.yml\n\n {2}\d+:\d+ {2}error {2}read\/compose$/m);
  assert.equal(code, 2);
});

test("a broken Loki configuration is no file that was read", () => {
  const loki = "schema_config: { configs: [] }\nauth_enabled: false\nlimits_config: [\n";
  assert.match(seaworthy(folder({ ...good, "loki.yaml": loki }), "check").out, /error {2}read\/loki$/m);
});

test("a file of which nothing is judged is not green, whatever stands beside it", () => {
  const { code, out } = seaworthy(folder({ ...good, "main.go": "package main\n" }), "check", "main.go");
  assert.match(out, /^nothing here could be judged/m);
  assert.equal(code, 2);
});

test("the name of a file cannot rewrite the terminal", () => {
  const broken = "services:\n  a:\n    image: [\n";
  const { out, code } = seaworthy(folder({ "\u001b[2J\ncompose.yaml": broken, ...good }), "check", "--verbose");
  assert.ok(!out.includes("\u001b"));
  assert.match(out, /^·\[2J·compose\.yaml$/m);
  assert.equal(code, 2);
});

test("explain and list", () => {
  assert.match(seaworthy(root, "explain", "nginx/hsts").out, /^nginx\/hsts \(\w+\)\n\n.+\n\nWhy: /);
  assert.match(seaworthy(root, "explain", "read/compose").out, /^read\/compose\n\nEvery Compose file can be read\n/);
  assert.match(seaworthy(root, "list").out, /^compose\/pinned-image +\w+ +\S/m);
  assert.match(seaworthy(root, "--version").out, /^\d+\.\d+\.\d+\n$/);
  assert.match(seaworthy(root, "check", "--help").out, /Examples:[\s\S]*Exit codes:/);
});

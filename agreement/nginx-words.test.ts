import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Source } from "../checks/core/source.ts";
import { readNginx } from "../checks/read/nginx/read-nginx.ts";
import { Random } from "./nginx/random.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const CASES = 150;
const LEXICAL = /unexpected|unterminated|too long parameter/;
const BITS = [
  "a",
  "b",
  '"',
  "'",
  "\\",
  ";",
  "#",
  "$",
  " ",
  "\n",
  "$" + "{c}",
  ")",
  "(",
  '"x y"',
  "'z'",
  "\t",
  "\r\n",
  "}",
  " a b;",
];

test(`random quotes, escapes, comments and braces are refused exactly where nginx refuses them (SEED=${seed})`, (context) => {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "logs"));
  const path = join(folder, "nginx.conf");
  const wrong: string[] = [];
  let accepted = 0;
  for (let at = 0; at < CASES; at++) {
    const soup = Array.from({ length: random.upTo(10) + 1 }, () => random.pick(BITS)).join("");
    const text = `events {}\nhttp { types {\n t/x a; ${soup}\n} }\n`;
    writeFileSync(path, text);
    const { error, status, stderr } = spawnSync("nginx", ["-t", "-q", "-p", folder, "-c", path], { encoding: "utf8" });
    if (error) throw error;
    if (status === 0) accepted++;
    const refused = LEXICAL.test(stderr);
    // What nginx refuses for another reason says nothing of the words.
    if (status !== 0 && !refused) continue;
    const problems = readNginx(new Source("nginx.conf", text)).problems.map((problem) => problem.message);
    if (problems.length > 0 !== refused)
      wrong.push(`${JSON.stringify(soup)}: nginx ${stderr.trim() || "accepts"}; we say ${problems}`);
  }
  assert.deepEqual(wrong, []);
  assert.ok(accepted > 5 && accepted < CASES, `${accepted} of ${CASES} accepted`);
});

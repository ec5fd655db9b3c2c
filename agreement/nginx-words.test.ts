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
const BITS = ["a", "b", "\\", "\\", ";", "#", "$", "$" + "{c}", ")", "}", '"', "'"];

/** Mostly sound, so that one wrong step in the middle decides. */
function word(random: Random): string {
  const quote = random.pick(['"', "'", "", ""]);
  const inner = Array.from({ length: random.upTo(4) }, () => random.pick(BITS)).join("");
  if (quote === "") return `x${inner.replace(/;/g, "")}`;
  return quote + (random.chance(0.8) ? inner.replaceAll(quote, `\\${quote}`) : inner) + quote;
}

test(`random quotes, escapes, comments and braces are refused exactly where nginx refuses them (SEED=${seed})`, (context) => {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), "agreement-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "logs"));
  const path = join(folder, "nginx.conf");
  const wrong: string[] = [];
  let accepted = 0;
  for (let at = 0; at < CASES; at++) {
    const words = Array.from({ length: random.upTo(2) + 1 }, () => word(random));
    const soup = `t/y ${words.join(random.pick([" ", "\n", "\t", "\r\n", " # ; } \n"]))};`;
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

import assert from "node:assert/strict";
import { test } from "node:test";
import { cspFaults, parseCsp } from "./content-security-policy.ts";

/** What is expected: the severity and a part of each message, worst first. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["default-src 'self'; object-src 'none'; base-uri 'none'", []],
  ["default-src 'none'", []],
  ["frame-ancestors 'none'", []],
  ["upgrade-insecure-requests; block-all-mixed-content", []],
  ["script-src 'nonce-x' 'unsafe-inline'; object-src 'none'; base-uri 'none'", []],
  ["script-src 'strict-dynamic' 'nonce-x' https: 'unsafe-inline'; object-src 'none'; base-uri 'none'", []],
  ["default-src 'self'", ["notice base-uri"]],
  ["script-src 'self'", ["notice object-src and base-uri"]],
  ["default-src 'self' 'unsafe-inline'; base-uri 'none'; object-src 'none'", ["warning 'unsafe-inline'"]],
  ["default-src *; base-uri 'none'; object-src 'none'", ['warning "*"']],
  ["script-src https://cdn.example http://old.example; object-src 'none'; base-uri 'none'", ["warning plain HTTP"]],
  ["script-src 'self' 'unsafe-eval'; object-src 'none'; base-uri 'none'", ["notice 'unsafe-eval'"]],
  ["img-src 'self'; object-src 'none'; base-uri 'none'", ["warning anywhere"]],
  ["default-src self; object-src 'none'; base-uri 'none'", ["warning single quotes"]],
  ["defaultsrc 'self'", ['warning no directive "defaultsrc"']],
];

for (const [text, expected] of cases) {
  test(text, () => {
    const faults = cspFaults(parseCsp(text));
    assert.equal(faults.length, expected.length, JSON.stringify(faults));
    for (const [index, want] of expected.entries()) {
      const [severity, ...part] = want.split(" ");
      assert.equal(faults[index]?.severity, severity);
      assert.ok(faults[index]?.message.includes(part.join(" ")), faults[index]?.message);
    }
  });
}

test("of a directive that stands twice the first counts", () => {
  assert.deepEqual(parseCsp("img-src a; IMG-SRC b").get("img-src"), ["a"]);
});

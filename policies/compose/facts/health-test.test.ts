import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../../checks/core/source.ts";
import type { Healthcheck } from "../../../checks/read/compose/model.ts";
import { emptyProof } from "./health-test.ts";

const at = { source: new Source("compose.yaml", ""), start: 0, end: 0 };
const check = (test: readonly string[], shell: boolean): Healthcheck => ({
  ...{ ...at, test, shell, disabled: false, testAt: undefined },
  ...{ interval: undefined, timeout: undefined, startPeriod: undefined, retries: undefined },
});

/** A test for the shell, and whether it proves something. */
const cases: readonly (readonly [string, boolean])[] = [
  ["curl -f http://localhost", true],
  ["curl -sSfo /dev/null http://localhost", true],
  ["curl --fail-with-body http://localhost", true],
  ["curl http://localhost", false],
  ["curl -s -o /dev/null http://localhost || exit 1", false],
  ["curl -s http://localhost | grep ok", true],
  ["test $(curl -s http://localhost) = ok", true],
  ["curl -s http://localhost -w '%{http_code}' | grep 200", true],
  ["pg_isready -U app", true],
  ["pg_isready || exit 0", false],
  ["wget -q http://localhost; true", false],
  ["wget -q --spider http://localhost || exit 1", true],
  ["exit 0", false],
  ["echo ok", false],
  ["echo ruok | nc localhost 2181", true],
  ["echo 'db.runCommand(1)' | mongosh", true],
  ["pgrep nginx", false],
  ["ps aux | grep worker", false],
  ["ps aux | grep [w]orker", true],
  ["ps aux | grep -v grep | grep worker", true],
  ["redis-cli ping", true],
  ["true", false],
  ["nc -z localhost 80", true],
];

for (const [text, proves] of cases) {
  test(`${text}: ${proves ? "proves something" : "proves nothing"}`, () => {
    assert.equal(emptyProof(check([text], true)) === undefined, proves);
    assert.equal(emptyProof(check(["sh", "-c", text], false)) === undefined, proves);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { policies } from "../../policies/index.ts";
import { defaultConfig } from "../config/config.ts";
import { exitCodeOf, findingsOf } from "../core/report.ts";
import { diskTree } from "../read/trees.ts";
import { check } from "./check.ts";
import { checkTree } from "./check-tree.ts";

test("the reference stack keeps every promise, and what it is allowed has a reason", async () => {
  const { report, config } = await check({ paths: ["."], today: "2026-11-24" });
  const open = findingsOf(report).filter((one) => !one.suppressed);
  assert.deepEqual(
    open.map(({ check: id, place, message }) => `${place.file}:${place.range.start.line} ${id} ${message}`),
    [],
  );
  assert.equal(exitCodeOf(report, config.failOn), 0);
  for (const promise of [
    "nginx/promised-headers",
    "privacy/promised-data-map",
    "prometheus/promised-alerts",
    "secrets/required",
  ]) {
    assert.equal(report.outcomes.find((one) => one.check === promise)?.status, "passed", promise);
  }
});

/** What the stack requires, each removed in turn from the documented settings. */
const required =
  "ENVIRONMENT DB_USERNAME DB_PASSWORD DB_NAME DB_HOST DB_PORT REDIS_PASSWORD JWT_SECRET_KEY AWS_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY S3_BACKUP_BUCKET GRAFANA_USER GRAFANA_PASSWORD SLACK_WEBHOOK_URL ALERT_EMAIL".split(
    " ",
  );
const tree = diskTree(".");
const text = new TextDecoder().decode(tree.read("compose/.env.example"));
const config = { ...defaultConfig, promises: { requiredSecrets: required } };
const policy = policies.filter(({ id }) => id === "secrets/required");

for (const name of required) {
  test(`a reference stack without ${name} is not ready`, async () => {
    const settings = new TextEncoder().encode(text.replace(new RegExp(`^${name}=.*$`, "m"), ""));
    const without = { ...tree, read: (path: string) => (path === "compose/.env.example" ? settings : tree.read(path)) };
    const found = findingsOf(await checkTree(without, config, policy, "2026-11-24"));
    assert.deepEqual([...new Set(found.map(({ message }) => message.includes(`"${name}"`)))], [true]);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTree } from "../../../checks/commands/check-tree.ts";
import { defaultConfig } from "../../../checks/config/config.ts";
import { findingsOf } from "../../../checks/core/report.ts";
import { memoryTree } from "../../../checks/read/trees.ts";
import required from "../required.ts";

const names = ["DB_PASSWORD", "REDIS_PASSWORD", "JWT_SECRET_KEY"];
const config = { ...defaultConfig, promises: { requiredSecrets: names } };

const compose = `services:
  api:
    image: acme/api:1.2
    environment:
      DB_PASSWORD: \${DB_PASSWORD:?}
      REDIS_PASSWORD: \${REDIS_PASSWORD:?}
      JWT_SECRET_KEY: \${JWT_SECRET_KEY:?}
`;
const example = names.map((name) => `${name}=\n`).join("");

async function messages(files: Readonly<Record<string, string>>): Promise<string[]> {
  const report = await checkTree(memoryTree(files), config, [required], "2026-11-24");
  return findingsOf(report).map(({ message }) => message);
}

const withoutLine = (text: string, name: string): string =>
  text
    .split("\n")
    .filter((line) => !line.includes(name))
    .join("\n");

test("all of them are there", async () => {
  assert.deepEqual(await messages({ "compose.yaml": compose, ".env.example": example }), []);
});

for (const name of names) {
  test(`${name} taken out of Compose`, async () => {
    assert.deepEqual(await messages({ "compose.yaml": withoutLine(compose, name), ".env.example": example }), [
      `promised secret "${name}" is used by no service`,
    ]);
  });
  test(`${name} taken out of the example`, async () => {
    assert.deepEqual(await messages({ "compose.yaml": compose, ".env.example": withoutLine(example, name) }), [
      `promised secret "${name}" is named in no .env.example`,
    ]);
  });
  test(`${name} without its guard`, async () => {
    assert.deepEqual(
      await messages({ "compose.yaml": compose.replace(`{${name}:?}`, `{${name}}`), ".env.example": example }),
      [`promised secret "${name}" is not guarded: without a value everything starts all the same`],
    );
  });
}

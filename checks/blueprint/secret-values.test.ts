import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultConfig } from "../config/config.ts";
import { readTree } from "../read/read-tree.ts";
import { memoryTree } from "../read/trees.ts";
import { blueprintsOf } from "./blueprints-of.ts";
import { secretValues } from "./secret-values.ts";

/** Each secret as `file:line name origin class`. */
function found(files: Readonly<Record<string, string>>): string[] {
  const read = readTree(memoryTree(files), defaultConfig);
  const models = blueprintsOf(read, { promises: {}, roles: [] }).flatMap((blueprint) => [
    ...secretValues.join(blueprint),
  ]);
  return models.flatMap(({ values }) =>
    values.map((one) => {
      const { line } = one.source.position(one.start);
      return `${one.source.path}:${line} ${one.name} ${one.origin} ${one.class}${one.inUrl ? " url" : ""}`;
    }),
  );
}

const compose = (environment: string): string =>
  `services:\n  api:\n    image: acme/api:1.2\n    environment:\n      ${environment}\n`;

/** One line of `environment`, and what is found of it. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["DB_PASSWORD: tq8Zr2mVx0Lk", ["DB_PASSWORD literal sound"]],
  ["- DB_PASSWORD=tq8Zr2mVx0Lk", ["DB_PASSWORD literal sound"]],
  ["DB_PASSWORD: ${PW:-postgres}", ["PW fallback well-known"]],
  ["DB_PASSWORD: ${PW-}", []],
  ["DB_PASSWORD: ${PW:?}", []],
  ["DB_PASSWORD: ${PW}", []],
  ["DB_PASSWORD: prefix-${PW:-x}", []],
  ["DB_PASSWORD_FILE: /run/secrets/db", []],
  ["DB_PASSWORD: /run/secrets/db", ["DB_PASSWORD literal reference"]],
  ["ALLOW_EMPTY_PASSWORD: yes", []],
  ["DATABASE_URL: postgres://api:tq8Zr2mVx0Lk@db/api", ["DATABASE_URL literal sound url"]],
  ["DATABASE_URL: postgres://api:${PW:-api}@db/api", ["PW fallback well-known url"]],
  ["DATABASE_URL: ${URL:-postgres://api:secret@db/api}", ["URL fallback well-known url"]],
  ["MAIL_URL: smtp://user:pass@mail.example.com", []],
  ["DB_PASSWORD: api", ["DB_PASSWORD literal well-known"]],
  ["LEVEL: postgres", []],
];

for (const [line, expected] of cases) {
  test(`environment ${line}`, () => {
    assert.deepEqual(
      found({ "compose.yaml": compose(line) }),
      expected.map((one) => `compose.yaml:5 ${one}`),
    );
  });
}

test("a dotenv file that is run is read, an example is not", () => {
  const files = {
    "compose.yaml": compose("DB_PASSWORD: ${DB_PASSWORD:-other}"),
    ".env": "DB_PASSWORD=tq8Zr2mVx0Lk\nAPI_TOKEN=changeme\nLEVEL=info\n#OLD_PASSWORD=x\n",
    ".env.example": "DB_PASSWORD=changeme\n",
  };
  assert.deepEqual(found(files), [".env:1 DB_PASSWORD env-file sound", ".env:2 API_TOKEN env-file placeholder"]);
});

test("a file given by env_file and standing beside the project counts once", () => {
  const files = {
    "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    env_file: [.env]\n",
    ".env": 'DB_PASSWORD="tq8Zr2mVx0Lk"\n',
  };
  assert.deepEqual(found(files), [".env:1 DB_PASSWORD env-file sound"]);
});

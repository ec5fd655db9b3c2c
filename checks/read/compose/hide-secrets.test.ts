import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { hideSecrets } from "./hide-secrets.ts";

function hidden(text: string): string[] {
  const source = new Source("compose.yaml", text);
  for (const root of parseYaml(source).documents) hideSecrets(root);
  return source.sensitive.map(({ start, end }) => text.slice(start, end));
}

const cases: [string, string[]][] = [
  ["environment: {DB_PASSWORD: s3, USER: me}", ["s3"]],
  ["environment: ['API_KEY=s3', \"TOKEN='s3'\", USER=me]", ["s3", "'s3'"]],
  ["environment: {DB_PASSWORD: '${DB_PASSWORD:-s3}', A: '${B:-c}'}", ["s3"]],
  ["environment: {DB_PASSWORD: '${DB_PASSWORD:?set it}', SECRET: $SECRET}", []],
  ["environment: {SECRET: 'pre${X}post'}", ["pre", "post"]],
  ["environment: {URL: 'postgres://u:s3@db/x', OTHER: 'redis://:${PW:-s4}@r'}", ["s3", "s4"]],
  [
    "labels: ['door.users=ops:$$apr1$$Uf3kQz7w$$b0Jm2XsVq8Lr5TnYc1Hd4/', 'cost=$5 to $100']",
    ["$$apr1$$Uf3kQz7w$$b0Jm2XsVq8Lr5TnYc1Hd4/"],
  ],
  ["command: redis-server --requirepass s3 --port 1", ["s3"]],
  ["command: [redis-server, --requirepass, s3]", ["s3"]],
  ["command: ['--admin-password=s3', --token, --verbose]", ["s3"]],
  ["secrets: [db_password]", []],
  ["POSTGRES_PASSWORD_FILE: /run/secrets/x", []],
];

for (const [text, expected] of cases) {
  test(`hidden in ${text}`, () => assert.deepEqual(hidden(text), expected));
}

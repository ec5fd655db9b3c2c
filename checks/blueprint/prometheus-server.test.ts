import assert from "node:assert/strict";
import { test } from "node:test";
import { majorOf } from "./prometheus-server.ts";

const table: readonly [string | undefined, number | undefined][] = [
  ["v2.53.0", 2],
  ["3.1", 3],
  ["v3", 3],
  ["latest", undefined],
  ["main-2024", undefined],
  [undefined, undefined],
];
for (const [tag, expected] of table) test(`tag ${tag}`, () => assert.equal(majorOf(tag), expected));

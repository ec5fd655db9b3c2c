import assert from "node:assert/strict";
import { test } from "node:test";
import { strangerOf } from "./origin-pattern.ts";

const suffix = "https://<name>.evil.example";
const prefix = "https://evil-<name>";
const cases: readonly (readonly [string, string | undefined])[] = [
  ["^https://app\\.example\\.org$", undefined],
  ["^https?://(app|www)\\.example\\.org(:\\d+)?$", undefined],
  ["(^https://app\\.example\\.org$)", undefined],
  ["https://app\\.example\\.org$", undefined],
  ["\\.example\\.org$", undefined],
  [".*\\.example\\.org$", undefined],
  ["~*^https://(.*\\.)?example\\.org$", undefined],
  ["https://app\\.example\\.org", suffix],
  ["(https?://.*\\.example\\.org(:[0-9]+)?)", suffix],
  ["example\\.org$", prefix],
  ["^https?://.*example\\.org$", prefix],
];

for (const [pattern, expected] of cases) {
  test(`${pattern} lets in ${expected ?? "nobody else"}`, () => assert.equal(strangerOf(pattern), expected));
}

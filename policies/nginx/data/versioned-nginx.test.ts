import assert from "node:assert/strict";
import { test } from "node:test";
import { isBefore, versionOf } from "./versioned-nginx.ts";

const images: readonly (readonly [string, readonly number[] | undefined])[] = [
  ["nginx:1.27-alpine", [1, 27, 999]],
  ["nginx:1.29.3", [1, 29, 3]],
  ["docker.io/library/nginx:1.25.4-alpine@sha256:00", [1, 25, 4]],
  ["nginxinc/nginx-unprivileged:1.29-alpine", [1, 29, 999]],
  ["nginx:latest", undefined],
  ["nginx", undefined],
  ["nginx:1-alpine", undefined],
  ["example.org/my-nginx:2.0.0", undefined],
];

for (const [image, version] of images) {
  test(`the version of ${image}`, () => assert.deepEqual(versionOf(image), version));
}

test("versions are compared part by part", () => {
  assert.equal(isBefore([1, 29, 6], [1, 29, 7]), true);
  assert.equal(isBefore([1, 29, 7], [1, 29, 7]), false);
  assert.equal(isBefore([1, 9, 99], [1, 29, 7]), true);
  assert.equal(isBefore([1, 30, 0], [1, 29, 7]), false);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { ByPath } from "./by-path.ts";

const paths = ["a", "a-b/c", "a/b", "a/b/c", "a/d", "a0", "z"];
const files = new ByPath(paths, (path) => path);

test("a folder holds what lies in it, and nothing that only begins like it", () => {
  assert.deepEqual(files.below("a"), ["a", "a/b", "a/b/c", "a/d"]);
  assert.deepEqual(files.below("a/b"), ["a/b", "a/b/c"]);
  assert.deepEqual(files.below("a-"), []);
  assert.deepEqual(files.below("zz"), []);
});

test("several folders give each file once, in the order of the repository", () => {
  assert.deepEqual(files.below("z", "a/b", "a/b/c", "a-b"), ["a-b/c", "a/b", "a/b/c", "z"]);
  assert.deepEqual(files.below("z", ""), paths);
  assert.deepEqual(files.below(), []);
});

test("only whole paths of files are there", () => {
  assert.equal(files.has("a/b/c"), true);
  assert.equal(files.has("a-b"), false);
  assert.equal(files.has("zz"), false);
});

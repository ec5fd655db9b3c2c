import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { parseYaml } from "../yaml/parse-yaml.ts";
import { isVersion1, looksLikeCompose } from "./looks-like-compose.ts";

const cases: [string, string, boolean][] = [
  ["compose.yaml", "services: {a: {image: x}}", true],
  ["docker-compose.override.yml", "networks: {n: {}}", true],
  ["stack.yml", "version: '3'\nservices: {a: {image: x}}", true],
  ["deploy/swarm.yaml", "x-a: 1\nservices: {a: {deploy: {}}}", true],
  ["values.yaml", "services: {a: {image: x}}\nreplicas: 2", false],
  ["values.yaml", "services: {web: {type: ClusterIP}}", false],
  [".gitlab-ci.yml", "services: [docker]\njobs: {}", false],
  ["networks.yml", "networks: {n: {}}", false],
  ["docker-compose.yml", "web: {image: x}\ndb: {image: y}", true],
  ["compose-notes.yml", "title: x", false],
  ["x.yml", "", false],
];

for (const [path, text, expected] of cases) {
  test(`${path}: ${text.replaceAll("\n", " ")}`, () => {
    const [root] = parseYaml(new Source(path, text)).documents;
    assert.equal(root !== undefined && looksLikeCompose(path, root), expected);
  });
}

test("version 1", () => {
  const [root] = parseYaml(new Source("c", "web: {image: x}\ndb: {build: .}")).documents;
  assert.equal(root && isVersion1(root), true);
});

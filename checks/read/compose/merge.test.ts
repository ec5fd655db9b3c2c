import assert from "node:assert/strict";
import { test } from "node:test";
import type { Located } from "../../core/source.ts";
import { get } from "../yaml/tree.ts";
import { placeText, projectOf } from "./reading-of.ts";

/** The place of a value, then the places that it replaced. */
const origins = (at: Located | undefined): string[] => (at ? [at, ...(at.earlier ?? [])].map(placeText) : []);

const base = "services:\n  app:\n    image: a:1\n    ports: ['80:80']\n    environment:\n      A: one\n      B: two\n";
const override = "services:\n  app:\n    image: a:2\n    environment: [A=three]\n    restart: always\n";
const files = { "compose.yaml": base, "compose.override.yml": override };

test("the last writer is the place, what it replaced is earlier", () => {
  const app = projectOf(files).services.get("app");
  assert.deepEqual(origins(app?.image), ["compose.override.yml:3:12 a:2", "compose.yaml:3:12 a:1"]);
  assert.deepEqual(origins(app?.environment.get("A")?.value), [
    "compose.override.yml:4:21 three",
    "compose.yaml:6:10 one",
  ]);
  assert.deepEqual(origins(app?.environment.get("B")?.value), ["compose.yaml:7:10 two"]);
  assert.deepEqual(origins(app?.ports[0]), ["compose.yaml:4:13 '80:80'"]);
});

test("a service stands at its name in the base file, an absent key too", () => {
  const app = projectOf(files).services.get("app");
  assert.deepEqual(origins(app), ["compose.yaml:2:3 app", "compose.override.yml:2:3 app"]);
  assert.deepEqual(origins(app?.at("restart")), ["compose.override.yml:5:5 restart"]);
  assert.equal(app && placeText(app.at("logging")), "compose.yaml:2:3 app");
});

test("what a service extends keeps its own place", () => {
  const app = projectOf({
    "compose.yaml": "services:\n  app:\n    extends: {file: lib/b.yml, service: web}\n    image: mine\n",
    "lib/b.yml": "services:\n  web:\n    image: base\n    volumes: ['./d:/d']\n    user: root\n",
  }).services.get("app");
  assert.deepEqual(origins(app?.image), ["compose.yaml:4:12 mine", "lib/b.yml:3:12 base"]);
  assert.deepEqual(origins(app?.user), ["lib/b.yml:5:11 root"]);
  assert.equal(app?.mounts[0]?.sourcePath, "lib/d");
  assert.equal(get(app?.body, "extends"), undefined);
});

test("a value behind an alias stands where it was written", () => {
  const text = "x-e: &e {A: '1'}\nservices:\n  app: {image: x, environment: {<<: *e, B: '2'}}\n";
  const app = projectOf(text).services.get("app");
  assert.deepEqual(origins(app?.environment.get("A")?.value), ["compose.yaml:1:13 '1'"]);
});

test("!reset removes, !override replaces", () => {
  const { services } = projectOf({
    "compose.yaml": "services: {app: {image: x, ports: ['1:1'], dns: [a], environment: {A: 1, B: 2}}}\n",
    "compose.override.yaml": "services: {app: {ports: !reset [], dns: !override [b], environment: {A: !reset null}}}\n",
  });
  const app = services.get("app");
  assert.equal(app?.ports.length, 0);
  assert.deepEqual([...(app?.environment.keys() ?? [])], ["B"]);
  assert.equal(get(app?.body, "dns")?.kind === "seq" && placeText(app.at("dns")), "compose.override.yaml:1:36 dns");
});

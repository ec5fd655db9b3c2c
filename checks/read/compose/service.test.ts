import assert from "node:assert/strict";
import { test } from "node:test";
import type { Service } from "./model.ts";
import { placeText, projectOf } from "./reading-of.ts";

/** A service with this body, in a project that declares what it may use. */
function service(body: string, more: Readonly<Record<string, string>> = {}): Service {
  const rest = "  b: {image: b}\nvolumes: {v: }\nnetworks: {n: }\nsecrets: {s: {file: ./s}}\n";
  const app = projectOf({ "d/compose.yaml": `services:\n  app: {image: x, ${body}}\n${rest}`, ...more }).services.get(
    "app",
  );
  assert.ok(app);
  return app;
}

for (const [text, expected] of [
  ["x", ["x", "x", undefined, false, undefined]],
  ["docker.io/library/postgres:16", ["docker.io/library/postgres", "postgres", "16", true, undefined]],
  ["host:5000/a/b", ["host:5000/a/b", "host:5000/a/b", undefined, false, undefined]],
  ["a:1@sha256:ff", ["a", "a", "1", true, "sha256:ff"]],
  ["a:${V}", ["a", "a", undefined, true, undefined]],
  ["a:${V:-1}", ["a", "a", "1", true, undefined]],
  ["${R}/a:1", [undefined, undefined, "1", true, undefined]],
] as const) {
  test(`image ${text}`, () => {
    const app = projectOf(`services: {app: {image: '${text}'}}`).services.get("app");
    const { name, familiar, tag, tagged, digest } = app!.image!;
    assert.deepEqual([name, familiar, tag, tagged, digest], expected);
  });
}

test("environment: from both forms, env_file below, bare names from .env", () => {
  const app = service("environment: [A=1, 'B=${NO:-x=y}', C, D], env_file: [e.env]", {
    "d/.env": "C=dot\n",
    "d/e.env": "A=0\nF=$C\n",
  });
  const shown = [...app.environment.values()].map(({ name, value, from, passThrough }) =>
    [name, value?.resolved, from, passThrough].join(" "),
  );
  assert.deepEqual(shown, [
    "A 1 environment false",
    "F dot env_file false",
    "B x=y environment false",
    "C dot environment true",
    "D  environment true",
  ]);
  const value = app.environment.get("B")?.value;
  assert.equal(value && placeText(value), "d/compose.yaml:2:41 ${NO:-x=y}");
  assert.equal(value && placeText(value.variables[0]!.fallbackAt!), "d/compose.yaml:2:47 x=y");
});

test("an undecided value says so, and what it uses", () => {
  const value = service("hostname: 'a-${NO}'").hostname;
  assert.equal(value?.resolved, undefined);
  assert.equal(value?.raw, "a-${NO}");
  assert.deepEqual(
    value?.variables.map(({ name, decided }) => `${name} ${decided}`),
    ["NO unknown"],
  );
});

test("mounts: paths of the repository, volumes, undecided sources", () => {
  const app = service(
    "volumes: ['./a:/a:ro', '../b:/b/', 'v:/v', '/abs:/abs', '${D}/c:/c', '${D}:/d', '../../out:/o', /anon]",
  );
  const shown = app.mounts.map(({ type, origin, sourcePath, target, readOnly }) =>
    [type, origin, sourcePath, target, readOnly].join("|"),
  );
  assert.deepEqual(shown, [
    "bind|./a|d/a|/a|true",
    "bind|../b|b|/b|false",
    "volume|||v:/v|false",
    "bind|/abs||/abs|false",
    "bind|||/c|false",
    "unknown|||/d|false",
    "bind|../../out||/o|false",
    "volume|||/anon|false",
  ]);
});

test("words of a command, each with its place", () => {
  const app = service(`command: 'run --flag="a b" $\{NO} \${YES:-x y} end'`);
  assert.deepEqual(
    app.command?.words.map((word) => `${word.text}|${word.decided}|${placeText(word).split(" ").slice(1).join(" ")}`),
    [
      "run|true|run",
      '--flag=a b|true|--flag="a b"',
      "${NO}|false|${NO}",
      "x|true|${YES:-x y}",
      "y|true|${YES:-x y}",
      "end|true|end",
    ],
  );
});

test("build, networks, dependencies, health, limits", () => {
  const app =
    service(`build: {context: ../app, args: [A=1]}, depends_on: [b], links: ['b:alias'], networks: {n: {aliases: [q]}},
    healthcheck: {test: [CMD-SHELL, 'curl x'], interval: 5s}, deploy: {replicas: 2, resources: {limits: {memory: 1g}}}, secrets: [s]`);
  assert.equal(app.build?.dockerfilePath, "app/Dockerfile");
  assert.equal(app.build?.args.get("A")?.value?.text, "1");
  assert.deepEqual(
    app.dependsOn.map(({ service, condition, via }) => [service, condition, via]),
    [["b", "service_started", "depends_on"]],
  );
  assert.deepEqual(
    app.networks.map(({ name, aliases }) => [name, aliases[0]?.text]),
    [["n", "q"]],
  );
  assert.deepEqual([app.healthcheck?.test, app.healthcheck?.shell], [["curl x"], true]);
  assert.deepEqual([app.replicas, app.limits.memory?.text, app.secrets[0]?.target], [2, "1g", "/run/secrets/s"]);
});

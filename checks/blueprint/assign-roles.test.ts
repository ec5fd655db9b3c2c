import assert from "node:assert/strict";
import { test } from "node:test";
import { defaultConfig } from "../config/config.ts";
import type { RolePattern } from "../read/file-role.ts";
import { readTree } from "../read/read-tree.ts";
import { memoryTree } from "../read/trees.ts";
import { blueprintsOf } from "./blueprints-of.ts";

const compose = (edge: string): Record<string, string> => ({
  "compose.yaml": `services:\n  web:\n    image: nginx:1.27\n    volumes: ["./nginx.conf:/etc/nginx/conf.d/site.conf:ro"]\n${edge}`,
  "nginx.conf": "server { listen 80; }\n",
});

function roles(files: Record<string, string>, patterns: readonly RolePattern[] = []): (string | undefined)[] {
  const [first] = blueprintsOf(readTree(memoryTree(files), defaultConfig), { promises: {}, roles: patterns });
  return [first?.project?.role, first?.nginx[0]?.role];
}

test("a proxy whose container publishes no port is internal", () => {
  assert.deepEqual(roles(compose("")), ["unknown", "internal"]);
  assert.deepEqual(roles(compose("    ports: ['443:443']\n")), ["unknown", undefined]);
  assert.deepEqual(roles(compose("    network_mode: host\n")), ["unknown", undefined]);
});

test("settings win over what the files show", () => {
  assert.deepEqual(roles(compose(""), [{ pattern: "nginx.conf", role: "edge" }]), ["unknown", "edge"]);
  assert.deepEqual(roles(compose(""), [{ pattern: "compose.yaml", role: "development" }]), ["development", "internal"]);
});

test("a project that runs with the settings of development is one", () => {
  const runs = (settings: string): Record<string, string> => ({
    "compose.yaml": `services:\n  web:\n    image: acme/web:1.2\n    environment: { DJANGO_SETTINGS_MODULE: ${settings} }\n`,
  });
  assert.deepEqual(roles(runs("shop.settings.development")), ["development", undefined]);
  assert.deepEqual(roles(runs("shop.settings.production")), ["unknown", undefined]);
});

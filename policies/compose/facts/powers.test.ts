import assert from "node:assert/strict";
import { test } from "node:test";
import { readingOf } from "../../../checks/read/compose/reading-of.ts";
import { observesHost } from "./powers.ts";

const table: readonly [image: string, observes: boolean][] = [
  ["gcr.io/cadvisor/cadvisor:v0.52.1", true],
  ["prom/node-exporter:v1.9.0", true],
  ["newrelic/infrastructure:1.63.0", true],
  ["acme/own-newrelic-infra:3", true],
  ["acme/prometheus-smartctl:2.1", true],
  ["prometheuscommunity/smartctl-exporter:v0.13.0", true],
  ["acme/infrastructure:1", false],
  ["acme/api:1.2", false],
];

for (const [image, observes] of table) {
  test(`${image} ${observes ? "measures" : "does not measure"} the host`, () => {
    const services = readingOf(`services: { a: { image: "${image}" } }\n`).projects.flatMap((one) => [
      ...one.services.values(),
    ]);
    assert.deepEqual(services.map(observesHost), [observes]);
  });
}

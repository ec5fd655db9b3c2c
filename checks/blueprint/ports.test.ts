import assert from "node:assert/strict";
import { test } from "node:test";
import { readingOf } from "../read/compose/reading-of.ts";
import { declaredPorts } from "./ports.ts";

function declared(service: string): readonly number[] {
  const [project] = readingOf({ "compose.yaml": `services:\n  a: { image: x, ${service} }\n` }).projects;
  return [...declaredPorts(project!.services.get("a")!)];
}

test("ports and ranges of ports and expose", () => {
  assert.deepEqual(
    declared('ports: ["80:8080", "9000-9001:9000-9001"], expose: ["3000", "4000-4001"]'),
    [8080, 9000, 9001, 3000, 4000, 4001],
  );
});

test("a range that no machine has is not counted through", () => {
  assert.equal(declared('expose: ["1-99999999999999"], ports: ["1-99999999999:1-99999999999"]').length, 1001);
  assert.deepEqual(
    declared(`expose: ["99999999999999999999", "${"9".repeat(400)}"], ports: ["99999999999999999999"]`),
    [],
  );
});

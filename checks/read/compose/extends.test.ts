import assert from "node:assert/strict";
import { test } from "node:test";
import { placeText, problemsOf, projectOf, readingOf } from "./reading-of.ts";

/** `s0` has the image; each of the others extends the one before it. */
function chain(length: number, isDescending = false): string {
  const services = Array.from({ length }, (_, i) => `  s${i + 1}: { extends: { service: s${i} } }\n`);
  return `services:\n  s0: { image: x }\n${(isDescending ? services.reverse() : services).join("")}`;
}

test("what is extended over others keeps its place", () => {
  const image = projectOf(chain(3)).services.get("s3")?.image;
  assert.equal(image && placeText(image), "compose.yaml:2:16 x");
});

test("a circle is told at each service of it", () => {
  const text = "services:\n  a: { image: x, extends: b }\n  b: { extends: a }\n";
  assert.deepEqual(problemsOf(readingOf(text)), [
    'error compose.yaml:2:27 service "a" extends itself in a circle',
    'error compose.yaml:3:17 service "b" extends itself in a circle',
  ]);
});

test("thousands that extend one another end in time", () => {
  for (const isDescending of [false, true]) {
    const started = performance.now();
    readingOf(chain(3_000, isDescending));
    assert.ok(performance.now() - started < 5_000);
  }
});

test("a chain that nobody could follow is a problem", () => {
  assert.match(problemsOf(readingOf(chain(150, true)))[0] ?? "", /more than 100 services extend one another/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { policies } from "../../policies/index.ts";
import type { Example } from "../core/policy.ts";
import { type Files, faultsOf } from "./robustness/faults-of.ts";
import { largeFiles } from "./robustness/large-files.ts";
import { type Mutation, mutate, mutationKinds } from "./robustness/mutate.ts";
import { seeds } from "./robustness/seeds.ts";

/**
 * Nothing that stands in a file may stop, stall or mislead a check. `SEED` repeats a run, `FUZZ_RUNS` lengthens it:
 * without it each test ends after some seconds, and the next run looks elsewhere.
 */
const seed = Number(process.env["SEED"] ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 1_000);
const maxMs = Number(process.env["FUZZ_MS"] ?? 3_000);
const isLong = process.env["FUZZ_RUNS"] !== undefined;

const filesOf = (example: Example, path: string): Files => {
  if (typeof example === "string") return { [path]: example };
  return "files" in example && typeof example.files === "object" ? example.files : (example as Files);
};

/** The seeds, and each example of each policy laid over them. */
const bases: readonly Files[] = [
  seeds,
  ...policies.flatMap(({ good, bad, reads }) =>
    [...good, ...bad].map((example) => ({ ...seeds, ...filesOf(example, reads.examplePath) })),
  ),
];

const mutation = fc.record<Mutation>({
  kind: fc.constantFrom(...mutationKinds),
  at: fc.nat(1_000_000),
  other: fc.nat(1_000_000),
});
const changes = fc.array(
  fc.record({ file: fc.nat(200), mutations: fc.array(mutation, { minLength: 1, maxLength: 6 }) }),
  {
    maxLength: 8,
  },
);
const input = fc.record({ base: fc.oneof(fc.constant(0), fc.nat(bases.length - 1)), changes });

function filesFrom({ base, changes }: typeof input extends fc.Arbitrary<infer T> ? T : never): Files {
  const files: Record<string, string> = { ...bases[base]! };
  const paths = Object.keys(files);
  const all = Object.values(files);
  for (const { file, mutations } of changes) {
    const path = paths[file % paths.length]!;
    files[path] = mutate(files[path]!, mutations, all);
  }
  return files;
}

test(`no input crashes or stalls a check (SEED=${seed})`, async () => {
  let slowest = 0;
  // The first run compiles what all others use.
  assert.deepEqual(await faultsOf(seeds, policies), []);
  const property = fc.asyncProperty(input, async (value) => {
    const files = filesFrom(value);
    const started = performance.now();
    assert.deepEqual(await faultsOf(files, policies), []);
    const took = performance.now() - started;
    slowest = Math.max(slowest, took);
    const size = Object.values(files).reduce((sum, text) => sum + text.length, 0);
    // Machines pause: only what is slow again is slow.
    if (took > maxMs) {
      const again = performance.now();
      await faultsOf(files, policies);
      assert.ok(performance.now() - again < maxMs * Math.max(1, size / 50_000), `took ${Math.round(took)} ms`);
    }
  });
  const details = await fc.check(property, { seed, numRuns, ...(isLong ? {} : { interruptAfterTimeLimit: 10_000 }) });
  console.log(`${details.numRuns} inputs, seed ${seed}, slowest ${Math.round(slowest)} ms`);
  if (!details.failed) return;
  for (const [path, text] of Object.entries(details.counterexample ? filesFrom(details.counterexample[0]) : {})) {
    if (text !== seeds[path]) console.log(`${path}: ${JSON.stringify(text)}`);
  }
  assert.fail(`${fc.defaultReportMessage(details)}\n${details.errorInstance}`);
});

/** Of processor time, on a slow machine; what is quadratic takes minutes. */
const largeMs = 5_000;

test(`no text of 200 kB takes more than seconds (SEED=${seed})`, async () => {
  const started = performance.now();
  const names = Object.keys(largeFiles);
  for (let index = 0; index < names.length && (isLong || performance.now() - started < 8_000); index++) {
    const name = names[(seed + index * 41) % names.length]!;
    const before = process.cpuUsage();
    assert.deepEqual(await faultsOf(largeFiles[name]!(), policies), [], name);
    const { user, system } = process.cpuUsage(before);
    const took = (user + system) / 1_000;
    assert.ok(took < largeMs, `${name} took ${Math.round(took)} ms`);
  }
});

import { globSync, readFileSync, writeFileSync } from "node:fs";
import { run } from "node:test";
import { inspect } from "node:util";

/**
 * `node --test` is green on nothing, so this names its files, counts, and fails when a suite ran fewer tests than the
 * checked-in count, or when one was skipped. `--raise` writes the new counts.
 */
const suites: Readonly<Record<string, readonly string[]>> = {
  unit: ["checks/**/*.test.ts", "scripts/**/*.test.ts"],
  policies: ["policies/**/*.test.ts"],
  agreement: ["agreement/**/*.test.ts"],
};
const countsFile = "scripts/test-counts.json";
const counts: Record<string, number> = JSON.parse(readFileSync(countsFile, "utf8"));
const raise = process.argv.includes("--raise");
const named = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const total = { passed: 0, failed: 0, skipped: 0 };

for (const suite of named.length > 0 ? named : Object.keys(suites)) {
  const patterns = suites[suite];
  if (!patterns) throw new Error(`no suite "${suite}": ${Object.keys(suites).join(", ")}`);
  const files = patterns.flatMap((pattern) => globSync(pattern)).sort();
  const { passed, failed, skipped } = await runFiles(files);
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  const least = counts[suite] ?? 0;
  console.log(
    `${suite}: ${files.length} files, ${passed} passed, ${failed} failed, ${skipped} skipped (at least ${least})`,
  );
  if (passed + failed < least || files.length === 0) {
    console.log(`${suite}: ran ${passed + failed} tests, fewer than the ${least} of ${countsFile}`);
    total.failed++;
  }
  if (raise && failed === 0) counts[suite] = passed;
}
if (raise) writeFileSync(countsFile, `${JSON.stringify(counts, undefined, 2)}\n`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed + total.skipped > 0 ? 1 : 0;

async function runFiles(files: string[]): Promise<typeof total> {
  const counted = { passed: 0, failed: 0, skipped: 0 };
  if (files.length === 0) return counted;
  // A file that never ends would stop CI without a word.
  const stream = run({ files, concurrency: 2, timeout: 300_000 });
  stream.on("test:summary", ({ file, counts: sums }) => {
    // The summary without a file is the whole run's.
    if (file !== undefined) return;
    counted.passed = sums.passed;
    counted.failed = sums.tests - sums.passed - sums.skipped - sums.todo;
    counted.skipped = sums.skipped + sums.todo;
  });
  stream.on("test:fail", ({ name, file, line, details }) => {
    if (details.type !== "suite")
      console.log(`✖ ${name} (${file}:${line})\n${inspect(details.error.cause ?? details.error)}\n`);
  });
  for await (const _ of stream);
  return counted;
}

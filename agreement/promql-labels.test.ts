import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, Source } from "../checks/core/source.ts";
import { carries, outputLabels } from "../checks/read/promql/output-labels.ts";
import { parsePromql } from "../checks/read/promql/parse-query.ts";
import { Random } from "./nginx/random.ts";
import { evaluated } from "./prometheus/programs.ts";
import { randomExpression, series } from "./prometheus/random-expressions.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
const labels = ["a", "b", "c", "d", "le"];

test(`no series has a label that the reader excludes, or lacks one that it promises, SEED=${seed}`, async () => {
  const random = new Random(seed);
  const expressions = Array.from({ length: 600 }, () => randomExpression(random, 1 + random.upTo(2)));
  const results = await evaluated(series, expressions);
  const wrong: string[] = [];
  let judged = 0;
  for (const [text, found] of results) {
    const source = new Source("q", text);
    const { root } = parsePromql(text, locate(source, 0, text.length), (from, to) => locate(source, from, to));
    assert.ok(root, text);
    const output = outputLabels(root);
    for (const got of found) {
      judged++;
      for (const label of labels) {
        const answer = carries(output, label);
        if (answer !== "unknown" && answer !== got.has(label))
          wrong.push(`${text}: ${label} ${answer}, got ${[...got]}`);
      }
    }
  }
  assert.deepEqual(wrong, []);
  assert.ok(judged > 200, `only ${judged} series were made`);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { destinationsOf } from "../checks/blueprint/delivery.ts";
import { Source } from "../checks/core/source.ts";
import { readAlertmanager } from "../checks/read/alertmanager/read-alertmanager.ts";
import { type Defect, defectsFor } from "../checks/read/defect.ts";
import { readPrometheus } from "../checks/read/prometheus/read-prometheus.ts";
import { readRules } from "../checks/read/prometheus/read-rules.ts";
import type { Reading } from "../checks/read/reading.ts";
import { Random } from "./nginx/random.ts";
import { alertmanagers, moreAlertmanagers } from "./prometheus/alertmanagers.ts";
import { configs } from "./prometheus/configs.ts";
import { expressions, ruleOn, seeds } from "./prometheus/expressions.ts";
import { routed, type Verdict, verdicts } from "./prometheus/programs.ts";
import { randomConfig, randomLabels } from "./prometheus/random-routes.ts";
import { ruleFiles } from "./prometheus/rule-files.ts";

const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
/** The installed promtool is a Prometheus 2. */
const major = 2;

type Read = (source: Source) => Reading<{ readonly defects: readonly Defect[] }>;

/** Notification texts are parsed only when one is sent, so the check of the configuration accepts broken ones. */
function disagreements(answers: readonly Verdict[], read: Read, ignored?: Defect["rule"]): string[] {
  return answers.flatMap(({ text, accepted, reason }) => {
    const { file, problems } = read(new Source("file.yml", text));
    const defects = defectsFor(file?.defects ?? [], major).filter(({ rule }) => rule !== ignored);
    const ours = [...problems, ...defects].map(({ message }) => message);
    return accepted === (ours.length === 0)
      ? []
      : [`${text}\n  program: ${reason || "accepted"}\n  reader: ${ours.join("; ")}`];
  });
}

test("promtool accepts and refuses the same rule files", async () => {
  assert.deepEqual(disagreements(await verdicts("rules", ruleFiles), readRules), []);
});

test("promtool accepts and refuses the same expressions", async () => {
  assert.deepEqual(disagreements(await verdicts("rules", expressions.map(ruleOn)), readRules), []);
});

test(`promtool accepts and refuses the same broken expressions, SEED=${seed}`, async () => {
  const random = new Random(seed);
  const split = (text: string): string[] => text.match(/"[^"]*"|'[^']*'|[\w:.]+|\s+|[=!<>]=|=~|!~|[\s\S]/g) ?? [];
  const words = seeds.flatMap(split).filter((word) => word.trim() !== "" && word !== "offset");
  const broken = Array.from({ length: 250 }, () => {
    const tokens = split(random.pick(seeds));
    for (let changes = 1 + random.upTo(1); changes > 0; changes--) {
      const at = random.upTo(tokens.length - 1);
      if (random.chance(0.4)) tokens.splice(at, 1);
      else tokens.splice(at, random.upTo(1), ` ${random.pick(words)} `);
    }
    // Prometheus 2 overlooks a word after the duration of a range.
    return tokens.join("").replaceAll(/(\[\w+)\s+\w+/g, "$1");
  });
  assert.deepEqual(disagreements(await verdicts("rules", broken.map(ruleOn)), readRules), []);
});

test("promtool accepts and refuses the same configurations", async () => {
  assert.deepEqual(disagreements(await verdicts("prometheus", configs), readPrometheus), []);
});

test("amtool accepts and refuses the same configurations", async () => {
  const answers = await verdicts("alertmanager", [...alertmanagers, ...moreAlertmanagers]);
  assert.deepEqual(disagreements(answers, readAlertmanager, "template"), []);
});

test(`amtool notifies the same receivers, SEED=${seed}`, async () => {
  const random = new Random(seed);
  for (let round = 0; round < 20; round++) {
    const text = randomConfig(random);
    const { file } = readAlertmanager(new Source("alertmanager.yml", text));
    assert.ok(file);
    assert.deepEqual(file.defects, [], text);
    const labelSets = Array.from({ length: 8 }, () => randomLabels(random));
    const ours = labelSets.map((labels) =>
      destinationsOf(file, { value: (name) => ({ text: labels.get(name) ?? "" }) })
        .map(({ route }) => route.receiver?.text)
        .join(","),
    );
    assert.deepEqual(
      ours,
      await routed(text, labelSets),
      `${text}\n${JSON.stringify(labelSets.map((one) => [...one]))}`,
    );
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { readPrometheus } from "./read-prometheus.ts";
import { relabel } from "./relabel.ts";

/** Labels after the steps, as `name=value`, or `dropped`. */
function after(steps: string, labels: Record<string, string>): string {
  const text = `scrape_configs: [{job_name: a, relabel_configs: ${steps}}]\n`;
  const { file } = readPrometheus(new Source("prometheus.yml", text));
  const result = relabel(new Map(Object.entries(labels)), file!.scrapeJobs[0]!.relabel);
  return result ? [...result].map((pair) => pair.join("=")).join(" ") : "dropped";
}

test("relabelling steps", () => {
  const table: readonly [string, string][] = [
    ["[{source_labels: [a], target_label: c}]", "a=x b=Y c=x"],
    ["[{source_labels: [a, b], regex: '(.);(.)', target_label: c, replacement: '$2-${1}'}]", "a=x b=Y c=Y-x"],
    ["[{source_labels: [a], regex: z, target_label: c}]", "a=x b=Y"],
    ["[{target_label: a, replacement: ''}]", "b=Y"],
    ["[{source_labels: [b], regex: '(?P<n>.)', target_label: 'l_$n', replacement: '$1'}]", "a=x b=Y l_Y=Y"],
    ["[{source_labels: [a], action: keep, regex: z}]", "dropped"],
    ["[{source_labels: [a], action: keep, regex: 'x|z'}]", "a=x b=Y"],
    ["[{source_labels: [a], action: drop, regex: 'x'}]", "dropped"],
    ["[{source_labels: [a], action: dropequal, target_label: a}]", "dropped"],
    ["[{source_labels: [a], action: keepequal, target_label: b}]", "dropped"],
    ["[{source_labels: [b], action: lowercase, target_label: c}]", "a=x b=Y c=y"],
    ["[{source_labels: [a], action: uppercase, target_label: c}]", "a=x b=Y c=X"],
    ["[{action: labelmap, regex: '(a)', replacement: 'm_$1'}]", "a=x b=Y m_a=x"],
    ["[{action: labeldrop, regex: a}]", "b=Y"],
    ["[{action: labelkeep, regex: a}]", "a=x"],
    ["[{source_labels: [nope], action: hashmod, modulus: 1, target_label: s}]", "a=x b=Y s=0"],
  ];
  for (const [steps, expected] of table) assert.equal(after(steps, { a: "x", b: "Y" }), expected, steps);
});

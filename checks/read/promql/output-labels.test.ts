import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, Source } from "../../core/source.ts";
import { outputLabels } from "./output-labels.ts";
import { parsePromql } from "./parse-query.ts";

/** `all -removed !certain` or `kept !certain`, labels in order, `__name__` left out. */
function labelsOf(text: string): string {
  const source = new Source("q", text);
  const { root, defects } = parsePromql(text, locate(source, 0, text.length), (from, to) => locate(source, from, to));
  assert.ok(root, JSON.stringify(defects.map((defect) => defect.message)));
  const { kept, removed, certain } = outputLabels(root);
  const shown = (names: Iterable<string>, mark: string): string[] =>
    [...names]
      .filter((name) => name !== "__name__")
      .toSorted()
      .map((name) => mark + name);
  return [...(kept === "all" ? ["all", ...shown(removed, "-")] : shown(kept, "")), ...shown(certain, "!")].join(" ");
}

const table: readonly [string, string][] = [
  ["up", "all"],
  ['up{job="a", env="", x=~"b|c", y=~".*", z!=""}', "all -env !job !x !z"],
  ["rate(x[5m])", "all"],
  ["sum(x)", ""],
  ["sum by (a, b) (x)", "a b"],
  ['sum by (a, b) (x{a="1"})', "a b !a"],
  ["sum without (a) (x)", "all -a"],
  ["sum by (a) (sum by (b) (x))", ""],
  ["topk(3, sum by (a) (x))", "a"],
  ["topk by (a) (3, x)", "all"],
  ['count_values("v", x)', "v !v"],
  ["time()", ""],
  ["vector(1)", ""],
  ["scalar(x)", ""],
  ["1 + 2", ""],
  ['absent(up{job="a", x=~"y"})', "job !job"],
  ['absent(up{job="a", job="b"})', ""],
  ["absent(sum(up))", ""],
  ['absent_over_time(up{job="a"}[5m])', "job !job"],
  ["histogram_quantile(0.9, sum by (le, a) (x))", "a"],
  ["histogram_quantile(0.9, x)", "all -le"],
  ['label_replace(sum(x), "b", "$1", "c", "(.*)")', "b"],
  ['label_join(x{b=""}, "b", ",", "c")', "all"],
  ['label_replace(x{b="1"}, "b", "$1", "c", "(.*)")', "all"],
  ["x > 5", "all"],
  ["5 < sum by (a) (x)", "a"],
  ["-x", "all"],
  ["sum by (a) (x) / sum by (a) (y)", "a"],
  ["x / on (a) y", "a"],
  ["x > on (a) y", "a"],
  ["x / ignoring (a) y", "all -a"],
  ["x / on (a) group_left (b) y", "all"],
  ["sum by (a) (x) * on (a) group_left (b) y", "a b"],
  ["sum by (a) (x) * on (a) group_left (b) sum by (a) (y)", "a"],
  ["sum by (a, b) (x) * on (a) group_right () y", "all"],
  ["sum by (a) (x) and y", "a"],
  ["sum by (a) (x) unless y", "a"],
  ["sum by (a) (x) or sum by (b) (y)", "a b"],
  ["sum without (a, b) (x) or sum by (b) (y)", "all -a"],
  ["sum by (a) (y) or sum without (a, b) (x)", "all -b"],
  ["max_over_time(sum by (a) (x)[5m:])", "a"],
];
for (const [text, expected] of table) test(`labels of ${text}`, () => assert.equal(labelsOf(text), expected));

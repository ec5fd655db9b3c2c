import assert from "node:assert/strict";
import { test } from "node:test";
import { readExposition } from "./exposition.ts";

const table: { name: string; page: string; families: Record<string, { type: string; labels: string[] }> }[] = [
  {
    name: "a counter with labels, united over its series and sorted",
    page: '# HELP a_total x\n# TYPE a_total counter\na_total{code="200",app="x"} 1\na_total{zone="z"} 2\n',
    families: { a_total: { type: "counter", labels: ["app", "code", "zone"] } },
  },
  {
    name: "a histogram is one family without le",
    page: '# TYPE h histogram\nh_bucket{job="j",le="+Inf"} 1\nh_sum{job="j"} 1\nh_count{job="j"} 1\n',
    families: { h: { type: "histogram", labels: ["job"] } },
  },
  {
    name: "a summary is one family without quantile",
    page: '# TYPE s summary\ns{quantile="0.5"} NaN\ns_sum 1\ns_count 1\n',
    families: { s: { type: "summary", labels: [] } },
  },
  {
    name: "a gauge whose own name ends in _count stays itself",
    page: "# TYPE x gauge\nx 1\n# TYPE x_count gauge\nx_count 2\ny_sum 3\n",
    families: {
      x: { type: "gauge", labels: [] },
      x_count: { type: "gauge", labels: [] },
      y_sum: { type: "untyped", labels: [] },
    },
  },
  {
    name: "quotes, braces and text that looks like a label inside a value",
    page: 'q{path="a\\"b{c=\\"d\\"}",v="1, w=2"} 1\r\n',
    families: { q: { type: "untyped", labels: ["path", "v"] } },
  },
  { name: "a declared family without samples is not seen", page: "# TYPE lonely gauge\n", families: {} },
  {
    name: "a type this format does not know is untyped",
    page: "# TYPE i info\ni 1\n",
    families: { i: { type: "untyped", labels: [] } },
  },
];

for (const { name, page, families } of table) {
  test(name, () => assert.deepEqual(Object.fromEntries(readExposition(page)), families));
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikePrometheus, looksLikeRules } from "./looks-like.ts";

test("configurations of Prometheus", () => {
  const table: readonly [string, string, boolean][] = [
    ["a.yml", "scrape_configs: []\n", true],
    ["prometheus.yml", "global:\n  scrape_interval: 15s\n", true],
    ["loki.yml", "global:\n  x: 1\n", false],
    ["promtail.yml", "positions:\n  filename: x\nscrape_configs:\n  - job_name: a\n", false],
    ["cm.yml", "apiVersion: v1\nkind: ConfigMap\nscrape_configs: []\n", false],
  ];
  for (const [path, text, expected] of table) assert.equal(looksLikePrometheus(path, text), expected, path);
});

test("rules of Prometheus, and none of its relatives", () => {
  const table: readonly [string, string, boolean][] = [
    ["a.yml", "groups:\n  - name: a\n    rules:\n      - alert: A\n", true],
    ["a.rules", "ALERT A\n  IF up == 0\n", true],
    ["a.yml", "apiVersion: 1\ngroups:\n  - orgId: 1\n    rules:\n", false],
    ["a.yml", 'groups:\n  - rules:\n      - alert: A\n        expr: rate({a="b"} |= "x" [5m])\n', false],
    [
      "a.yml",
      'groups:\n  - rules:\n      - expr: up == 0\n      - expr: rate({a="b"} |= "x" [5m]) > 1\n        alert: A\n',
      true,
    ],
    ["loki/rules.yml", "groups:\n  - rules:\n", false],
    ["pr.yml", "apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\ngroups:\n  - rules:\n", false],
  ];
  for (const [path, text, expected] of table) assert.equal(looksLikeRules(path, text), expected, text);
});

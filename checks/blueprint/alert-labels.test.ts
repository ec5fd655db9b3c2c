import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../core/source.ts";
import { readPrometheus } from "../read/prometheus/read-prometheus.ts";
import { readRules } from "../read/prometheus/read-rules.ts";
import { labelsOfAlert } from "./alert-labels.ts";

const plain = "global:\n  external_labels: { cluster: main }\nscrape_configs: []\n";
const dropping = `${plain}alerting:\n  alert_relabel_configs:\n    - action: labeldrop\n      regex: replica|team\n    - target_label: env\n      replacement: prod\n`;

function labelValue(expr: string, labels: string, config: string, label: string): string {
  const text = `groups:\n  - name: g\n    labels: { source: group, team: group }\n    rules:\n      - alert: A\n        expr: ${expr}\n        labels: ${labels}\n`;
  const rule = readRules(new Source("rules.yml", text)).file?.groups[0]?.rules[0];
  const server = readPrometheus(new Source("prometheus.yml", config)).file;
  assert.ok(rule && server);
  const value = labelsOfAlert(rule, [{ config: server }]).value(label);
  return value === "unknown" ? "?" : value.text;
}

const table: readonly [string, string, string, string, string][] = [
  ["up == 0", "{}", plain, "alertname", "A"],
  ["up == 0", "{ severity: page }", plain, "severity", "page"],
  ["up == 0", "{ team: db }", plain, "team", "db"],
  ["up == 0", "{}", plain, "source", "group"],
  ["up == 0", "{}", plain, "severity", "?"],
  ["sum(up) == 0", "{}", plain, "severity", ""],
  ["sum(up) == 0", "{}", plain, "cluster", "main"],
  ["up == 0", "{}", plain, "cluster", "?"],
  ["sum(up) == 0", "{ cluster: own }", plain, "cluster", "own"],
  ["up == 0", "{ severity: '{{ $labels.x }}' }", plain, "severity", "?"],
  ["up == 0", "{ team: db, severity: page }", dropping, "team", "?"],
  ["up == 0", "{ team: db, severity: page }", dropping, "severity", "page"],
  ["sum(up) == 0", "{}", dropping, "env", "?"],
];
for (const [expr, labels, config, label, expected] of table) {
  test(`${label} of ${expr} with ${labels}${config === dropping ? ", relabelled" : ""}`, () => {
    assert.equal(labelValue(expr, labels, config, label), expected);
  });
}

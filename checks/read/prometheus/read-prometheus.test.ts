import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { defectsFor } from "../defect.ts";
import { readPrometheus, scrapeIntervalSeconds } from "./read-prometheus.ts";

const read = (text: string) => readPrometheus(new Source("prometheus.yml", text));

function wrong(text: string, major = 3): string[] {
  return defectsFor(read(text).file?.defects ?? [], major).map(({ source, start, rule, message }) => {
    const { line, column } = source.position(start);
    return `${line}:${column} ${rule} ${message}`;
  });
}

const job = (text: string): string => `scrape_configs:\n- job_name: a\n${text}`;

test("what Prometheus refuses, at its place", () => {
  const table: readonly [string, string[]][] = [
    ["", []],
    ["global: {scrape_intervall: 15s}\n", ['1:10 field unknown field "scrape_intervall" in global']],
    [
      "global: {scrape_interval: 5s, scrape_timeout: 10s}\n",
      ["1:47 value the global scrape timeout is longer than the global scrape interval"],
    ],
    [job("  scrape_timeout: 2m\n"), ['3:19 value the scrape timeout of "a" is longer than its interval']],
    ["scrape_configs: [{job_name: a}, {job_name: a}]\n", ['1:44 duplicate two scrape jobs are named "a"']],
    ["scrape_configs: [{}]\n", ["1:18 field a scrape job needs a job_name"]],
    [
      job("  static_configs: [{targets: ['http://a:1/x']}]\n"),
      ["3:31 value a target is host:port, not a URL or a path"],
    ],
    [
      job("  relabel_configs: [{source_labels: [a], action: keeep}]\n"),
      ['3:50 value unknown relabelling action "keeep"'],
    ],
    [
      job("  relabel_configs: [{source_labels: [a]}]\n"),
      ["3:21 field the relabelling action replace needs a target_label"],
    ],
    [
      job("  basic_auth: {username: u}\n  bearer_token: x\n"),
      ["4:3 field bearer_token cannot stand beside basic_auth"],
    ],
    [
      "rule_files: ['*/a.yml']\n",
      ['1:14 value the pattern "*/a.yml" has * before its last part, which Prometheus does not follow'],
    ],
    ["remote_write: [{name: n}]\n", ["1:16 field remote_write needs a url"]],
  ];
  for (const [text, expected] of table) assert.deepEqual(wrong(text), expected, text);
});

test("versions", () => {
  const text = job("  scrape_classic_histograms: true\n");
  assert.deepEqual([wrong(text, 2).length, wrong(text, 3).length], [0, 1]);
  assert.deepEqual([wrong("otlp: {}\n", 2).length, wrong("otlp: {}\n", 3).length], [1, 0]);
});

test("placeholders of templates are no defects", () => {
  const text = job(
    "  scrape_interval: {{ interval }}\n  scheme: ${SCHEME}\n  static_configs:\n  - targets: ['${HOST}/x', {{ target }}]\n",
  );
  const { file } = read(text);
  assert.deepEqual([file!.defects, file!.template], [[], true]);
});

test("the model of a configuration", () => {
  const { file } = read(`global: {scrape_interval: 30s, external_labels: {site: x}}
rule_files: [r/*.yml]
alerting: {alertmanagers: [{static_configs: [{targets: ['am:9093']}]}]}
scrape_configs:
  - job_name: api
    scrape_interval: 5s
    metrics_path: /m
    params: {module: [a, b]}
    static_configs: [{targets: ['api:1', 'api:2'], labels: {env: p}}]
    dns_sd_configs: [{names: [tasks.api], type: A, port: 80}]
  - job_name: db
`);
  const [api, db] = file!.scrapeJobs;
  assert.deepEqual(
    {
      intervals: [scrapeIntervalSeconds(file!, api!), scrapeIntervalSeconds(file!, db!)],
      path: api!.metricsPath?.text,
      params: api!.params.get("module")?.map(({ text }) => text),
      targets: api!.static[0]!.targets.map(({ text }) => text),
      labels: [...api!.static[0]!.labels.keys()],
      discovery: api!.discovery.map(({ kind, names }) => [kind, names.map(({ text }) => text)]),
      rules: file!.ruleFiles.map(({ text }) => text),
      alertmanagers: file!.alertmanagers[0]!.static[0]!.targets.map(({ text }) => text),
      external: [...file!.global.externalLabels.keys()],
    },
    {
      intervals: [5, 30],
      path: "/m",
      params: ["a", "b"],
      targets: ["api:1", "api:2"],
      labels: ["env"],
      discovery: [["dns", ["tasks.api"]]],
      rules: ["r/*.yml"],
      alertmanagers: ["am:9093"],
      external: ["site"],
    },
  );
});

test("secrets are hidden", () => {
  const { file } = read(job("  basic_auth: {username: u, password: hunter2}\n  proxy_url: http://u:deep@p\n"));
  const { source } = file!;
  assert.deepEqual(
    source.sensitive.map(({ start, end }) => source.text.slice(start, end)),
    ["hunter2", "deep"],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { exporterOfImage, exportersOf, listingOf, metricOf, ownsPrefix, typeOfMetric } from "./catalogue.ts";
import type { Exporter } from "./exporter.ts";
import { exporters } from "./exporters.ts";

function named(name: string): Exporter {
  const exporter = exporters.find((candidate) => candidate.name === name);
  assert.ok(exporter, name);
  return exporter;
}

const images: [string, string | undefined][] = [
  ["prom/node-exporter:v1.9.0", "node"],
  ["quay.io/prometheus/node-exporter", "node"],
  ["registry.example:5000/mirror/prom/node-exporter:v1.8.2@sha256:0a", "node"],
  ["quay.io/prometheuscommunity/postgres-exporter:v0.17.1", "postgres"],
  ["oliver006/redis_exporter:latest", "redis"],
  ["docker.io/nginx/nginx-prometheus-exporter:1.4", "nginx"],
  ["gcr.io/cadvisor/cadvisor:v0.52.1", "cadvisor"],
  ["prom/prometheus", "prometheus"],
  ["rabbitmq:4-management", "rabbitmq"],
  ["acme/rabbitmq:4", undefined],
  ["node-exporter", undefined],
  ["acmeprom/prometheus", undefined],
  ["redis:8", undefined],
];
for (const [image, name] of images) test(`image ${image}`, () => assert.equal(exporterOfImage(image)?.name, name));

const listings: [string, string, string | undefined, string][] = [
  ["node", "node_cpu_seconds_total", undefined, "listed"],
  ["node", "node_mdadm_disks", undefined, "missing"],
  ["node", "node_md_disks", undefined, "listed"],
  ["node", "node_uname_machine", "v1.9.0", "missing"],
  ["node", "node_uname_machine", "v99.0.0", "open"],
  ["node", "node_memory_Fancy_bytes", undefined, "open"],
  ["node", "up", undefined, "listed"],
  ["node", "go_goroutines", undefined, "listed"],
  ["node", "pg_up", undefined, "missing"],
  ["postgres", "pg_stat_statements_calls", undefined, "listed"],
  ["postgres", "pg_stat_statements_calls_total", undefined, "listed"],
  ["redis", "redis_mem_used_bytes", undefined, "missing"],
  ["redis", "redis_cluster_slots_fail", undefined, "listed"],
  ["blackbox", "probe_ssl_earliest_cert_expiry", undefined, "listed"],
  ["blackbox", "probe_dns_lookup_time_seconds", undefined, "listed"],
  ["cadvisor", "container_made_up", undefined, "open"],
  ["grafana", "grafana_http_request_duration_seconds_bucket", undefined, "open"],
];
for (const [exporter, name, tag, listing] of listings) {
  test(`${name} of ${exporter} ${tag ?? ""}`, () => assert.equal(listingOf(named(exporter), name, tag), listing));
}

const types: [string, string | undefined][] = [
  ["node_cpu_seconds_total", "counter"],
  ["node_memory_MemAvailable_bytes", "gauge"],
  ["prometheus_http_request_duration_seconds", "histogram"],
  ["prometheus_http_request_duration_seconds_bucket", "counter"],
  ["prometheus_http_request_duration_seconds_total", undefined],
  ["go_gc_duration_seconds", "summary"],
  ["go_gc_duration_seconds_bucket", undefined],
  ["up", "gauge"],
  ["constructor", undefined],
  ["http_requests_total", undefined],
];
for (const [name, type] of types) test(`type of ${name}`, () => assert.equal(typeOfMetric(name), type));

test("parts of a histogram carry its labels, and a bucket its bound", () => {
  const bucket = metricOf(named("prometheus"), "prometheus_http_request_duration_seconds_bucket");
  assert.deepEqual(bucket, { type: "counter", labels: ["handler", "le"] });
});

test("a renamed metric knows its version and its new name", () => {
  const family = metricOf(named("node"), "node_cpu");
  assert.deepEqual(family, { labels: [], seenIn: "0.15", now: "node_cpu_seconds_total" });
});

test("a recording rule is nobody's metric", () => assert.equal(ownsPrefix(named("node"), "node_cpu:rate5m"), false));

test("who exposes a metric", () => assert.deepEqual(exportersOf("pg_up"), [named("postgres")]));

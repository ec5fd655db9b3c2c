import type { Source } from "../../core/source.ts";
import { type DefectSink, defectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import type { Reading } from "../reading.ts";
import { checkShape } from "../shape/check-shape.ts";
import { openYaml } from "../yaml/open-yaml.ts";
import { get, isMapping, isScalar, itemsOf, type Mapping, type Node, type Scalar, textOf } from "../yaml/tree.ts";
import { prometheusConfig } from "./config-shape.ts";
import { type GlobalSettings, type PrometheusConfig, prometheus, type ScrapeJob } from "./model.ts";
import { readDuration } from "./read-duration.ts";
import { defaultIntervalSeconds, optional, readAlertmanagers, readJobs, readRemotes } from "./read-jobs.ts";
import { readRelabel } from "./read-relabel.ts";

/** Reads one configuration of Prometheus. What Prometheus itself would refuse is in its `defects`. */
export function readPrometheus(source: Source): Reading<PrometheusConfig> {
  const sink = defectSink();
  const opened = openYaml(source, prometheus.name, sink);
  if (!("root" in opened)) return { problems: [opened.problem] };
  const { root } = opened;
  checkShape(root, prometheusConfig, sink, "the configuration");
  const global = readGlobal(root, sink);
  checkTracing(root, sink);
  const file: PrometheusConfig = {
    source,
    start: root.start,
    end: root.end,
    root,
    global,
    scrapeJobs: readJobs(root, global, sink),
    ruleFiles: readPaths(get(root, "rule_files"), sink),
    scrapeConfigFiles: readPaths(get(root, "scrape_config_files"), sink),
    alertmanagers: readAlertmanagers(root, sink),
    alertRelabel: readRelabel(get(root, "alerting", "alert_relabel_configs"), sink),
    remoteWrite: readRemotes(root, "remote_write", sink),
    remoteRead: readRemotes(root, "remote_read", sink),
    ...optional("retention", readDuration(get(root, "storage", "tsdb", "retention", "time"))),
    defects: sink.defects,
    template: hasPlaceholder(source.text),
  };
  return { file, problems: [] };
}

function checkTracing(root: Mapping, sink: DefectSink): void {
  const section = get(root, "tracing");
  if (!isMapping(section)) return;
  if (!textOf(get(section, "endpoint"))) sink.add("field", section, "tracing needs an endpoint");
  const type = get(section, "client_type");
  const name = textOf(type) ?? "grpc";
  if (type && name !== "grpc" && name !== "http") sink.add("value", type, `client_type is grpc or http, not "${name}"`);
}

function readGlobal(root: Mapping, sink: DefectSink): GlobalSettings {
  const section = get(root, "global");
  const labels = get(section, "external_labels");
  const scrapeInterval = readDuration(get(section, "scrape_interval"));
  const scrapeTimeout = readDuration(get(section, "scrape_timeout"));
  const isDefault = !scrapeInterval || scrapeInterval.seconds === 0;
  const interval = isDefault ? defaultIntervalSeconds : scrapeInterval.seconds;
  if (scrapeTimeout?.seconds !== undefined && interval !== undefined && scrapeTimeout.seconds > interval) {
    sink.add("value", scrapeTimeout, "the global scrape timeout is longer than the global scrape interval");
  }
  return {
    ...optional("scrapeInterval", scrapeInterval),
    ...optional("scrapeTimeout", scrapeTimeout),
    ...optional("evaluationInterval", readDuration(get(section, "evaluation_interval"))),
    externalLabels: isMapping(labels) ? labels.entries : new Map(),
  };
}

/** A pattern may stand in the last part of a path only. */
function readPaths(node: Node | undefined, sink: DefectSink): readonly Scalar[] {
  const paths = itemsOf(node).filter(isScalar);
  for (const path of paths) {
    if (/^[^*]*(?:\*[^/]*)?$/.test(path.text) || hasPlaceholder(path.text)) continue;
    sink.add("value", path, `the pattern "${path.text}" has * before its last part, which Prometheus does not follow`);
  }
  return paths;
}

/** Seconds between two scrapes of a job; undefined where a placeholder decides it. */
export function scrapeIntervalSeconds(config: PrometheusConfig, job: ScrapeJob): number | undefined {
  const written =
    job.interval?.seconds === 0 ? config.global.scrapeInterval : (job.interval ?? config.global.scrapeInterval);
  return written ? written.seconds : defaultIntervalSeconds;
}

/** Seconds between two evaluations of the rules where a group says nothing else. */
export function evaluationIntervalSeconds(config: PrometheusConfig): number | undefined {
  const written = config.global.evaluationInterval;
  return written ? written.seconds : defaultIntervalSeconds;
}

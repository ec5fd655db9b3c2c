import type { Located } from "../../core/source.ts";
import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import {
  entriesOf,
  get,
  isMapping,
  isScalar,
  itemsOf,
  type Mapping,
  type Node,
  type Scalar,
  textOf,
} from "../yaml/tree.ts";
import { checkHttpClient } from "./check-http-client.ts";
import type { AlertmanagerTarget, GlobalSettings, RemoteEndpoint, ScrapeJob } from "./model.ts";
import { readDiscovery, readStatic } from "./read-discovery.ts";
import { readDuration } from "./read-duration.ts";
import { readRelabel } from "./read-relabel.ts";

/** Prometheus scrapes every minute where nothing else is written. */
export const defaultIntervalSeconds = 60;

export const optional = <K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: V };

const scalarAt = (node: Node | undefined): Scalar | undefined =>
  isScalar(node) && node.value !== null ? node : undefined;

/** Every entry of a list that is a mapping; an empty one is refused by Prometheus. */
function sectionsOf(node: Node | undefined, name: string, sink: DefectSink): readonly Mapping[] {
  const sections: Mapping[] = [];
  for (const item of itemsOf(node)) {
    if (isMapping(item)) sections.push(item);
    else if (isScalar(item) && item.value === null) sink.add("value", item, `an entry of ${name} is empty`);
  }
  return sections;
}

export function readJobs(root: Mapping, global: GlobalSettings, sink: DefectSink): readonly ScrapeJob[] {
  const jobs: ScrapeJob[] = [];
  const byName = new Set<string>();
  for (const body of sectionsOf(get(root, "scrape_configs"), "scrape_configs", sink)) {
    const job = readJob(body, sink);
    if (job.name === "") sink.add("field", job, "a scrape job needs a job_name");
    else if (byName.has(job.name)) sink.add("duplicate", job, `two scrape jobs are named "${job.name}"`);
    byName.add(job.name);
    checkTimeout(job, global, sink);
    jobs.push(job);
  }
  return jobs;
}

function readJob(body: Mapping, sink: DefectSink): ScrapeJob {
  const nameAt = get(body, "job_name");
  const at: Located = nameAt && textOf(nameAt) ? nameAt : body;
  const params = new Map<string, readonly Scalar[]>();
  for (const { key, value } of entriesOf(get(body, "params"))) params.set(key.text, itemsOf(value).filter(isScalar));
  checkHttpClient(body, sink);
  const steps = readRelabel(get(body, "relabel_configs"), sink);
  return {
    source: at.source,
    start: at.start,
    end: at.end,
    name: textOf(nameAt) ?? "",
    ...optional("interval", readDuration(get(body, "scrape_interval"))),
    ...optional("timeout", readDuration(get(body, "scrape_timeout"))),
    ...optional("metricsPath", scalarAt(get(body, "metrics_path"))),
    ...optional("scheme", scalarAt(get(body, "scheme"))),
    params,
    static: readStatic(body, steps, sink),
    discovery: readDiscovery(body, sink),
    relabel: steps,
    metricRelabel: readRelabel(get(body, "metric_relabel_configs"), sink),
    honorLabels: /^(?:true|yes|on)$/i.test(textOf(get(body, "honor_labels")) ?? ""),
    body,
  };
}

function checkTimeout(job: ScrapeJob, global: GlobalSettings, sink: DefectSink): void {
  const timeout = job.timeout?.seconds;
  // A written 0 counts as nothing written.
  const written = job.interval?.seconds === 0 ? global.scrapeInterval : (job.interval ?? global.scrapeInterval);
  const interval = written ? written.seconds : defaultIntervalSeconds;
  if (timeout === undefined || interval === undefined || timeout <= interval) return;
  sink.add("value", job.timeout ?? job, `the scrape timeout of "${job.name}" is longer than its interval`);
}

export function readAlertmanagers(root: Mapping, sink: DefectSink): readonly AlertmanagerTarget[] {
  const targets: AlertmanagerTarget[] = [];
  for (const body of sectionsOf(get(root, "alerting", "alertmanagers"), "alertmanagers", sink)) {
    const version = get(body, "api_version");
    const text = textOf(version);
    if (text !== undefined && text !== "v2" && !hasPlaceholder(text)) {
      const message = `the API version "${text}" of Alertmanager is not supported`;
      sink.add(
        "value",
        version ?? body,
        message,
        text === "v1" ? { refusedBy: [3], hint: "use v2" } : { hint: "use v2" },
      );
    }
    checkHttpClient(body, sink);
    const steps = readRelabel(get(body, "relabel_configs"), sink);
    targets.push({
      source: body.source,
      start: body.start,
      end: body.end,
      static: readStatic(body, steps, sink),
      discovery: readDiscovery(body, sink),
      relabel: steps,
      body,
    });
  }
  return targets;
}

export function readRemotes(root: Mapping, key: "remote_write" | "remote_read", sink: DefectSink): RemoteEndpoint[] {
  const endpoints: RemoteEndpoint[] = [];
  const names = new Set<string>();
  for (const body of sectionsOf(get(root, key), key, sink)) {
    const url = scalarAt(get(body, "url"));
    if (!url || url.text === "") sink.add("field", body, `${key} needs a url`);
    const nameAt = get(body, "name");
    const name = textOf(nameAt);
    if (name && names.has(name)) sink.add("duplicate", nameAt ?? body, `two entries of ${key} are named "${name}"`);
    if (name) names.add(name);
    checkHttpClient(body, sink);
    readRelabel(get(body, "write_relabel_configs"), sink);
    const { source, start, end } = body;
    endpoints.push({ source, start, end, ...optional("url", url), body });
  }
  return endpoints;
}

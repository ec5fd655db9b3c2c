import { type Located, locate } from "../core/source.ts";
import type { ScrapeJob, StaticGroup } from "../read/prometheus/model.ts";
import { relabel } from "../read/prometheus/relabel.ts";
import { get, type Scalar, textOf } from "../read/yaml/tree.ts";
import type { PrometheusServer } from "./prometheus-server.ts";
import { type Address, resolveAddress } from "./scrape-targets.ts";

/** One address that a job sends its requests to, after relabelling. It stands at what leads there. */
export interface Asked extends Located, Address {
  readonly job: ScrapeJob;
  /** `/metrics`, or `/probe` of a prober; undefined where relabelling of discovered targets decides it. */
  readonly path: string | undefined;
}

/** Every address that a Prometheus asks, as far as its files tell. */
export interface AskedAddresses {
  readonly asked: readonly Asked[];
  /** What may add others; undefined: nothing. */
  readonly openBy: string | undefined;
}

const known = new WeakMap<PrometheusServer, AskedAddresses>();

/** Computed once a server. */
export function askedBy(server: PrometheusServer): AskedAddresses {
  let answer = known.get(server);
  if (!answer) {
    answer = { asked: server.config.scrapeJobs.flatMap((job) => [...askedByJob(job, server)]), openBy: openBy(server) };
    known.set(server, answer);
  }
  return answer;
}

function* askedByJob(job: ScrapeJob, server: PrometheusServer): Generator<Asked> {
  for (const group of job.static) {
    for (const target of group.targets) {
      const labels = relabel(targetLabels(target, group, job), job.relabel);
      if (!labels) continue;
      yield asked(target, labels.get("__address__") ?? target.text, labels.get("__metrics_path__"), job, server);
    }
  }
  const fixed = fixedAddress(job);
  if (fixed) {
    const path = writes(job, "__metrics_path__") ? undefined : (job.metricsPath?.text ?? "/metrics");
    if (job.discovery.length > 0) yield asked(fixed, fixed.text, path, job, server);
    return;
  }
  for (const discovery of job.discovery) {
    if (discovery.kind !== "dns") continue;
    const port = textOf(get(discovery.body, "port"));
    for (const name of discovery.names) {
      yield asked(name, port === undefined ? name.text : `${name.text}:${port}`, job.metricsPath?.text, job, server);
    }
  }
}

const asked = (
  at: Scalar,
  address: string,
  path: string | undefined,
  job: ScrapeJob,
  server: PrometheusServer,
): Asked => ({ ...locate(at.source, at.start, at.end), ...resolveAddress(address, server), job, path });

/** Source: the configuration reference, `<relabel_config>`: labels that a target has before it is relabelled. */
function targetLabels(target: Scalar, group: StaticGroup, job: ScrapeJob): ReadonlyMap<string, string> {
  const labels = new Map([
    ["__address__", target.text],
    ["__metrics_path__", job.metricsPath?.text ?? "/metrics"],
    ["__scheme__", job.scheme?.text ?? "http"],
    ["job", job.name],
  ]);
  for (const [name, values] of job.params) labels.set(`__param_${name}`, values[0]?.text ?? "");
  for (const [name, entry] of group.labels) labels.set(name, textOf(entry.value) ?? "");
  return labels;
}

const writes = (job: ScrapeJob, label: string): boolean =>
  job.relabel.some(({ action, targetLabel }) => action === "labelmap" || targetLabel?.text === label);

/** The one address of a job whose last word on it is a text, whatever was discovered. */
function fixedAddress({ relabel: rules }: ScrapeJob): Scalar | undefined {
  const last = rules.findLast(({ targetLabel }) => targetLabel?.text === "__address__");
  if (last?.action !== "replace" || !/^(\(\.\*\)|\.\*)$/.test(last.regex) || last.replacement.includes("$"))
    return undefined;
  const written = get(last.body, "replacement");
  return written?.kind === "scalar" ? written : undefined;
}

function openBy({ config, service }: PrometheusServer): string | undefined {
  const words = [...(service?.command?.words ?? []), ...(service?.entrypoint?.words ?? [])];
  if (words.some(({ text }) => /remote-write-receiver|otlp/.test(text))) return "what is written to it from outside";
  if (words.some(({ decided, text }) => !decided && !/^--(?!enable-feature)/.test(text)))
    return "a variable in its command";
  if (config.template) return "what fills in its configuration";
  if (config.scrapeConfigFiles.length > 0) return "further files of scrape jobs";
  if (config.remoteRead.length > 0) return "the storage that it reads from";
  for (const job of config.scrapeJobs) {
    if (job.discovery.some(({ kind }) => kind !== "dns") && !fixedAddress(job)) return "what is discovered at run time";
    if (job.honorLabels || job.metricsPath?.text.includes("federate"))
      return "a server that hands on what others expose";
  }
  return undefined;
}

import { type Located, locate } from "../core/source.ts";
import type { Service } from "../read/compose/model.ts";
import type { ScrapeJob } from "../read/prometheus/model.ts";
import type { Scalar } from "../read/yaml/tree.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { type Resolution, resolveName } from "./name-resolution.ts";
import { type PrometheusServer, serversOf } from "./prometheus-server.ts";

/** One address that a Prometheus asks, and what answers there. Its range is the target. */
export interface ScrapeTarget extends Located {
  readonly host: string;
  readonly port: number | undefined;
  /** How it is found: "static", or the kind of discovery that looks the name up. */
  readonly via: "static" | "dns";
  readonly job: ScrapeJob | undefined;
  readonly server: PrometheusServer;
  /** The container that runs this Prometheus; undefined: nothing can be said of names. */
  readonly from: Service | undefined;
  readonly resolution: Resolution;
}

/** Static targets, names looked up by DNS, and the Alertmanagers that alerts are sent to. */
export const scrapeTargets = defineJoin<ScrapeTarget>({
  name: "scrape-targets",
  from: ["prometheus", "compose"],
  examplePath: "prometheus.yml",
  join: (blueprint) => targetsOf(blueprint),
});

const known = new WeakMap<Blueprint, readonly ScrapeTarget[]>();

/** Every target of every Prometheus of a blueprint, computed once. */
export function targetsOf(blueprint: Blueprint): readonly ScrapeTarget[] {
  let targets = known.get(blueprint);
  if (!targets) {
    targets = serversOf(blueprint).flatMap((server) => [...targetsOfServer(server)]);
    known.set(blueprint, targets);
  }
  return targets;
}

function* targetsOfServer(server: PrometheusServer): Generator<ScrapeTarget> {
  const { config } = server;
  for (const job of config.scrapeJobs) {
    // A job that rewrites the address asks a prober; its targets are what the prober is to look at.
    if (job.relabel.some((rule) => rule.targetLabel?.text === "__address__")) continue;
    for (const group of job.static) for (const at of group.targets) yield target(at, "static", job, server);
    for (const discovery of job.discovery) {
      if (discovery.kind === "dns") for (const at of discovery.names) yield target(at, "dns", job, server);
    }
  }
  for (const alertmanager of config.alertmanagers) {
    for (const group of alertmanager.static) {
      for (const at of group.targets) yield target(at, "static", undefined, server);
    }
  }
}

function target(
  at: Scalar,
  via: ScrapeTarget["via"],
  job: ScrapeJob | undefined,
  server: PrometheusServer,
): ScrapeTarget {
  return {
    ...locate(at.source, at.start, at.end),
    ...{ via, job, server, from: server.service },
    ...resolveAddress(at.text, server),
  };
}

export interface Address {
  readonly host: string;
  readonly port: number | undefined;
  readonly resolution: Resolution;
}

/** What a Prometheus reaches under `host:port`, with or without a scheme and a path. */
export function resolveAddress(address: string, { service: from, blueprint: { project } }: PrometheusServer): Address {
  const text = address.replace(/^https?:\/\//, "");
  const [, name = text, digits] = /^([^/]*?)(?::(\d+))?(?:\/.*)?$/.exec(text) ?? [];
  // `tasks.api` is every task of a Swarm service.
  const host = name.replace(/^tasks\./, "");
  const port = digits === undefined ? undefined : Number(digits);
  if (/[$%{}<]/.test(address)) return { host, port, resolution: { found: "outside", decidedBy: "a placeholder" } };
  if (!project || !from) {
    return { host, port, resolution: { found: "outside", decidedBy: "which container runs this Prometheus" } };
  }
  return { host, port, resolution: resolveName(project, from, host) };
}

import type { Located } from "../core/source.ts";
import type { ComposeProject, Service } from "../read/compose/model.ts";
import { type Asked, type AskedAddresses, askedBy } from "./asked-addresses.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { exporterOfImage } from "./metrics-catalogue/catalogue.ts";
import type { Exporter } from "./metrics-catalogue/exporter.ts";
import { type PrometheusServer, serversOf } from "./prometheus-server.ts";

/** A container that runs for nothing but to be scraped, and the Prometheus of its project. It stands at the service. */
export interface ExporterService extends Located {
  readonly service: Service;
  readonly exporter: Exporter;
  /** Undefined where the repository holds the configuration of none, or of several. */
  readonly server: PrometheusServer | undefined;
  readonly scraped: { readonly by: "a job" | "none" } | { readonly by: "unknown"; readonly decidedBy: string };
}

export const exporterServices = defineJoin<ExporterService>({
  name: "exporter-services",
  from: ["prometheus", "compose"],
  examplePath: "compose.yaml",
  join: (blueprint) => servicesOf(blueprint),
});

/** They do something else in the first place; that nobody scrapes them is their owner's choice. */
const programs: ReadonlySet<string> = new Set([
  "grafana",
  "loki",
  "promtail",
  "rabbitmq",
  "prometheus",
  "alertmanager",
]);
const collectors = /agent|alloy|otel|opentelemetry|collector|telegraf|victoria|netdata|datadog|newrelic|vector|fluent/i;

function* servicesOf(blueprint: Blueprint): Generator<ExporterService> {
  const servers = serversOf(blueprint);
  for (const service of blueprint.project?.services.values() ?? []) {
    const exporter = service.image?.name === undefined ? undefined : exporterOfImage(service.image.name);
    if (!exporter || programs.has(exporter.name) || service.replicas === 0) continue;
    const { source, start, end } = service;
    const server = servers.length === 1 ? servers[0] : undefined;
    yield { ...{ source, start, end, service, exporter, server }, scraped: scrapedBy(service, exporter, servers) };
  }
}

function scrapedBy(
  service: Service,
  exporter: Exporter,
  servers: readonly PrometheusServer[],
): ExporterService["scraped"] {
  const addresses = servers.map(askedBy);
  if (addresses.some(({ asked }) => asked.some((one) => reaches(one, service, exporter)))) return { by: "a job" };
  const decidedBy = openBy(service, exporter, servers, addresses);
  return decidedBy === undefined ? { by: "none" } : { by: "unknown", decidedBy };
}

function reaches({ resolution, port }: Asked, service: Service, exporter: Exporter): boolean {
  if (resolution.found === "services" || resolution.found === "unreachable") {
    return resolution.services.includes(service);
  }
  if (resolution.found !== "outside" || port === undefined) return false;
  // By way of the host: at a published port, or at its own where it shares the host's network.
  if (service.networkMode) return port === exporter.port;
  return service.ports.some(({ published, publishedEnd }) => {
    return published !== undefined && port >= published && port <= (publishedEnd ?? published);
  });
}

function openBy(
  service: Service,
  exporter: Exporter,
  servers: readonly PrometheusServer[],
  addresses: readonly AskedAddresses[],
): string | undefined {
  if (servers.length !== 1)
    return servers.length === 0 ? "a Prometheus that is not in the repository" : "which Prometheus is to ask it";
  if (!servers[0]!.service) return "which container runs the Prometheus of this project";
  if (service.ports.some(({ publishedUnknown }) => publishedUnknown)) return "a variable that holds its port";
  const collector = collectorOf(service.project);
  if (collector) return `what "${collector.name}" collects`;
  const { asked, openBy: more } = addresses[0]!;
  if (more !== undefined) return more;
  for (const { resolution, port, host } of asked) {
    if (resolution.found === "outside" && (port === undefined || port === exporter.port || /[$%{}<]/.test(host))) {
      return resolution.decidedBy;
    }
    // Most likely it is the one that was meant, and its name is the mistake.
    if (resolution.found === "nothing" && port === exporter.port) return "a target that no service answers";
  }
  return undefined;
}

const collectorOf = ({ services }: ComposeProject): Service | undefined =>
  [...services.values()].find(({ name, image }) => collectors.test(name) || collectors.test(image?.name ?? ""));

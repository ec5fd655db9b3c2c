import { posix } from "node:path";
import type { Service } from "../read/compose/model.ts";
import { type Asked, askedBy } from "./asked-addresses.ts";
import { exporterOfImage } from "./metrics-catalogue/catalogue.ts";
import type { Exporter } from "./metrics-catalogue/exporter.ts";
import { flagsOf, type PrometheusServer } from "./prometheus-server.ts";

/** A program of the catalogue that a Prometheus asks. */
export interface ScrapedProgram {
  readonly exporter: Exporter;
  readonly service: Service;
  readonly asked: Asked;
  /** A setting that adds or renames metrics, or one that is decided outside of the files. */
  readonly extendedBy: string | undefined;
}

export interface ScrapedPrograms {
  readonly programs: readonly ScrapedProgram[];
  /** Programs whose metrics are listed nowhere: the project's own above all. */
  readonly others: readonly Service[];
  /** Why more may be exposed than the files tell; undefined: they tell all. */
  readonly openBy: string | undefined;
}

/** They hand on what others gave them, under any name. */
const carriers: ReadonlySet<string> = new Set(["pushgateway", "statsd"]);
const collectors =
  /export|agent|alloy|otel|opentelemetry|collector|telegraf|fluent|vector|netdata|pushgateway|statsd|thanos|victoria|mimir|metric|monitor|stats/i;

const known = new WeakMap<PrometheusServer, ScrapedPrograms>();

/** Computed once a server. */
export function programsScrapedBy(server: PrometheusServer): ScrapedPrograms {
  let answer = known.get(server);
  if (!answer) {
    answer = programsOf(server);
    known.set(server, answer);
  }
  return answer;
}

function programsOf(server: PrometheusServer): ScrapedPrograms {
  const { asked, openBy } = askedBy(server);
  const programs: ScrapedProgram[] = [];
  const others = new Set<Service>();
  const open = openBy === undefined ? [] : [openBy];
  for (const one of asked) {
    if (one.job.metricRelabel.some(renames)) open.push("relabelling of its metrics");
    const services = servicesOf(one, server);
    if (typeof services === "string") open.push(services);
    else for (const service of services) sort(service, one);
  }
  return { programs, others: [...others], openBy: open[0] };

  function sort(service: Service, one: Asked): void {
    const name = service.image?.name;
    const exporter = name !== undefined && !service.build ? exporterOfImage(name) : undefined;
    if (!exporter) {
      others.add(service);
      if (mayCollect(service)) open.push(`what "${service.name}" collects`);
    } else if (carriers.has(exporter.name)) open.push(`what is pushed to "${service.name}"`);
    else {
      programs.push({ exporter, service, asked: one, extendedBy: extensionOf(service, exporter) });
      if (flagsOf(service, "collector.textfile.directory").length > 0) others.add(service);
    }
  }
}

/** The services that answer, or why they cannot be told. */
function servicesOf({ resolution }: Asked, { service }: PrometheusServer): readonly Service[] | string {
  switch (resolution.found) {
    case "services":
      return resolution.services;
    case "itself":
      return service ? [service] : "which container runs this Prometheus";
    case "outside":
      return resolution.decidedBy;
    default:
      return "a target that no service answers";
  }
}

function mayCollect(service: Service): boolean {
  if (service.image && service.image.name === undefined) return true;
  return namesOf(service).some((text) => collectors.test(text));
}

/** Whether a service that is in no catalogue may run an exporter, from the names it bears. */
export const mayRun = (service: Service, exporter: Exporter): boolean =>
  namesOf(service).some((text) => text.toLowerCase().includes(exporter.name));

const namesOf = ({ name, image, build }: Service): string[] => [
  name,
  image?.name ?? "",
  posix.basename(build?.contextPath ?? ""),
];

const renames = ({ action, targetLabel }: Asked["job"]["metricRelabel"][number]): boolean =>
  action === "labelmap" || targetLabel?.text === "__name__" || (targetLabel?.text.includes("$") ?? false);

function extensionOf(service: Service, exporter: Exporter): string | undefined {
  if (service.entrypoint) return "its entrypoint";
  if (service.command?.words.some(({ decided, text }) => !decided && !/^--?[a-z]/.test(text))) return "its command";
  if (service.envFiles.some(({ present }) => !present)) return "its environment";
  return exporter.extendedBy.find((name) => service.environment.has(name) || flagsOf(service, name).length > 0);
}

import semver from "semver";
import alsoKnown from "./also-known.json" with { type: "json" };
import type { Exporter } from "./exporter.ts";
import { exporters } from "./exporters.ts";
import type { Family, GeneratedCatalogue, MetricType } from "./family.ts";
import { generated } from "./generated.ts";

/** `open`: the program may expose the name, and the lists cannot tell. */
export type Listing = "listed" | "missing" | "open";

/** The exporter that an image runs, whatever its registry, tag and digest. */
export function exporterOfImage(image: string): Exporter | undefined {
  const repository = image.replace(/@.*$/, "").replace(/:[^/:]*$/, "");
  const segments = repository.split("/");
  const first = segments[0]!;
  if (segments.length > 1 && (/[.:]/.test(first) || first === "localhost")) segments.shift();
  const path = segments.join("/");
  for (const exporter of exporters) {
    for (const known of exporter.images) {
      if (path === known || (known.includes("/") && path.endsWith(`/${known}`))) return exporter;
    }
  }
  return undefined;
}

/**
 * What an exporter tells of a series name. The parts of a histogram or summary are counters, and `_bucket` has `le`.
 * What Prometheus itself adds to each scrape (`up`) and what the Go client adds count as the exporter's.
 */
export function metricOf(exporter: Exporter, name: string): Family | undefined {
  for (const source of [exporter.name, "scrape", "go-client"]) {
    const family = seriesOf(source, name);
    if (family) return family;
  }
  return undefined;
}

/** Whether the name begins as the exporter's own metrics do. The name of a recording rule never does. */
export const ownsPrefix = (exporter: Exporter, name: string): boolean =>
  !name.includes(":") && exporter.prefixes.some((prefix) => name.startsWith(prefix));

/** Whether an exporter exposes a name, at a version where its image tag gives one. */
export function listingOf(exporter: Exporter, name: string, tag?: string): Listing {
  if (metricOf(exporter, name)) return "listed";
  if (!exporter.complete || exporter.open.some((prefix) => name.startsWith(prefix))) return "open";
  if (!ownsPrefix(exporter, name)) return "missing";
  const asked = semver.coerce(tag);
  const known = semver.coerce(catalogueOf(exporter.name)?.version);
  if (asked && known && semver.gt(asked, known)) return "open";
  return "missing";
}

/** Every exporter that exposes the name, today or at a version that was examined. */
export const exportersOf = (name: string): Exporter[] =>
  exporters.filter(({ name: exporter }) => seriesOf(exporter, name) !== undefined);

/** The type of a metric whoever exposes it; undefined where it is not known, or where exporters disagree. */
export function typeOfMetric(name: string): MetricType | undefined {
  const types = new Set<MetricType | undefined>();
  for (const source of ["scrape", ...exporters.map(({ name: exporter }) => exporter)]) {
    const family = seriesOf(source, name);
    if (family) types.add(family.type);
  }
  return types.size === 1 ? [...types][0] : undefined;
}

function seriesOf(source: string, name: string): Family | undefined {
  const family = familyOf(source, name);
  if (family) return family;
  const suffix = /_(bucket|sum|count)$/.exec(name)?.[0];
  if (suffix === undefined) return undefined;
  const base = familyOf(source, name.slice(0, -suffix.length));
  if (suffix === "_bucket" && base?.type === "histogram") {
    return { ...base, type: "counter", labels: [...base.labels, "le"].sort() };
  }
  if (suffix === "_bucket" || (base?.type !== "histogram" && base?.type !== "summary")) return undefined;
  return { ...base, type: "counter" };
}

function familyOf(source: string, name: string): Family | undefined {
  const families = catalogueOf(source)?.families;
  if (families && Object.hasOwn(families, name)) return families[name];
  const more = known.get(source);
  return more && Object.hasOwn(more, name) ? more[name] : undefined;
}

const catalogueOf = (exporter: string): GeneratedCatalogue | undefined => generated.get(exporter);

const known: ReadonlyMap<string, Readonly<Record<string, Family>>> = new Map(
  Object.entries(alsoKnown as Record<string, Record<string, Family>>),
);

import leven from "leven";
import semver from "semver";
import { nearest } from "../read/nearest.ts";
import { exportersOf, listingOf, metricOf, ownsPrefix } from "./metrics-catalogue/catalogue.ts";
import type { Exporter } from "./metrics-catalogue/exporter.ts";
import { exporters } from "./metrics-catalogue/exporters.ts";
import { generated } from "./metrics-catalogue/generated.ts";
import type { PrometheusServer } from "./prometheus-server.ts";
import { mayRun, programsScrapedBy, type ScrapedProgram } from "./scraped-programs.ts";

/** Whether a Prometheus can have series of a metric. */
export type MetricVerdict =
  | MetricVerdictOfProgram
  /** Nobody asks the exporter. `certain`: no program of the project's own is asked either. */
  | { readonly exposed: false; readonly by: Exporter; readonly certain: boolean };

type Unknown = { readonly exposed: "unknown"; readonly decidedBy: string };
type MetricVerdictOfProgram = { readonly exposed: true } | Unknown | Lacking;

/** The exporter is asked and has no such metric. */
export interface Lacking {
  readonly exposed: false;
  readonly by: ScrapedProgram;
  /** What newer versions call it. */
  readonly now?: string | undefined;
  /** A name that it has and that was perhaps meant. */
  readonly similar?: string | undefined;
}

const unknown = (decidedBy: string): Unknown => ({ exposed: "unknown", decidedBy });
const goClient = exporters.find(({ name }) => name === "go-client");

const known = new WeakMap<PrometheusServer, Map<string, MetricVerdict>>();

/** Computed once a server and name, however many rules name it. */
export function verdictOn(name: string, server: PrometheusServer): MetricVerdict {
  const verdicts = known.get(server) ?? new Map<string, MetricVerdict>();
  known.set(server, verdicts);
  const verdict = verdicts.get(name) ?? verdictOf(name, server);
  verdicts.set(name, verdict);
  return verdict;
}

function verdictOf(name: string, server: PrometheusServer): MetricVerdict {
  if (goClient && metricOf(goClient, name)) return { exposed: true };
  const listing = exportersOf(name);
  const owners = exporters.filter((exporter) => ownsPrefix(exporter, name));
  const candidates = owners.length === 0 && listing.length === 1 ? listing : owners;
  const [owner] = candidates;
  if (!owner) return unknown("which program exposes it");
  const { programs, others, openBy } = programsScrapedBy(server);
  const scraped = programs.filter((program) => candidates.includes(program.exporter) && answers(program, name));
  // Many jobs may ask one service.
  const services = new Map(scraped.map((program) => [program.service, program]));
  const verdicts = [...services.values()].map((program) => verdictOfProgram(name, program));
  for (const wanted of [true, "unknown"] as const) {
    const found = verdicts.find(({ exposed }) => exposed === wanted);
    if (found) return found;
  }
  if (openBy !== undefined) return unknown(openBy);
  const imitator = others.find((service) => candidates.some((exporter) => mayRun(service, exporter)));
  if (imitator) return unknown(`what "${imitator.name}" exposes`);
  const ownMayExpose = others.length > 0 ? unknown(`what "${others[0]!.name}" exposes`) : undefined;
  const [verdict] = verdicts;
  if (verdict?.exposed === false) return verdict.now === undefined ? named(name, verdict, ownMayExpose) : verdict;
  if (listing.length === 0 && ownMayExpose) return ownMayExpose;
  return { exposed: false, by: owner, certain: !ownMayExpose };
}

/** The blackbox exporter tells of its probes at `/probe` alone, and of itself elsewhere. */
const answers = ({ exporter, asked: { path } }: ScrapedProgram, name: string): boolean =>
  exporter.name !== "blackbox" || path === undefined || path.startsWith("/probe") === name.startsWith("probe_");

function verdictOfProgram(name: string, program: ScrapedProgram): MetricVerdictOfProgram {
  const { exporter, service, extendedBy } = program;
  const { image } = service;
  const family = metricOf(exporter, name);
  if (family && family.seenIn === undefined) return { exposed: true };
  if (extendedBy) return unknown(`${extendedBy} of "${service.name}"`);
  const asked = semver.coerce(image?.tag);
  // Without a number it is the newest, unless a variable or a digest decides.
  if (!asked && (image?.digest !== undefined || (image?.tagged && !/^(latest|main|master)$/.test(image.tag ?? "")))) {
    return unknown(`the version of "${service.name}"`);
  }
  if (family) return verdictOfFormer(name, program, asked);
  if (listingOf(exporter, name, image?.tag) !== "missing" || !ownsPrefix(exporter, name)) {
    return unknown(`the version or the settings of "${service.name}"`);
  }
  const first = oldestExamined(exporter);
  if (asked && first && semver.lt(asked, first)) return unknown(`the version of "${service.name}"`);
  return { exposed: false, by: program };
}

/** A name that the newest version examined does not have, and another does. */
function verdictOfFormer(name: string, program: ScrapedProgram, asked: semver.SemVer | null): MetricVerdictOfProgram {
  const { exporter, service } = program;
  const family = metricOf(exporter, name);
  const last = semver.coerce(family?.seenIn);
  const newest = semver.coerce(generated.get(exporter.name)?.version);
  const families = generated.get(exporter.name)?.families ?? {};
  const suffix = ["_seconds", "_total", "_seconds_total", "_bytes"].find((one) => Object.hasOwn(families, name + one));
  const now = family?.now ?? (suffix === undefined ? undefined : name + suffix);
  if (!last || !newest || semver.gt(last, newest) || now === undefined)
    return unknown(`the version of "${service.name}"`);
  const until = `${last.major}.${last.minor}.9999`;
  const gone = !asked || (family?.now ? semver.gt(asked, until) : semver.gte(asked, newest));
  if (!gone) return asked && semver.lte(asked, until) ? { exposed: true } : unknown(`the version of "${service.name}"`);
  return { exposed: false, by: program, now };
}

/** Where something else may have the name, only a slip of the hand is certain enough. */
function named(name: string, { by }: Lacking, ownMayExpose: Unknown | undefined): MetricVerdict {
  const similar = nearest(name, namesLike(name, by.exporter));
  const isSlip = similar !== undefined && leven(name, similar) <= 2;
  if (!isSlip && ownMayExpose) return ownMayExpose;
  // The newest version may have what none that was examined has.
  if (!isSlip && !semver.coerce(by.service.image?.tag)) return unknown(`the version of "${by.service.name}"`);
  return { exposed: false, by, similar };
}

/** The exporter's own names of about that length that begin alike: comparing all of them takes a millisecond. */
function* namesLike(name: string, exporter: Exporter): Generator<string> {
  const start = name.slice(0, name.indexOf("_") + 2);
  for (const [one, { seenIn }] of Object.entries(generated.get(exporter.name)?.families ?? {})) {
    if (seenIn === undefined && one.startsWith(start) && Math.abs(one.length - name.length) < 5) yield one;
  }
}

const oldest = new Map<string, semver.SemVer | undefined>();

/** The catalogue names each package with its version; servers that they were asked about stand beside them. */
function oldestExamined(exporter: Exporter): semver.SemVer | undefined {
  if (oldest.has(exporter.name)) return oldest.get(exporter.name);
  const versions = (generated.get(exporter.name)?.generatedWith ?? [])
    .filter((text) => /^(prometheus-|prometheus |github\.com\/)/.test(text))
    .map((text) => semver.coerce(text.split(" ")[1]?.replace(/^\d+:/, "")));
  const first = versions.filter((one) => one !== null).sort(semver.compare)[0];
  oldest.set(exporter.name, first);
  return first;
}

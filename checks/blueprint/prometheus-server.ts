import type { Located } from "../core/source.ts";
import type { Service, Word } from "../read/compose/model.ts";
import { parseDuration } from "../read/prometheus/duration.ts";
import type { PrometheusConfig, RuleFile } from "../read/prometheus/model.ts";
import { evaluationIntervalSeconds } from "../read/prometheus/read-prometheus.ts";
import type { Scalar } from "../read/yaml/tree.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { type Home, homeOf, lookUp } from "./files-in-container.ts";

/** One entry of `rule_files` and what it finds. */
export interface RulePattern {
  readonly at: Scalar;
  readonly rules: readonly RuleFile[];
  /** "found": files of the repository match. "nothing": its folder is known, and nothing in it matches. */
  readonly result: "found" | "nothing" | "unknown";
}

/** A Prometheus configuration together with the container that runs it. It stands at the document. */
export interface PrometheusServer extends Located {
  readonly config: PrometheusConfig;
  readonly service: Service | undefined;
  /** Of the image's tag; the current one where none is decided. */
  readonly major: number;
  /** Names after `--enable-feature=`. */
  readonly features: ReadonlySet<string>;
  readonly patterns: readonly RulePattern[];
  readonly rules: readonly RuleFile[];
  /** Undefined where a placeholder decides it. */
  readonly evaluationSeconds: number | undefined;
  /** How long samples are kept; undefined where a variable or a size decides it. */
  readonly retention: { readonly seconds: number; readonly at: Located } | undefined;
  readonly blueprint: Blueprint;
}

export const currentMajor = 3;
/** Source: "Operational aspects" of the storage page of Prometheus: without any retention flag, 15 days. */
const defaultRetentionSeconds = 15 * 86_400;

export const prometheusServer = defineJoin<PrometheusServer>({
  name: "prometheus-server",
  from: ["prometheus"],
  examplePath: "prometheus.yml",
  join: (blueprint) => serversOf(blueprint),
});

const known = new WeakMap<Blueprint, readonly PrometheusServer[]>();

/** Every Prometheus of a blueprint, computed once. */
export function serversOf(blueprint: Blueprint): readonly PrometheusServer[] {
  let servers = known.get(blueprint);
  if (!servers) {
    servers = blueprint.prometheus.map((config) => serverOf(config, blueprint));
    known.set(blueprint, servers);
  }
  return servers;
}

function serverOf(config: PrometheusConfig, blueprint: Blueprint): PrometheusServer {
  const { source, start, end } = config;
  const home = homeOf(config, /prometheus/i, blueprint);
  const patterns = config.ruleFiles.map((at) => patternOf(at, config, home, blueprint));
  const service = home?.service;
  return {
    ...{ source, start, end, config, service, patterns, blueprint },
    major: majorOf(service?.image?.tag) ?? currentMajor,
    features: featuresOf(service),
    rules: [...new Set(patterns.flatMap((one) => one.rules))],
    evaluationSeconds: evaluationIntervalSeconds(config),
    retention: retentionOf(config, service),
  };
}

/** `v2.53.0` -> 2 */
export function majorOf(tag: string | undefined): number | undefined {
  const major = /^v?(\d+)(\.|$)/.exec(tag ?? "")?.[1];
  return major === undefined ? undefined : Number(major);
}

function patternOf(at: Scalar, config: PrometheusConfig, home: Home | undefined, blueprint: Blueprint): RulePattern {
  const { files, result } = lookUp(at.text, config, home, blueprint);
  const found = new Set(files);
  const rules = blueprint.rules.filter((file) => found.has(file.source.path));
  return { at, rules, result };
}

function featuresOf(service: Service | undefined): ReadonlySet<string> {
  return new Set(flagsOf(service, "enable-feature").flatMap((word) => word.text.split(",")));
}

function retentionOf(config: PrometheusConfig, service: Service | undefined): PrometheusServer["retention"] {
  if (config.retention) {
    const { seconds } = config.retention;
    return seconds === undefined ? undefined : { seconds, at: config.retention };
  }
  if (flagsOf(service, "storage.tsdb.retention.size").length > 0) return undefined;
  const flag =
    flagsOf(service, "storage.tsdb.retention.time").at(-1) ?? flagsOf(service, "storage.tsdb.retention").at(-1);
  if (!flag) {
    const decided = service && !service.entrypoint && (!service.command || service.command.form === "list");
    return decided ? { seconds: defaultRetentionSeconds, at: service } : undefined;
  }
  const seconds = flag.decided ? parseDuration(flag.text) : undefined;
  return seconds === undefined ? undefined : { seconds, at: flag };
}

/** Values of a flag, from `--name=value` and `--name value`. */
export function flagsOf(service: Service | undefined, name: string): readonly Word[] {
  const values: Word[] = [];
  const words = [...(service?.entrypoint?.words ?? []), ...(service?.command?.words ?? [])];
  for (const [index, word] of words.entries()) {
    const match = /^--?([a-z0-9.-]+)(?:=(.*))?$/s.exec(word.text);
    if (match?.[1] !== name) continue;
    const next = words[index + 1];
    if (match[2] !== undefined) values.push({ ...word, text: match[2].replace(/^(["'])(.*)\1$/, "$2") });
    else if (next) values.push(next);
  }
  return values;
}

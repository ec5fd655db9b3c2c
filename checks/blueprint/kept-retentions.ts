import type { Located } from "../core/source.ts";
import type { Service } from "../read/compose/model.ts";
import type { Store } from "../read/data-map/model.ts";
import { parseDuration } from "../read/prometheus/duration.ts";
import { parseYaml } from "../read/yaml/parse-yaml.ts";
import { get, isScalar, textOf } from "../read/yaml/tree.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { serversOf } from "./prometheus-server.ts";

/** A store whose retention the data map promises, and what its service is really set to. */
export interface KeptRetention {
  readonly store: Store;
  readonly promisedSeconds: number;
  readonly kept:
    | { readonly seconds: number; readonly at: Located }
    /** Nothing deletes: the store keeps everything. */
    | { readonly seconds: "for ever"; readonly at: Located }
    | { readonly seconds: "unknown"; readonly decidedBy: string };
}

export const keptRetentions = defineJoin<KeptRetention>({
  name: "kept-retentions",
  from: ["data-map", "compose", "loki", "prometheus"],
  examplePath: "data-map.yaml",
  *join(blueprint) {
    for (const map of blueprint.dataMaps) {
      for (const store of map.stores.values()) {
        const promisedSeconds = isoSeconds(store.retention?.text ?? "");
        if (promisedSeconds === undefined) continue;
        yield { store, promisedSeconds, kept: keptBy(store, blueprint) };
      }
    }
  },
});

function keptBy(store: Store, blueprint: Blueprint): KeptRetention["kept"] {
  const service = blueprint.project?.services.get(store.service?.text ?? "");
  if (!service) return { seconds: "unknown", decidedBy: "a service that is not in the project" };
  if (store.kind === "prometheus") {
    const server = serversOf(blueprint).find((one) => one.service === service);
    return server?.retention ?? { seconds: "unknown", decidedBy: "the settings of Prometheus" };
  }
  if (store.kind === "loki") return keptByLoki(service, blueprint);
  return keptByVariable(service);
}

/** Loki deletes only where its compactor is told to: `retention_enabled`. Source: Loki documentation, Log retention. */
function keptByLoki(service: Service, { files, repository }: Blueprint): KeptRetention["kept"] {
  for (const { service: owner, origin } of files?.paths ?? []) {
    const source = owner === service && origin !== undefined ? repository.sources.get(origin) : undefined;
    const [root] = source ? parseYaml(source).documents : [];
    if (!root || !get(root, "schema_config")) continue;
    const enabled = textOf(get(root, "compactor", "retention_enabled")) === "true";
    const period = get(root, "limits_config", "retention_period");
    if (!enabled || !isScalar(period)) return { seconds: "for ever", at: isScalar(period) ? period : root };
    const seconds = parseDuration(period.text);
    if (seconds === undefined) return { seconds: "unknown", decidedBy: "a placeholder in the settings of Loki" };
    return seconds === 0 ? { seconds: "for ever", at: period } : { seconds, at: period };
  }
  return { seconds: "unknown", decidedBy: "the settings of Loki" };
}

const dayVariable =
  /(RETENTION|KEEP)_?(DAYS|WEEKS|MONTHS)|(DAYS|WEEKS|MONTHS)_TO_KEEP|RETENTION_(HOURLY|DAILY|WEEKLY|MONTHLY)_(DAYS|WEEKS|MONTHS)/;
const unitSeconds = { DAYS: 86_400, WEEKS: 7 * 86_400, MONTHS: 31 * 86_400 } as const;

/** The longest of the settings such as `BACKUP_RETENTION_DAYS`. */
function keptByVariable(service: Service): KeptRetention["kept"] {
  let longest: { seconds: number; at: Located } | undefined;
  for (const { name, value } of service.environment.values()) {
    if (!dayVariable.test(name) || !value) continue;
    const unit = (["MONTHS", "WEEKS", "DAYS"] as const).find((one) => name.includes(one));
    const count = Number(value.resolved);
    if (!unit || !Number.isFinite(count)) return { seconds: "unknown", decidedBy: `$${name}` };
    const seconds = count * unitSeconds[unit];
    if (!longest || seconds > longest.seconds) longest = { seconds, at: value };
  }
  return longest ?? { seconds: "unknown", decidedBy: "the settings of the store" };
}

/** Seconds of an ISO 8601 duration; months count 31 days and years 366, so that a promise is never read too short. */
export function isoSeconds(text: string): number | undefined {
  const match = /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(
    text,
  );
  if (!match) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((one) => Number(one ?? 0));
  return (years * 366 + months * 31 + weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

import type { Kind } from "../../core/policy.ts";
import type { Located } from "../../core/source.ts";
import type { Defect } from "../defect.ts";
import type { Query } from "../promql/model.ts";
import type { Entry, Mapping, Scalar } from "../yaml/tree.ts";

/** A duration as written. `seconds` is absent where it is malformed or a placeholder decides it. */
export interface Duration extends Located {
  readonly seconds?: number;
}

export interface GlobalSettings {
  readonly scrapeInterval?: Duration;
  readonly scrapeTimeout?: Duration;
  readonly evaluationInterval?: Duration;
  readonly externalLabels: ReadonlyMap<string, Entry>;
}

export type RelabelAction =
  | "replace"
  | "keep"
  | "drop"
  | "keepequal"
  | "dropequal"
  | "hashmod"
  | "labelmap"
  | "labeldrop"
  | "labelkeep"
  | "lowercase"
  | "uppercase";

/** One relabelling step, defaults filled in. */
export interface RelabelRule extends Located {
  readonly action: RelabelAction;
  readonly sourceLabels: readonly Scalar[];
  readonly separator: string;
  /** `(.*)` where none is written; fully anchored by Prometheus. */
  readonly regex: string;
  readonly regexAt?: Scalar;
  readonly targetLabel?: Scalar;
  /** `$1` where none is written. */
  readonly replacement: string;
  readonly body: Mapping;
}

export interface StaticGroup extends Located {
  readonly targets: readonly Scalar[];
  readonly labels: ReadonlyMap<string, Entry>;
}

/** One entry of a `*_sd_configs` list. */
export interface Discovery extends Located {
  /** "dns", "docker", "file", "kubernetes", ... : the key without `_sd_configs`. */
  readonly kind: string;
  /** What it looks up: `names` of dns, `files` of file, `host` or `server` or `url` of the others. */
  readonly names: readonly Scalar[];
  readonly body: Mapping;
}

/** A scrape job. It stands at the value of `job_name`, or at its mapping where it has no name. */
export interface ScrapeJob extends Located {
  readonly name: string;
  readonly interval?: Duration;
  readonly timeout?: Duration;
  /** Absent: `/metrics`. */
  readonly metricsPath?: Scalar;
  /** Absent: `http`. */
  readonly scheme?: Scalar;
  readonly params: ReadonlyMap<string, readonly Scalar[]>;
  readonly static: readonly StaticGroup[];
  readonly discovery: readonly Discovery[];
  readonly relabel: readonly RelabelRule[];
  readonly metricRelabel: readonly RelabelRule[];
  readonly honorLabels: boolean;
  readonly body: Mapping;
}

/** One entry of `alerting.alertmanagers`. */
export interface AlertmanagerTarget extends Located {
  readonly static: readonly StaticGroup[];
  readonly discovery: readonly Discovery[];
  readonly relabel: readonly RelabelRule[];
  readonly body: Mapping;
}

export interface RemoteEndpoint extends Located {
  readonly url?: Scalar;
  readonly body: Mapping;
}

/** One `prometheus.yml`. Its range is the document. */
export interface PrometheusConfig extends Located {
  readonly root: Mapping;
  readonly global: GlobalSettings;
  readonly scrapeJobs: readonly ScrapeJob[];
  /** Patterns, relative to the file. */
  readonly ruleFiles: readonly Scalar[];
  readonly scrapeConfigFiles: readonly Scalar[];
  readonly alertmanagers: readonly AlertmanagerTarget[];
  readonly alertRelabel: readonly RelabelRule[];
  readonly remoteWrite: readonly RemoteEndpoint[];
  readonly remoteRead: readonly RemoteEndpoint[];
  /** `storage.tsdb.retention.time` of Prometheus 3; flags of the command line are not here. */
  readonly retention?: Duration;
  /** What Prometheus refuses to load. */
  readonly defects: readonly Defect[];
  /** The file holds placeholders (`{{ x }}`, `${X}`) that something else fills in. */
  readonly template: boolean;
}

/** One rule. It stands at the value of `alert` or `record`. */
export interface Rule extends Located {
  readonly kind: "alert" | "record";
  readonly name: Scalar;
  readonly expr: Scalar;
  readonly query: Query;
  /** 0 where no `for` is written; absent where it cannot be told. */
  readonly forSeconds?: number;
  readonly forAt?: Scalar;
  readonly keepFiringSeconds?: number;
  readonly keepFiringAt?: Scalar;
  readonly labels: ReadonlyMap<string, Entry>;
  readonly annotations: ReadonlyMap<string, Entry>;
  readonly group: RuleGroup;
  readonly body: Mapping;
}

/** It stands at the value of its `name`. */
export interface RuleGroup extends Located {
  readonly name: string;
  readonly interval?: Duration;
  readonly limit?: number;
  readonly labels: ReadonlyMap<string, Entry>;
  readonly rules: readonly Rule[];
  readonly body: Mapping;
}

/** One file of alerting and recording rules. Its range is the document. */
export interface RuleFile extends Located {
  readonly root: Mapping;
  readonly groups: readonly RuleGroup[];
  /** What Prometheus refuses to load, defects of the expressions and of the text templates included. */
  readonly defects: readonly Defect[];
  /** Written in the syntax of Prometheus 1.x (`ALERT x IF ...`): named, not read. */
  readonly legacy: boolean;
  /** The file holds placeholders that something else fills in. */
  readonly template: boolean;
}

export const prometheus: Kind<PrometheusConfig> = {
  name: "prometheus",
  from: ["prometheus"],
  examplePath: "prometheus.yml",
};
export const rules: Kind<RuleFile> = { name: "rules", from: ["rules"], examplePath: "rules.yml" };

import type { Located } from "../core/source.ts";
import type { Rule, RuleFile } from "../read/prometheus/model.ts";
import { textOf } from "../read/yaml/tree.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { currentMajor, type PrometheusServer, serversOf } from "./prometheus-server.ts";

/** A file of rules together with the servers that load it. It stands at the document. */
export interface RulesInUse extends Located {
  readonly file: RuleFile;
  /** Those that load it; or the only one of the project, where none is seen to load it. */
  readonly servers: readonly PrometheusServer[];
  /** No server is seen to load it: `servers` is a guess. */
  readonly assumed: boolean;
  readonly major: number;
  readonly features: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
  readonly blueprint: Blueprint;
}

/** What the rules of a whole blueprint say, gathered once. */
export interface Vocabulary {
  /** Recording rules by the name of their series; the last one where several record the same. */
  readonly recorded: ReadonlyMap<string, Rule>;
  /** How many alerts have each value of `severity`. */
  readonly severities: ReadonlyMap<string, number>;
}

export const rulesInUse = defineJoin<RulesInUse>({
  name: "rules-in-use",
  from: ["rules"],
  examplePath: "rules.yml",
  join: (blueprint) => inUse(blueprint),
});

function inUse(blueprint: Blueprint): RulesInUse[] {
  const servers = serversOf(blueprint);
  const loadedBy = servers.map((server) => ({ server, files: new Set(server.rules) }));
  const vocabulary = vocabularyOf(blueprint.rules);
  return blueprint.rules.map((file) => {
    const { source, start, end } = file;
    const loading = loadedBy.filter(({ files }) => files.has(file)).map(({ server }) => server);
    const assumed = loading.length === 0;
    const used = assumed && servers.length === 1 ? servers : loading;
    return {
      ...{ source, start, end, file, assumed, vocabulary, blueprint },
      servers: used,
      major: Math.min(...used.map((server) => server.major), used.length > 0 ? Number.POSITIVE_INFINITY : currentMajor),
      features: used[0]?.features ?? new Set(),
    };
  });
}

function vocabularyOf(files: readonly RuleFile[]): Vocabulary {
  const recorded = new Map<string, Rule>();
  const severities = new Map<string, number>();
  for (const rule of files.flatMap((file) => file.groups.flatMap((group) => group.rules))) {
    if (rule.kind === "record") recorded.set(rule.name.text, rule);
    const severity = rule.kind === "alert" ? textOf(rule.labels.get("severity")?.value) : undefined;
    if (severity !== undefined) severities.set(severity, (severities.get(severity) ?? 0) + 1);
  }
  return { recorded, severities };
}

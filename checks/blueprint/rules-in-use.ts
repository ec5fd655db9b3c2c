import type { Located } from "../core/source.ts";
import type { RuleFile } from "../read/prometheus/model.ts";
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
  readonly blueprint: Blueprint;
}

export const rulesInUse = defineJoin<RulesInUse>({
  name: "rules-in-use",
  from: ["rules"],
  examplePath: "rules.yml",
  join: (blueprint) => inUse(blueprint),
});

function inUse(blueprint: Blueprint): RulesInUse[] {
  const servers = serversOf(blueprint);
  return blueprint.rules.map((file) => {
    const { source, start, end } = file;
    const loading = servers.filter((server) => server.rules.includes(file));
    const assumed = loading.length === 0;
    const used = assumed && servers.length === 1 ? servers : loading;
    return {
      ...{ source, start, end, file, assumed, blueprint },
      servers: used,
      major: Math.min(...used.map((server) => server.major), used.length > 0 ? Number.POSITIVE_INFINITY : currentMajor),
      features: used[0]?.features ?? new Set(),
    };
  });
}

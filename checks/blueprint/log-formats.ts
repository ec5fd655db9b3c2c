import type { Located } from "../core/source.ts";
import type { PersonalEntry } from "../read/data-map/model.ts";
import type { Directive, NginxConfig } from "../read/nginx/model.ts";
import { directivesNamed } from "../read/nginx/walk.ts";
import { defineJoin } from "./blueprint.ts";

/** A `log_format` and where it is used. */
export interface LogFormat {
  readonly at: Located;
  readonly name: string;
  /** Names of the variables it writes, with the argument that names each. */
  readonly variables: readonly { readonly name: string; readonly at: Located }[];
  readonly config: NginxConfig;
  /** The `access_log` directives that use it. */
  readonly uses: readonly Directive[];
  /** What data maps declare of logs; undefined where no data map is here. */
  readonly declared: readonly PersonalEntry[] | undefined;
}

export const logFormats = defineJoin<LogFormat>({
  name: "log-formats",
  from: ["nginx", "data-map"],
  examplePath: "nginx.conf",
  *join({ nginx, dataMaps }) {
    const declared = dataMaps.length > 0 ? dataMaps.flatMap((map) => map.logs) : undefined;
    for (const config of nginx) {
      const logs = [...directivesNamed(config, "access_log")];
      for (const directive of directivesNamed(config, "log_format")) {
        const [name, ...rest] = directive.args;
        if (!name) continue;
        const variables = rest.flatMap((at) => at.variables.map((variable) => ({ name: variable, at })));
        const uses = logs.filter(({ args }) => args[1]?.value === name.value);
        yield { at: directive, name: name.value, variables, config, uses, declared };
      }
    }
  },
});

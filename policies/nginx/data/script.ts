import type { NginxConfig } from "../../../checks/read/nginx/model.ts";
import { walk } from "../../../checks/read/nginx/walk.ts";

/** A directive whose Lua or JavaScript may read zones and set variables by name; undefined where there is none. */
export function scriptOf(config: NginxConfig): string | undefined {
  for (const { name } of walk(config.directives)) {
    if (/_by_lua(_block|_file)?$|^js_(access|content|set|header_filter)$/.test(name)) return `the code of ${name}`;
  }
  return undefined;
}

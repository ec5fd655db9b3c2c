import { childrenNamed } from "./children.ts";
import type { Argument, Directive, NginxConfig } from "./model.ts";

/** Whether a value is the empty string for some request. nginx sends no header with an empty value. */
export type Emptiness = "never" | "sometimes" | "always" | "unknown";

/** Variables of nginx that have a value in every request. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(
  `host scheme request_id request_uri uri document_uri request_method remote_addr binary_remote_addr remote_port server_addr
  server_port server_protocol request request_time request_length request_filename document_root realpath_root time_iso8601
  time_local msec pid status hostname nginx_version connection connection_requests bytes_sent body_bytes_sent
  proxy_add_x_forwarded_for proxy_host proxy_port pipe`.split(/\s+/),
);
const VARIABLE = /\$(?:\{\w+\}|\w+)/g;
const PLACEHOLDER = /\{\{[^{}]*\}\}|<%[^%]*%>|@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*__|%%[A-Z][A-Z0-9_]*%%/gs;
/** `set` of `set` of `set`: enough for people, and no chain of doublings takes long. */
const MAX_SET_DEPTH = 3;

/** `chain`: the block where the value is used and those around it, for `set`. */
export function emptiness(argument: Argument, chain: readonly Directive[], config: NginxConfig, depth = 0): Emptiness {
  const { value, variables, template } = argument;
  if (value === "") return "always";
  if (value.replace(PLACEHOLDER, "").replace(VARIABLE, "") !== "") return "never";
  const found = new Set<Emptiness>();
  for (const variable of new Set(variables)) found.add(ofVariable(variable, chain, config, depth));
  if (found.has("never")) return "never";
  if (template) return "unknown";
  if (found.size === 1 && found.has("always")) return "always";
  return found.has("unknown") ? "unknown" : "sometimes";
}

function ofVariable(variable: string, chain: readonly Directive[], config: NginxConfig, depth: number): Emptiness {
  const name = variable.toLowerCase();
  if (NEVER_EMPTY.has(name)) return "never";
  const map = config.maps.find((each) => each.variable.toLowerCase() === name);
  if (map) return map.mayBeEmpty ? "sometimes" : "never";
  if (depth >= MAX_SET_DEPTH) return "unknown";
  return ofSets(name, chain, config, depth);
}

/** From the `set` directives of the server and location: one that always runs, and those inside `if`. */
function ofSets(name: string, chain: readonly Directive[], config: NginxConfig, depth: number): Emptiness {
  const certain = new Set<Emptiness>();
  const possible = new Set<Emptiness>();
  for (const block of chain) {
    const inIf = childrenNamed(block, "if").flatMap((each) => childrenNamed(each, "set"));
    for (const each of [...childrenNamed(block, "set"), ...inIf]) {
      if (each.args[0]?.variables[0]?.toLowerCase() !== name || !each.args[1]) continue;
      const into = each.conditional || inIf.includes(each) ? possible : certain;
      into.add(emptiness(each.args[1], chain, config, depth + 1));
    }
  }
  if (certain.size === 0) return "sometimes";
  const all = new Set([...certain, ...possible]);
  if (all.size === 1) return [...all][0]!;
  return all.has("unknown") ? "unknown" : "sometimes";
}

import { childrenNamed } from "./children.ts";
import { type Emptiness, emptiness } from "./emptiness.ts";
import { headersMore } from "./headers-more.ts";
import { chainOf, effective, effectiveValue, mayComeFrom } from "./inherit.ts";
import type { Argument, Directive, HeaderState, NginxConfig, Response } from "./model.ts";

type Headers = Pick<Response, "headers" | "rest">;
type Asked = Pick<Response, "status" | "body">;

const NONE: Pick<HeaderState, "values" | "always" | "directives" | "besideUpstream"> = {
  values: [],
  always: false,
  directives: [],
  besideUpstream: false,
};
const SCRIPTED = [
  "header_filter_by_lua",
  "header_filter_by_lua_block",
  "header_filter_by_lua_file",
  "js_header_filter",
];
/** What the security_headers module sends when it is on. */
const SECURITY_HEADERS = [
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
  "x-xss-protection",
  "referrer-policy",
  "cross-origin-resource-policy",
];

/** Also for headers that nothing in the files speaks of. */
export const headerOf = (response: Pick<Response, "headers" | "rest">, name: string): HeaderState =>
  response.headers.get(name.toLowerCase()) ?? response.rest;

/** Top level of a fragment that stands in `http`: it is around every server. */
export const outermostOf = (config: NginxConfig): readonly Directive[] =>
  config.context === "http" ? config.directives : [];

/** The headers that a response made in this block carries. */
export function headersIn(block: Directive, { status, body }: Asked, config: NginxConfig): Headers {
  const headers = new Map<string, HeaderState>();
  if (body === "none") return { headers, rest: { ...NONE, state: "absent" } };
  const outermost = outermostOf(config);
  const chain = chainOf(block);
  const rest = restOf(block, body, chain, outermost);
  const hidden = body === "proxy" ? hiddenNames(block, outermost) : new Set<string>();
  for (const name of hidden) headers.set(name, { ...NONE, state: "cleared" });
  const without = (name: string): HeaderState => headers.get(name) ?? rest;

  const added = effective(block, "add_header", outermost);
  const foreign = mayComeFrom(block, "add_header", outermost);
  for (const [name, directives] of byName(added)) {
    const beside = body === "proxy" && !hidden.has(name);
    const replaced = foreign !== undefined && directives.some((each) => each.parent !== foreign.parent);
    const state = addedState(directives, status, chain, config);
    if (state.state === "absent") headers.set(name, { ...without(name), directives, always: false });
    else if (replaced) headers.set(name, { ...state, state: "unknown", decidedBy: "an include outside the files" });
    else headers.set(name, { ...state, besideUpstream: beside });
  }
  if (status === "ordinary") addExpires(block, headers, outermost);
  if (effectiveValue(block, "security_headers", outermost) === "on") {
    const state: HeaderState = { ...NONE, state: "unknown", decidedBy: "the security_headers module" };
    for (const name of SECURITY_HEADERS) if (headers.get(name)?.state !== "set") headers.set(name, state);
  }
  headersMore(chain, headers);
  return { headers, rest };
}

function restOf(
  block: Directive,
  body: Response["body"],
  chain: readonly Directive[],
  outermost: readonly Directive[],
) {
  const unknown = (decidedBy: string): HeaderState => ({ ...NONE, state: "unknown", decidedBy });
  if (mayComeFrom(block, "add_header", outermost)) return unknown("an include outside the files");
  if (chain.some((each) => SCRIPTED.some((name) => childrenNamed(each, name).length > 0))) return unknown("a script");
  if (body === "proxy") return { ...NONE, state: "upstream", decidedBy: "the upstream" } satisfies HeaderState;
  if (body === "unknown") return unknown("a script");
  return { ...NONE, state: "absent" } satisfies HeaderState;
}

function byName(directives: readonly Directive[]): ReadonlyMap<string, Directive[]> {
  const groups = new Map<string, Directive[]>();
  for (const directive of directives) {
    const name = directive.args[0]?.value.toLowerCase();
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(directive);
    else groups.set(name, [directive]);
  }
  return groups;
}

export const isAlways = (directive: Directive): boolean => directive.args[2]?.value === "always";

function addedState(
  directives: readonly Directive[],
  status: Response["status"],
  chain: readonly Directive[],
  config: NginxConfig,
): HeaderState {
  const values: Argument[] = [];
  const seen = new Set<Emptiness>();
  const speaking: Directive[] = [];
  for (const directive of directives) {
    const value = directive.args[1];
    if (!value || (status === "error" && !isAlways(directive))) continue;
    const empty = emptiness(value, chain, config);
    if (empty === "always") continue;
    seen.add(empty === "never" && directive.conditional ? "unknown" : empty);
    values.push(value);
    speaking.push(directive);
  }
  const found = { ...NONE, values, directives: speaking, always: speaking.every(isAlways) };
  if (seen.has("never")) return { ...found, state: "set" };
  if (seen.has("sometimes"))
    return { ...found, state: "sometimes", decidedBy: values.map((each) => each.value).join(" ") };
  if (seen.has("unknown")) return { ...found, state: "unknown", decidedBy: "a template" };
  return { ...NONE, directives, state: "absent" };
}

/** `proxy_hide_header` and its siblings, lower-case. */
function hiddenNames(block: Directive, outermost: readonly Directive[]): Set<string> {
  const names = new Set<string>();
  for (const kind of ["proxy", "fastcgi", "uwsgi", "scgi", "grpc"]) {
    if (effective(block, `${kind}_pass`).length === 0) continue;
    for (const { args } of effective(block, `${kind}_hide_header`, outermost)) {
      if (args[0]) names.add(args[0].value.toLowerCase());
    }
  }
  return names;
}

/** `expires` makes its own Cache-Control and Expires and replaces those of the upstream. */
function addExpires(block: Directive, headers: Map<string, HeaderState>, outermost: readonly Directive[]): void {
  const directives = effective(block, "expires", outermost);
  const time = directives[0]?.args[0];
  if (!time || time.value === "off") return;
  const state = time.variables.length > 0 ? "sometimes" : "set";
  for (const name of ["cache-control", "expires"]) {
    const before = headers.get(name);
    if (before?.state === "set") continue;
    headers.set(name, { ...NONE, state, directives, ...(state === "sometimes" && { decidedBy: time.value }) });
  }
}

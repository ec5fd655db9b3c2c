import type { Argument, Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../../checks/read/nginx/walk.ts";

export type LimitKind = "req" | "conn";

/** A zone as `limit_req_zone` or `limit_conn_zone` declares it, or as `limit_req` or `limit_conn` uses it. */
export interface ZoneMention {
  readonly directive: Directive;
  readonly kind: LimitKind;
  readonly name: string;
  /** The name is decided when a template is rendered, or by a variable. */
  readonly open: boolean;
  readonly at: Argument;
}

export const declaredZones = (config: NginxConfig): readonly ZoneMention[] =>
  mentions(config, { limit_req_zone: "req", limit_conn_zone: "conn" }, (args) => inParameter(args));

export const usedZones = (config: NginxConfig): readonly ZoneMention[] =>
  mentions(config, { limit_req: "req", limit_conn: "conn" }, (args, kind) =>
    kind === "req" ? inParameter(args) : nameOf(args[0], 0),
  );

type Found = { readonly name: string; readonly at: Argument } | undefined;

function mentions(
  config: NginxConfig,
  kinds: Readonly<Record<string, LimitKind>>,
  find: (args: readonly Argument[], kind: LimitKind) => Found,
): ZoneMention[] {
  const found: ZoneMention[] = [];
  for (const directive of directivesNamed(config, ...Object.keys(kinds))) {
    const kind = kinds[directive.name];
    const zone = kind && find(directive.args, kind);
    if (!kind || !zone) continue;
    const open = zone.at.template || zone.at.variables.length > 0;
    found.push({ directive, kind, open, ...zone });
  }
  return found;
}

const inParameter = (args: readonly Argument[]): Found =>
  nameOf(
    args.find((arg) => arg.value.startsWith("zone=")),
    "zone=".length,
  );

function nameOf(arg: Argument | undefined, from: number): Found {
  if (!arg) return undefined;
  const [name = ""] = arg.value.slice(from).split(":");
  return { name, at: arg };
}

import type { Located } from "../../../checks/core/source.ts";
import type { NginxConfig } from "../../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../../checks/read/nginx/walk.ts";

export const passDirectives = ["proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass"] as const;

/** A host that the configuration names as a place to send requests to, lower-case. */
export interface NamedHost {
  readonly host: string;
  readonly at: Located;
  /** "start": looked up once, when nginx reads its configuration. "resolve": kept up to date by `server ... resolve`. */
  readonly lookup: "start" | "resolve";
}

/** Hosts written literally in `proxy_pass` and its siblings and in upstream groups; names of groups are no hosts. */
export function namedHosts(config: NginxConfig): readonly NamedHost[] {
  const groups = new Set(config.upstreams.map((upstream) => upstream.name.toLowerCase()));
  const found: NamedHost[] = [];
  for (const upstream of config.upstreams) {
    for (const server of upstream.servers) {
      if (server.address.template || server.address.value.startsWith("unix:")) continue;
      const resolves = server.directive.args.some((arg) => arg.value === "resolve");
      found.push({ host: server.host.toLowerCase(), at: server, lookup: resolves ? "resolve" : "start" });
    }
  }
  for (const directive of directivesNamed(config, ...passDirectives)) {
    const [target] = directive.args;
    if (!target || target.variables.length > 0 || target.template) continue;
    const host = hostOf(target.value);
    if (host && !groups.has(host)) found.push({ host, at: target, lookup: "start" });
  }
  return found;
}

/** Host of `http://api:3000/v1`, `api:9000` or `[::1]:80`, lower-case; undefined for sockets and where a variable decides. */
export function hostOf(target: string): string | undefined {
  if (/^(\w+:\/\/)?unix:/.test(target)) return undefined;
  const [, host] = /^(?:\w+:\/\/)?(\[[^\]]*\]|[^:/?]+)/.exec(target) ?? [];
  return host === undefined || host.includes("$") ? undefined : host.toLowerCase();
}

/** Needs a look-up: neither an IPv4 nor an IPv6 address. */
export const isName = (host: string): boolean => !/^(\d{1,3}\.){3}\d{1,3}$|^\[/.test(host);

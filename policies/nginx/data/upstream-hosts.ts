import type { Located } from "../../../checks/core/source.ts";
import type { NginxConfig } from "../../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../../checks/read/nginx/walk.ts";

export const passDirectives = ["proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass"] as const;

export interface Address {
  readonly host: string;
  /** 443 for https and grpcs, else 80, where none is written. */
  readonly port: number;
}

/** A host that the configuration names as a place to send requests to, lower-case. */
export interface NamedHost extends Address {
  readonly at: Located;
  /** "start": looked up once, when nginx reads its configuration. "resolve": kept up to date by `server ... resolve`. */
  readonly lookup: "start" | "resolve";
  /** It stands in an upstream group, not in `proxy_pass` itself. */
  readonly inGroup: boolean;
}

/** Hosts written literally in `proxy_pass` and its siblings and in upstream groups; names of groups are no hosts. */
export function namedHosts(config: NginxConfig): readonly NamedHost[] {
  const groups = new Set(config.upstreams.map((upstream) => upstream.name.toLowerCase()));
  const found: NamedHost[] = [];
  for (const upstream of config.upstreams) {
    for (const server of upstream.servers) {
      if (server.address.template || server.address.value.startsWith("unix:")) continue;
      const resolves = server.directive.args.some((arg) => arg.value === "resolve");
      const lookup = resolves ? "resolve" : "start";
      found.push({ host: server.host.toLowerCase(), port: server.port ?? 80, at: server, lookup, inGroup: true });
    }
  }
  for (const directive of directivesNamed(config, ...passDirectives)) {
    const [target] = directive.args;
    if (!target || target.variables.length > 0 || target.template) continue;
    const address = addressOf(target.value);
    if (address && !groups.has(address.host)) found.push({ ...address, at: target, lookup: "start", inGroup: false });
  }
  return found;
}

/** Of `http://api:3000/v1`, `api:9000` or `[::1]:80`; undefined for sockets and where a variable decides the host. */
export function addressOf(target: string): Address | undefined {
  const [prefix = "", scheme] = /^(\w+):\/\//.exec(target) ?? [];
  const rest = target.slice(prefix.length);
  if (rest.startsWith("unix:")) return undefined;
  // A variable may follow where the path begins; in `api$suffix` it belongs to the name.
  const [, host, port] =
    /^(\[[^\]]*\]|[^:/?$]+)(?::(\d+))?(?:[/?]|$|\$\{?(?:request_uri|uri|document_uri|is_args|args)\b)/.exec(rest) ?? [];
  if (host === undefined) return undefined;
  const usual = scheme === "https" || scheme === "grpcs" ? 443 : 80;
  return { host: host.toLowerCase(), port: port === undefined ? usual : Number(port) };
}

/** Needs a look-up: neither an IPv4 nor an IPv6 address. */
export const isName = (host: string): boolean => !/^(\d{1,3}\.){3}\d{1,3}$|^\[/.test(host);

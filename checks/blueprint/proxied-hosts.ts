import { type Located, locate } from "../core/source.ts";
import type { ComposeProject, Service } from "../read/compose/model.ts";
import type { Argument, NginxConfig } from "../read/nginx/model.ts";
import { directivesNamed } from "../read/nginx/walk.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { servicesSeeing } from "./services-seeing.ts";

/** A host to which NGINX sends requests. Its range is the argument that names it. */
export interface ProxiedHost extends Located {
  readonly host: string;
  /** Undefined for a socket, or where a variable decides it. */
  readonly port: number | undefined;
  /** A variable or a template decides the host. */
  readonly undecided: boolean;
  readonly config: NginxConfig;
  readonly project: ComposeProject;
  /** The services that run this configuration; empty where none is seen to. */
  readonly from: readonly Service[];
}

export const proxiedHosts = defineJoin<ProxiedHost>({
  name: "proxied-hosts",
  from: ["nginx", "compose"],
  examplePath: "nginx.conf",
  *join(blueprint) {
    for (const config of blueprint.nginx) yield* hostsOf(config, blueprint);
  },
});

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443, grpc: 80, grpcs: 443 };

function* hostsOf(config: NginxConfig, blueprint: Blueprint): Generator<ProxiedHost> {
  const { project } = blueprint;
  if (!project || config.isExample) return;
  const base = { config, project, from: servicesSeeing(blueprint, { source: config.root }) };
  const groups = new Set(config.upstreams.map(({ name }) => name));
  for (const { servers } of config.upstreams) {
    for (const { address, host, port, directive } of servers) {
      if (host.startsWith("unix:")) continue;
      const undecided = address.template || address.variables.length > 0 || directive.conditional;
      yield { ...place(address), ...base, host, port, undecided };
    }
  }
  for (const directive of directivesNamed(
    config,
    "proxy_pass",
    "grpc_pass",
    "fastcgi_pass",
    "uwsgi_pass",
    "scgi_pass",
  )) {
    const [address] = directive.args;
    const target = address && targetOf(address, directive.name);
    if (!address || !target || groups.has(target.host)) continue;
    const undecided = address.template || directive.conditional || target.host.includes("$");
    yield { ...place(address), ...base, ...target, undecided };
  }
}

const place = ({ source, start, end }: Argument): Located => locate(source, start, end);

/** `http://api:3000/path`, `api:9000`. */
function targetOf({ value }: Argument, directive: string): Pick<ProxiedHost, "host" | "port"> | undefined {
  const [, scheme, authority = ""] = /^(?:([a-z]+):\/\/)?(\[[^\]]*\][^/]*|[^/]*)/i.exec(value) ?? [];
  if (authority === "" || /^unix:/i.test(value.replace(/^[a-z]+:\/\//i, ""))) return undefined;
  const [, host = authority, port] = /^(.*?)(?::(\d+))?$/.exec(authority) ?? [];
  const usual = defaultPorts[scheme?.toLowerCase() ?? (directive === "grpc_pass" ? "grpc" : "")];
  return { host, port: port === undefined ? (authority.includes("$") ? undefined : usual) : Number(port) };
}

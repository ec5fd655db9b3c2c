import type { Server } from "../../../checks/read/nginx/model.ts";
import { walk } from "../../../checks/read/nginx/walk.ts";
import { inForce } from "./in-force.ts";

/** Why a server without TLS stands behind a proxy that a browser meets first; undefined where nothing says so. */
export function proxyInFront(server: Server): string | undefined {
  if (server.tls) return undefined;
  const { config, directive } = server;
  if (config.role === "edge") return undefined;
  if (config.role === "internal") return inFront;
  if (server.listens.every(({ unix, address }) => unix || /^(127\.|\[::1\]|localhost$)/.test(address))) return inFront;
  if (server.listens.some((listen) => listen.proxyProtocol)) return inFront;
  if (inForce(config, directive, "set_real_ip_from").length > 0) return inFront;
  for (const one of walk(directive.block ?? [])) {
    for (const arg of one.args) if (arg.variables.some((name) => forwarded.test(name))) return inFront;
  }
  return config.maps.some((map) => map.directive.args.some((arg) => arg.variables.some((name) => forwarded.test(name))))
    ? inFront
    : undefined;
}

const inFront = "the proxy in front of this server";
/** Who believes these headers expects a proxy that sets them. */
const forwarded = /^(http_x_forwarded_(proto|ssl|scheme|port)|http_cf_\w+|http_x_real_ip|realip_\w+)$/;

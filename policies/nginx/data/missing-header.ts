import type { Severity } from "../../../checks/core/finding.ts";
import type { Judgement } from "../../../checks/core/policy.ts";
import type { NginxConfig, Server } from "../../../checks/read/nginx/model.ts";
import { walk } from "../../../checks/read/nginx/walk.ts";
import { type Alternative, coverageOf, placesOf } from "./header-coverage.ts";
import { inForce } from "./in-force.ts";
import { soften } from "./rehearsal.ts";
import { headerName, securityHeaders } from "./security-headers.ts";
import { proxyInFront } from "./server-role.ts";
import { titleOf } from "./server-title.ts";

/** A header that every page of a site should carry. */
export interface WantedHeader {
  readonly name: string;
  /** Another header that does the same, where one of its values says so. */
  readonly instead?: Alternative;
  readonly hint: string;
  /** Where a browser meets the server itself, over TLS. Elsewhere it is a notice. */
  readonly severity: Severity;
}

/**
 * One judgement a server that sends some security headers and so means to be careful. Servers that send none at all are
 * one finding of `nginx/security-headers`, not five.
 */
export function* judgePresence(config: NginxConfig, wanted: WantedHeader): Generator<Judgement> {
  for (const server of config.servers) {
    if (!isCareful(server)) continue;
    const { sent, missing, decidedBy } = coverageOf(server, wanted.name.toLowerCase(), wanted.instead);
    const front = proxyInFront(server);
    if (missing.length > 0 && front) yield { met: "unknown", at: server, decidedBy: front };
    else if (missing.length > 0) {
      const [first] = missing;
      yield {
        met: false,
        at: sent.length > 0 && first ? first.at : server,
        message: `${titleOf(server)} sends other security headers, but no ${wanted.name} for ${placesOf(missing)}`,
        hint: wanted.hint,
        severity: soften(config, server.tls ? wanted.severity : "notice"),
      };
    } else if (decidedBy) yield { met: "unknown", at: server, decidedBy };
    else if (sent.length > 0) yield { met: true, at: server };
  }
}

/** It sets a security header other than HSTS somewhere: around it, in it, or in one of its locations. */
export function isCareful(server: Server): boolean {
  if (inForce(server.config, server.directive, "add_header").some(isSecurity)) return true;
  for (const one of walk(server.directive.block ?? [])) if (one.name === "add_header" && isSecurity(one)) return true;
  return false;
}

const isSecurity = (directive: Parameters<typeof headerName>[0]): boolean =>
  securityHeaders.has(headerName(directive)) && headerName(directive) !== "strict-transport-security";

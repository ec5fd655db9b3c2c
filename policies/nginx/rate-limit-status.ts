import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { elsewhere, inForce } from "./data/in-force.ts";
import { usedZones } from "./data/limit-zones.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/rate-limit-status",
  reads: nginx,
  severity: "notice",
  title: "A limited client is told 429, not 503",
  why: "nginx answers 503 where a limit bites. Clients, load balancers and alerts take that for an outage: they fail over or page somebody, where 429 would have asked the client to slow down. An error_page for 429 is then never shown.",
  source: "RFC 6585, section 4; https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_status",
  good: [
    "events {}\nhttp {\n  limit_req_status 429;\n  limit_conn_status 429;\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  limit_conn_zone $binary_remote_addr zone=addr:10m;\n  server { limit_conn addr 9; location / { limit_req zone=api; return 200; } }\n}\n",
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  server { limit_req_status 444; location / { limit_req zone=api; return 200; } }\n}\n",
    "events {}\nstream {\n  limit_conn_zone $binary_remote_addr zone=addr:10m;\n  limit_conn addr 9;\n  server { listen 5432; proxy_pass 10.0.0.2:5432; limit_conn addr 3; }\n}\n",
    "server {\n  include /opt/limits.conf;\n  location / { limit_req zone=api; return 200; }\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  server {\n    location /a { limit_req zone=api; return 200; } # ! nginx/rate-limit-status\n    location /b { limit_req zone=api burst=5; return 200; }\n  }\n}\n",
    "events {}\nhttp {\n  limit_req_status 429;\n  limit_conn_zone $binary_remote_addr zone=addr:10m;\n  server { limit_conn addr 9; } # ! nginx/rate-limit-status\n}\n",
  ],
  *judge(config) {
    const told = new Set<string>();
    for (const { directive, kind } of usedZones(config)) {
      const name = `limit_${kind}_status`;
      const block = directive.parent;
      if (!block || isOfStream(block)) continue;
      const unseen = elsewhere(config, block, name);
      if (inForce(config, block, name).length > 0) yield { met: true, at: directive };
      else if (unseen) yield { met: "unknown", at: directive, decidedBy: unseen };
      else if (!told.has(name)) {
        told.add(name);
        yield {
          met: false,
          at: directive,
          message: `${directive.name} answers 503, which says "out of order" to a client that is only too fast`,
          hint: `set \`${name} 429;\` in http`,
        };
      }
    }
  },
});

/** Connections of `stream` know no status: one too many is closed. */
function isOfStream(block: Directive): boolean {
  for (let one: Directive | undefined = block; one; one = one.parent) if (one.name === "stream") return true;
  return false;
}

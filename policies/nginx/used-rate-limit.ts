import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { elsewhereInConfig } from "./data/in-force.ts";
import { declaredZones, usedZones } from "./data/limit-zones.ts";
import { soften } from "./data/rehearsal.ts";
import { scriptOf } from "./data/script.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/used-rate-limit",
  reads: nginx,
  severity: "warning",
  title: "Every declared rate limit is applied somewhere",
  why: "A zone alone limits nothing: without `limit_req` the login can be tried as fast as the network allows, while the file looks protected. Front-end images of public projects declare `zone=mylimit` and never use it.",
  source: "https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req",
  good: [
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  server { location / { limit_req zone=api; return 200; } }\n}\n",
    "events {}\nhttp {\n  limit_conn_zone $binary_remote_addr zone=addr:10m;\n  limit_conn addr 20;\n  server { listen 80; }\n}\n",
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=site:10m rate=10r/s;\n  include /opt/sites/*.conf;\n}\n",
    "limit_req_zone $binary_remote_addr zone=shared:10m rate=10r/s;\n",
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=lua:10m rate=10r/s;\n  server { location / { access_by_lua_block { limit() } } }\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s; # ! nginx/used-rate-limit\n  server { listen 80; return 200; }\n}\n",
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  limit_req_zone $binary_remote_addr zone=login:10m rate=1r/s; # ! nginx/used-rate-limit\n  limit_conn_zone $binary_remote_addr zone=addr:10m; # ! nginx/used-rate-limit\n  server { location / { limit_req zone=api; return 200; } }\n}\n",
  ],
  *judge(config) {
    const used = usedZones(config);
    const unseen = elsewhereInConfig(config) ?? scriptOf(config);
    for (const zone of declaredZones(config)) {
      const use = used.find((one) => one.name === zone.name && one.kind === zone.kind);
      if (use) yield { met: true, at: zone.directive };
      else if (zone.open || used.some((one) => one.open)) {
        yield { met: "unknown", at: zone.directive, decidedBy: "the values of a template" };
      } else if (unseen) yield { met: "unknown", at: zone.directive, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: zone.directive,
          message: `the zone "${zone.name}" is declared but no limit_${zone.kind} uses it: nothing is limited`,
          hint: `add \`limit_${zone.kind} ${zone.kind === "req" ? `zone=${zone.name} burst=20 nodelay` : `${zone.name} 20`};\` to the server or location, or remove the zone`,
          severity: soften(config, "warning"),
        };
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { elsewhereInConfig } from "./data/in-force.ts";
import { declaredZones, usedZones } from "./data/limit-zones.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/declared-rate-limit",
  reads: nginx,
  severity: "error",
  title: "Every limit uses a zone that is declared",
  why: 'nginx does not start: `zero size shared memory zone "x"`. It happens when a site file is copied without the `limit_req_zone` line of its nginx.conf.',
  source: "https://nginx.org/en/docs/http/ngx_http_limit_req_module.html#limit_req_zone",
  good: [
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  limit_conn_zone $binary_remote_addr zone=addr:10m;\n  server {\n    limit_conn addr 10;\n    location / { limit_req zone=api burst=5 nodelay; return 200; }\n  }\n}\n",
    "server {\n  location / { limit_req zone=declared_elsewhere; return 200; }\n}\n",
    "events {}\nhttp {\n  include /opt/site/limits.conf;\n  server { location / { limit_req zone=site; return 200; } }\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=api:10m rate=10r/s;\n  server {\n    location / {\n      limit_req zone=apl burst=5; # ! nginx/declared-rate-limit\n    }\n  }\n}\n",
    "events {}\nhttp {\n  limit_req_zone $binary_remote_addr zone=one:1m rate=1r/s;\n  server {\n    limit_req zone=one;\n    limit_conn one 5; # ! nginx/declared-rate-limit\n  }\n}\n",
  ],
  *judge(config) {
    const declared = declaredZones(config);
    const unseen = elsewhereInConfig(config);
    for (const use of usedZones(config)) {
      const same = declared.filter((zone) => zone.name === use.name);
      if (same.some((zone) => zone.kind === use.kind)) yield { met: true, at: use.at };
      else if (use.open || declared.some((zone) => zone.open)) {
        yield { met: "unknown", at: use.at, decidedBy: "the values of a template" };
      } else if (unseen && same.length === 0) yield { met: "unknown", at: use.at, decidedBy: unseen };
      else {
        const [other] = same;
        yield {
          met: false,
          at: use.at,
          message: other
            ? `${use.directive.name} uses the zone "${use.name}", which ${other.directive.name} declares for something else`
            : `${use.directive.name} uses the zone "${use.name}", which nothing declares: nginx does not start`,
          hint: `declare it in http: \`limit_${use.kind}_zone $binary_remote_addr zone=${use.name}:10m${use.kind === "req" ? " rate=10r/s" : ""};\``,
          related: same.map((zone) => zone.at),
        };
      }
    }
  },
});

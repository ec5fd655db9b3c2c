import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { elsewhereInConfig } from "./data/in-force.ts";
import { soften } from "./data/rehearsal.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}  server { listen 80; }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/effective-real-ip",
  reads: nginx,
  severity: "warning",
  title: "Where the client's address is to be taken from a header, somebody is trusted to send it",
  why: "real_ip_header alone changes nothing: without set_real_ip_from the address stays that of the proxy in front. All visitors then share one rate limit, one ban hits everybody, and the logs name nobody.",
  source: "https://nginx.org/en/docs/http/ngx_http_realip_module.html",
  good: [
    http("  set_real_ip_from 10.0.0.0/8;\n  real_ip_header X-Forwarded-For;\n"),
    http("  real_ip_header CF-Connecting-IP;\n  include /opt/cloudflare-addresses.conf;\n"),
    http("  real_ip_header X-Forwarded-For;\n  server { listen 81; set_real_ip_from 10.0.0.0/8; }\n"),
    "server {\n  listen 80;\n  real_ip_header X-Forwarded-For;\n}\n",
  ],
  bad: [
    http("  real_ip_header X-Forwarded-For; # ! nginx/effective-real-ip\n  real_ip_recursive on;\n"),
    http("  server {\n    listen 81;\n    real_ip_header proxy_protocol; # ! nginx/effective-real-ip\n  }\n"),
  ],
  *judge(config) {
    const trusts = [...directivesNamed(config, "set_real_ip_from")].length > 0;
    const unseen = elsewhereInConfig(config);
    for (const directive of directivesNamed(config, "real_ip_header")) {
      if (trusts) yield { met: true, at: directive };
      else if (unseen) yield { met: "unknown", at: directive, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: directive,
          message:
            "real_ip_header has no effect: set_real_ip_from trusts nobody, so every visitor has the address of the proxy",
          hint: "add `set_real_ip_from` with the addresses of the proxies in front",
          severity: soften(config, "warning"),
        };
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { soften } from "./data/rehearsal.ts";

const everybody = /^(0\.0\.0\.0|\[?::\]?)\/0$/;

export default definePolicy<NginxConfig>({
  id: "nginx/trusted-real-ip",
  reads: nginx,
  severity: "warning",
  title: "The client's address is taken from known proxies alone",
  why: "With `set_real_ip_from 0.0.0.0/0` whoever sends a header chooses their own address: rate limits, allow lists and bans are passed by, and logs accuse others. Images of public projects ship it so that any proxy in front works.",
  source: "https://nginx.org/en/docs/http/ngx_http_realip_module.html#set_real_ip_from",
  good: [
    "events {}\nhttp {\n  set_real_ip_from 10.0.0.0/8;\n  set_real_ip_from 172.16.0.0/12;\n  set_real_ip_from 2001:db8::/32;\n  set_real_ip_from unix:;\n  real_ip_header X-Forwarded-For;\n  real_ip_recursive on;\n  server_tokens off;\n  server { listen 80; }\n}\n",
    "server {\n  listen 80;\n  set_real_ip_from ${TRUSTED_PROXY};\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  set_real_ip_from 0.0.0.0/0; # ! nginx/trusted-real-ip\n  real_ip_header X-Forwarded-For;\n  server { listen 80; }\n}\n",
    "server {\n  listen 80;\n  set_real_ip_from 10.0.0.0/8;\n  set_real_ip_from ::/0; # ! nginx/trusted-real-ip\n}\n",
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "set_real_ip_from")) {
      const [from] = directive.args;
      if (!from) continue;
      if (from.template) yield { met: "unknown", at: from, decidedBy: "the value of a template" };
      else if (!everybody.test(from.value)) yield { met: true, at: from };
      else {
        yield {
          met: false,
          at: from,
          message: `set_real_ip_from ${from.value} trusts everybody: a client chooses the address that it is logged and limited by`,
          hint: "list the addresses of the proxies in front, such as the subnet of their Docker network",
          severity: soften(config, "warning"),
        };
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx, type Server } from "../../checks/read/nginx/model.ts";
import { elsewhere, inForce } from "./data/in-force.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/hidden-version",
  reads: nginx,
  severity: "notice",
  title: "Responses do not tell the version of nginx",
  why: "The Server header and every built-in error page name the exact version, from which scanners pick known holes. It hides nothing from a patient attacker, but keeps a site out of the lists that are attacked first when a hole is published.",
  source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#server_tokens; OWASP WSTG-INFO-02",
  good: [
    "events {}\nhttp {\n  server_tokens off;\n  server { listen 80; }\n}\n",
    "events {}\nhttp {\n  server { listen 80; server_tokens off; }\n}\n",
    "server {\n  listen 80;\n}\n",
    "events {}\nhttp {\n  include /opt/hardening.conf;\n  server { listen 80; }\n}\n",
  ],
  bad: [
    "events {}\nhttp { # ! nginx/hidden-version\n  server { listen 80; }\n  server { listen 81; }\n}\n",
    "server {\n  listen 80;\n  server_tokens build; # ! nginx/hidden-version\n}\n",
    "events {}\nhttp {\n  server { listen 80; server_tokens off; }\n  server { listen 81; } # ! nginx/hidden-version\n}\n",
  ],
  *judge(config) {
    const silent: Server[] = [];
    for (const server of config.servers) {
      const directive = inForce(config, server.directive, "server_tokens").at(-1);
      const unseen = elsewhere(config, server.directive, "server_tokens");
      if (directive && /^(on|build)$/.test(directive.args[0]?.value ?? "")) {
        const message = `server_tokens ${directive.args[0]?.value} sends the version of nginx with every response`;
        yield { met: false, at: directive, message, hint: "write `server_tokens off;`" };
      } else if (directive) yield { met: true, at: server };
      else if (unseen) yield { met: "unknown", at: server, decidedBy: unseen };
      else silent.push(server);
    }
    const [first] = silent;
    if (!first) return;
    const http = config.https[0];
    yield {
      met: false,
      at: silent.length === config.servers.length && http ? http : first,
      message: "every response and every error page tells the version of nginx",
      hint: "set `server_tokens off;` in http",
    };
  },
});

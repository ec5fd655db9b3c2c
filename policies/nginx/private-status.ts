import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx, type Server } from "../../checks/read/nginx/model.ts";
import { walk } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";
import { titleOf } from "./data/server-title.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  server {\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/private-status",
  reads: nginx,
  severity: "notice",
  title: "The status page of nginx is not shown to visitors",
  why: "stub_status beside the site tells everybody how many connections are open: whoever floods the site reads there how well it works.",
  source: "https://nginx.org/en/docs/http/ngx_http_stub_status_module.html",
  good: [
    http(
      "    listen 80;\n    location /s { stub_status; allow 127.0.0.1; deny all; }\n    location / { return 301 /x; }\n",
    ),
    http("    listen 8081;\n    location / { stub_status; }\n"),
    http("    listen 127.0.0.1:80;\n    location / { stub_status; }\n"),
    http("    listen 80;\n    location /s { stub_status; auth_basic status; auth_basic_user_file /etc/users; }\n"),
    http("    listen 80;\n    location /s { stub_status; include /opt/private.conf; }\n"),
  ],
  bad: [
    http(
      "    listen 80;\n    location /nginx_status {\n      stub_status on; # ! nginx/private-status\n      access_log off;\n    }\n    location / { return 301 /x; }\n",
    ),
  ],
  *judge(config) {
    for (const server of config.servers) {
      for (const directive of walk(server.directive.block ?? [])) {
        const block = directive.parent;
        if (directive.name !== "stub_status" || !block) continue;
        if (!isPublic(server) || isGuarded(config, block)) yield { met: true, at: directive };
        else if (block.block?.some((one) => one.name === "include")) {
          yield { met: "unknown", at: directive, decidedBy: "an include outside the files" };
        } else {
          const message = `${titleOf(server)} shows the status of nginx to everybody`;
          const hint = "add `allow` for the exporter's network and `deny all;`, or move it to a port of its own";
          yield { met: false, at: directive, message, hint };
        }
      }
    }
  },
});

/** A port of its own is for whoever is meant to reach it. */
const isPublic = (server: Server): boolean =>
  server.listens.some(
    ({ address, port, ssl }) => !/^(127\.|\[::1\]|localhost)/.test(address) && (ssl || port === 80 || port === 443),
  );

const isGuarded = (config: NginxConfig, block: Directive): boolean =>
  ["deny", "auth_basic", "auth_request", "internal"].some((name) => inForce(config, block, name).length > 0);

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { coverageOf, placesOf } from "./data/header-coverage.ts";
import { isCareful } from "./data/missing-header.ts";
import { soften } from "./data/rehearsal.ts";
import { proxyInFront } from "./data/server-role.ts";
import { titleOf } from "./data/server-title.ts";

const tls = "listen 443 ssl;\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n";
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/security-headers",
  reads: nginx,
  severity: "warning",
  title: "A server that serves pages sends security headers with them",
  why: "Without any of them a page can be framed for clickjacking, its files are guessed to be scripts, and one injected script may do what it likes. Images that serve a built front end often ship a configuration of twenty lines with none.",
  source: "OWASP Secure Headers Project; MDN HTTP Observatory, scoring",
  good: [
    http(
      `  server {\n    ${tls}    add_header X-Content-Type-Options nosniff always;\n    add_header Strict-Transport-Security "max-age=31536000" always;\n    add_header Content-Security-Policy "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'" always;\n    add_header Referrer-Policy same-origin always;\n    add_header Permissions-Policy "camera=()" always;\n    root /srv/www;\n  }\n`,
    ),
    http("  server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }\n"),
    http("  server { listen 80; return 301 https://www.example.org$request_uri; }\n"),
    http("  server { listen 80; root /srv/www; set_real_ip_from 10.0.0.0/8; }\n"),
    http("  server { listen 127.0.0.1:8080; location /nginx_status { stub_status; } }\n"),
    http("  server { listen 80; location / { include /opt/headers.conf; root /srv/www; } }\n"),
    http(
      "  server { listen 80; root /srv/public; location ~ ^/(avatars|emoji)/ { try_files $uri =404; } location / { proxy_pass http://127.0.0.1:3000; } }\n",
    ),
    http(
      "  server { listen 80; location /static/ { alias /srv/static/; } location / { proxy_pass http://127.0.0.1:3000; } }\n",
    ),
  ],
  bad: [
    http(`  server { # ! nginx/security-headers\n    ${tls}    add_header X-Served-By a;\n    root /srv/www;\n  }\n`),
    "server { # ! nginx/security-headers\n  listen 80;\n  location / {\n    root /usr/share/nginx/html;\n    try_files $uri $uri/ /index.html;\n  }\n  location /api/ { proxy_pass http://127.0.0.1:3000; }\n}\n",
  ],
  *judge(config) {
    for (const server of config.servers) {
      if (isCareful(server)) {
        yield { met: true, at: server };
        continue;
      }
      const { missing, decidedBy } = coverageOf(server, "x-content-type-options");
      const front = proxyInFront(server);
      if (missing.length === 0) {
        if (decidedBy) yield { met: "unknown", at: server, decidedBy };
      } else if (front) yield { met: "unknown", at: server, decidedBy: front };
      else {
        yield {
          met: false,
          at: server,
          message: `${titleOf(server)} serves pages (${placesOf(missing)}) without any security header`,
          hint: "set Content-Security-Policy, X-Content-Type-Options and Referrer-Policy with `add_header ... always;` in the server, or in one file that it includes",
          severity: soften(config, server.tls ? "warning" : "notice"),
        };
      }
    }
  },
});

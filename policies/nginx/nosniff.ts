import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { judgePresence } from "./data/missing-header.ts";
import { soften } from "./data/rehearsal.ts";
import { addedHeaders } from "./data/security-headers.ts";

const careful =
  "add_header X-Frame-Options DENY always;\n  add_header Referrer-Policy same-origin always;\n  add_header Content-Security-Policy \"default-src 'self'; base-uri 'none'; frame-ancestors 'none'\" always;\n  add_header Permissions-Policy 'camera=()' always;";

export default definePolicy<NginxConfig>({
  id: "nginx/nosniff",
  reads: nginx,
  severity: "warning",
  title: "Browsers take every file for the type that it is sent as",
  why: "Without `X-Content-Type-Options: nosniff` a browser may guess: a text or picture that somebody uploaded is run as a script of the site. Any other value than nosniff is ignored.",
  source: "Fetch Standard, X-Content-Type-Options; MDN HTTP Observatory",
  good: [
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Content-Type-Options "nosniff" always;\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  include /opt/headers.conf;\n  root /srv/www;\n}\n`,
  ],
  bad: [
    `server { # ! nginx/nosniff\n  listen 80;\n  ${careful}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Content-Type-Options "no-sniff" always; # ! nginx/nosniff\n  root /srv/www;\n}\n`,
  ],
  *judge(config) {
    for (const { value, literal } of addedHeaders(config, "x-content-type-options")) {
      if (!literal) yield { met: "unknown", at: value, decidedBy: "the value of a variable" };
      else if (value.value.toLowerCase() === "nosniff") yield { met: true, at: value };
      else {
        const message = `browsers know only "nosniff" for X-Content-Type-Options and ignore "${value.value}"`;
        yield { met: false, at: value, message, hint: "write nosniff", severity: soften(config, "warning") };
      }
    }
    yield* judgePresence(config, {
      name: "X-Content-Type-Options",
      severity: "warning",
      hint: "add `add_header X-Content-Type-Options nosniff always;`",
    });
  },
});

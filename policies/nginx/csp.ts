import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { judgePresence } from "./data/missing-header.ts";

const csp = `add_header Content-Security-Policy "default-src 'self'; object-src 'none'; base-uri 'none'" always;`;
const careful =
  "add_header X-Content-Type-Options nosniff always;\n  add_header X-Frame-Options DENY always;\n  add_header Referrer-Policy same-origin always;\n  add_header Permissions-Policy 'camera=()' always;";

export default definePolicy<NginxConfig>({
  id: "nginx/csp",
  reads: nginx,
  severity: "notice",
  title: "Pages carry a Content-Security-Policy",
  why: "It is the last line against an injected script: with `default-src 'self'` the script of an attacker does not run even where the application forgot to escape. Sites that set all the small headers often leave out the one that helps most.",
  source: "Content Security Policy Level 3 (W3C); MDN HTTP Observatory, CSP",
  good: [
    `server {\n  listen 80;\n  ${careful}\n  ${csp}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  return 301 https://www.example.org$request_uri;\n}\n`,
    "server {\n  listen 80;\n  location /x { proxy_pass http://127.0.0.1:3000; add_header X-Frame-Options DENY always; }\n  location /static/ { alias /srv/static/; }\n}\n",
  ],
  bad: [
    `server { # ! nginx/csp\n  listen 80;\n  ${careful}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / {\n    ${careful}\n  ${csp}\n    root /srv/www;\n  }\n  location /admin { # ! nginx/csp\n    root /srv/admin;\n  }\n}\n`,
  ],
  judge: (config) =>
    judgePresence(config, {
      name: "Content-Security-Policy",
      severity: "notice",
      hint: "start with `Content-Security-Policy-Report-Only: default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`, then enforce it",
    }),
});

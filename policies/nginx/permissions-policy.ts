import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { judgePresence } from "./data/missing-header.ts";
import { addedHeaders } from "./data/security-headers.ts";

const careful =
  "add_header X-Frame-Options DENY always;\n  add_header X-Content-Type-Options nosniff always;\n  add_header Content-Security-Policy \"default-src 'self'; base-uri 'none'; frame-ancestors 'none'\" always;\n  add_header Referrer-Policy same-origin always;";
/** A member of a structured dictionary: `geolocation=()`, `camera=(self "https://a.example")`, `fullscreen=*`. */
const member = /^[a-z][a-z0-9-]*(=(\*|self|\((\s*(\*|self|src|none|"[^"]*"))*\s*\)|"[^"]*"))?(;[a-z-]+=[^,]+)?$/;

export default definePolicy<NginxConfig>({
  id: "nginx/permissions-policy",
  reads: nginx,
  severity: "notice",
  title: "Pages give up the browser features that they do not use",
  why: "An injected script or a framed advertisement may ask for camera, microphone or location in the name of the site unless the site gave them up. A value in the old Feature-Policy syntax (`geolocation 'none'`) does not parse, and browsers ignore the header as a whole.",
  source: "Permissions Policy (W3C), section 5; RFC 8941, dictionaries",
  good: [
    `server {\n  listen 80;\n  ${careful}\n  add_header Permissions-Policy "geolocation=(), microphone=(self), camera=(self \\"https://a.example\\"), fullscreen=*" always;\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
  ],
  bad: [
    `server { # ! nginx/permissions-policy\n  listen 80;\n  ${careful}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header Permissions-Policy "geolocation 'none'; camera 'none'" always; # ! nginx/permissions-policy\n  root /srv/www;\n}\n`,
  ],
  *judge(config) {
    for (const { value, literal } of addedHeaders(config, "permissions-policy")) {
      const broken = value.value
        .split(",")
        .map((part) => part.trim())
        .find((part) => part !== "" && !member.test(part));
      if (!literal) yield { met: "unknown", at: value, decidedBy: "the value of a variable" };
      else if (broken === undefined) yield { met: true, at: value };
      else {
        yield {
          met: false,
          at: value,
          message: `Permissions-Policy does not parse at "${broken.slice(0, 40)}", so browsers ignore all of it`,
          hint: "write each feature as `geolocation=()`, with commas in between",
          severity: "warning",
        };
      }
    }
    yield* judgePresence(config, {
      name: "Permissions-Policy",
      severity: "notice",
      hint: 'add `add_header Permissions-Policy "geolocation=(), microphone=(), camera=()" always;`, less what the site uses',
    });
  },
});

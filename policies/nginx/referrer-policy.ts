import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { judgePresence } from "./data/missing-header.ts";
import { addedHeaders } from "./data/security-headers.ts";

const careful =
  "add_header X-Frame-Options DENY always;\n  add_header X-Content-Type-Options nosniff always;\n  add_header Content-Security-Policy \"default-src 'self'; base-uri 'none'; frame-ancestors 'none'\" always;\n  add_header Permissions-Policy 'camera=()' always;";
const discreet = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/;
const leaky = /^(unsafe-url|no-referrer-when-downgrade|origin|origin-when-cross-origin)$/;

export default definePolicy<NginxConfig>({
  id: "nginx/referrer-policy",
  reads: nginx,
  severity: "notice",
  title: "Addresses of pages are not told to other sites",
  why: "A Referer with the whole address hands path and query (reset links, search words, names of documents) to every site that a page links to or loads from. Browsers of today keep to the origin by themselves; no-referrer-when-downgrade and unsafe-url, copied from old guides, undo that.",
  source: "Referrer Policy (W3C), section 3; MDN HTTP Observatory",
  good: [
    `server {\n  listen 80;\n  ${careful}\n  add_header Referrer-Policy "no-referrer, strict-origin-when-cross-origin" always;\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
  ],
  bad: [
    `server { # ! nginx/referrer-policy\n  listen 80;\n  ${careful}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header Referrer-Policy no-referrer-when-downgrade always; # ! nginx/referrer-policy\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header Referrer-Policy "no-referer" always; # ! nginx/referrer-policy\n  root /srv/www;\n}\n`,
  ],
  *judge(config) {
    for (const { value, literal } of addedHeaders(config, "referrer-policy")) {
      // Of several values the last that a browser knows counts.
      const words = value.value.toLowerCase().split(/[\s,]+/);
      const policy = words.findLast((word) => discreet.test(word) || leaky.test(word));
      if (!literal) yield { met: "unknown", at: value, decidedBy: "the value of a variable" };
      else if (policy && discreet.test(policy)) yield { met: true, at: value };
      else {
        const message = policy
          ? `Referrer-Policy ${policy} tells other sites more than browsers do by themselves`
          : `no browser knows Referrer-Policy "${value.value}"`;
        yield { met: false, at: value, message, hint: "write strict-origin-when-cross-origin, or same-origin" };
      }
    }
    yield* judgePresence(config, {
      name: "Referrer-Policy",
      severity: "notice",
      hint: "add `add_header Referrer-Policy strict-origin-when-cross-origin always;`",
    });
  },
});

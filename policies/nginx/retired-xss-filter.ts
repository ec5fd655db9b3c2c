import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { addedHeaders } from "./data/security-headers.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/retired-xss-filter",
  reads: nginx,
  severity: "notice",
  title: "The retired XSS filter of old browsers is not switched on",
  why: "No current browser has the filter that X-XSS-Protection steers; in those that had it, `1; mode=block` could be abused to switch off single scripts of a page and to read across sites. A Content-Security-Policy does what it was meant to do.",
  source: "OWASP HTTP Headers Cheat Sheet, X-XSS-Protection; MDN, X-XSS-Protection",
  good: [
    "server {\n  listen 80;\n  add_header X-XSS-Protection 0 always;\n  return 301 https://a.example;\n}\n",
    "server {\n  listen 80;\n  add_header X-XSS-Protection $filter;\n  return 301 https://a.example;\n}\n",
  ],
  bad: [
    'server {\n  listen 80;\n  add_header X-XSS-Protection "1; mode=block" always; # ! nginx/retired-xss-filter\n  location /a { add_header X-XSS-Protection 1; return 301 https://a.example; }\n  return 301 https://a.example;\n}\n',
  ],
  *judge(config) {
    const on = [];
    for (const { directive, value, literal } of addedHeaders(config, "x-xss-protection")) {
      if (!literal) yield { met: "unknown", at: directive, decidedBy: "the value of a variable" };
      else if (/^\s*1/.test(value.value)) on.push(directive);
      else yield { met: true, at: directive };
    }
    // One decision, however often it was copied.
    const [first, ...rest] = on;
    if (!first) return;
    yield {
      met: false,
      at: first,
      message: "X-XSS-Protection switches on a filter that browsers removed because it did harm",
      hint: "remove the header, or set it to 0, and rely on a Content-Security-Policy",
      related: rest,
    };
  },
});

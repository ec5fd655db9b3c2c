import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { cspFaults, parseCsp } from "./data/content-security-policy.ts";
import { soften } from "./data/rehearsal.ts";
import { addedHeaders } from "./data/security-headers.ts";

const add = (value: string): string => `add_header Content-Security-Policy "${value}" always;`;
const http = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 80;\n${text}    return 301 https://www.example.org$request_uri;\n  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/strict-csp",
  reads: nginx,
  severity: "warning",
  title: "A Content-Security-Policy stops injected scripts",
  why: "A policy with 'unsafe-inline', `*` or `https:` for scripts stops no attack and looks as if it did; one with a misspelt directive or an unquoted self is read otherwise than it was meant. Of policies in the wild 95 % can be bypassed (Weichselbaum et al., CSP Is Dead, Long Live CSP!, 2016).",
  source: "Content Security Policy Level 3 (W3C); MDN HTTP Observatory, CSP",
  good: [
    http(`    ${add("default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")}\n`),
    http(`    ${add("default-src 'self'; style-src 'self' 'unsafe-inline'; img-src * data:; base-uri 'self'")}\n`),
    http(
      `    ${add("script-src 'nonce-$request_id' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none'")}\n`,
    ),
    http(`    ${add("default-src 'none'; form-action 'none'")}\n`),
    http(`    ${add("frame-ancestors 'self'")}\n    ${add("upgrade-insecure-requests")}\n`),
    http(
      `    ${add("default-src 'none'; script-src 'self' https://cdn.example.org; base-uri 'none';")}\n    ${add("$csp")}\n`,
    ),
  ],
  bad: [
    http(`    ${add("default-src 'self'; script-src 'self' 'unsafe-inline'; base-uri 'none'")} # ! nginx/strict-csp\n`),
    http(`    ${add("default-src * data: 'unsafe-eval'")} # ! nginx/strict-csp\n`),
    http(`    ${add("default-src self; base-uri 'none'; object-src 'none'")} # ! nginx/strict-csp\n`),
    http(`    ${add("default-src 'self'; scripts-src 'none'; base-uri 'none'")} # ! nginx/strict-csp\n`),
    http(
      `    ${add("img-src 'self'; base-uri 'none'; object-src 'none'")} # ! nginx/strict-csp\n    ${add("default-src 'self'")} # ! nginx/strict-csp\n`,
    ),
  ],
  *judge(config) {
    for (const { value, literal } of addedHeaders(config, "content-security-policy")) {
      // What a variable stands for is not known, but what is written beside it is.
      const written = value.value.replaceAll(/\$\{?\w+\}?/g, "x");
      const whole = /^\s*(\$\w+|\$\{\w+\})\s*$/.test(value.value) || value.template;
      if (whole) {
        yield { met: "unknown", at: value, decidedBy: `the value of ${value.value}` };
        continue;
      }
      const [worst, ...others] = cspFaults(parseCsp(written)).filter((fault) => literal || fault.severity !== "notice");
      if (!worst) yield { met: true, at: value };
      else {
        yield {
          met: false,
          at: value,
          message: [worst, ...others].map((fault) => fault.message).join("; "),
          hint: worst.hint,
          severity: soften(config, worst.severity),
        };
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { type Argument, type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { parseCsp } from "./data/content-security-policy.ts";
import { inForce } from "./data/in-force.ts";
import { judgePresence } from "./data/missing-header.ts";
import { soften } from "./data/rehearsal.ts";
import { type AddedHeader, addedHeaders, headerName } from "./data/security-headers.ts";

const careful = `add_header X-Content-Type-Options nosniff always;\n  add_header Referrer-Policy same-origin always;`;

export default definePolicy<NginxConfig>({
  id: "nginx/framing",
  reads: nginx,
  severity: "warning",
  title: "Pages say who may show them in a frame",
  why: "A page that anyone may frame can be laid invisibly over a bait: the visitor clicks there and presses a button here (clickjacking). ALLOW-FROM was dropped by all browsers, which then allow everybody; two different values are no better.",
  source: "RFC 7034; Content Security Policy Level 3, frame-ancestors; MDN, X-Frame-Options",
  good: [
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Frame-Options sameorigin always;\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header Content-Security-Policy "default-src 'self'; base-uri 'none'; frame-ancestors https://a.example" always;\n  add_header X-Frame-Options "ALLOW-FROM https://a.example" always;\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Frame-Options $framing always;\n  return 301 https://www.example.org$request_uri;\n}\n`,
  ],
  bad: [
    `server { # ! nginx/framing\n  listen 80;\n  ${careful}\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Frame-Options "ALLOW-FROM https://a.example" always; # ! nginx/framing\n  root /srv/www;\n}\n`,
    `server {\n  listen 80;\n  ${careful}\n  add_header X-Frame-Options DENY always;\n  add_header X-Frame-Options SAMEORIGIN always; # ! nginx/framing\n  root /srv/www;\n}\n`,
  ],
  *judge(config) {
    for (const header of addedHeaders(config, "x-frame-options")) yield judgeValue(config, header);
    yield* judgePresence(config, {
      name: "X-Frame-Options",
      instead: { name: "content-security-policy", counts: decidesFraming },
      severity: "warning",
      hint: "add `add_header X-Frame-Options DENY always;`, or frame-ancestors in the Content-Security-Policy",
    });
  },
});

function judgeValue(config: NginxConfig, { directive, value, literal }: AddedHeader) {
  const block = directive.parent;
  const around = block ? inForce(config, block, "add_header") : [directive];
  if (!literal) return { met: "unknown" as const, at: value, decidedBy: "the value of a variable" };
  if (around.some(hasFrameAncestors)) return { met: true as const, at: value };
  const other = around.find((one) => isOther(one, directive, value.value));
  const known = /^(deny|sameorigin)$/i.test(value.value);
  if (known && (!other || other.start > directive.start)) return { met: true as const, at: value };
  return {
    met: false as const,
    at: value,
    message: other
      ? `X-Frame-Options is sent twice with different values, which browsers do not agree on`
      : `no browser knows X-Frame-Options "${value.value}" any more: everybody may frame the page`,
    hint: "write one `add_header X-Frame-Options SAMEORIGIN always;`, or name the sites in frame-ancestors of the Content-Security-Policy",
    related: other ? [other] : [],
    severity: soften(config, "warning" as const),
  };
}

const isOther = (one: Directive, directive: Directive, value: string): boolean =>
  one !== directive &&
  headerName(one) === "x-frame-options" &&
  one.args[1]?.value.toLowerCase() !== value.toLowerCase();

/** A value that a variable or a template decides may hold frame-ancestors. */
const decidesFraming = ({ value, variables, template }: Argument): boolean =>
  template || variables.length > 0 || parseCsp(value).has("frame-ancestors");

const hasFrameAncestors = (one: Directive): boolean =>
  headerName(one) === "content-security-policy" && parseCsp(one.args[1]?.value ?? "").has("frame-ancestors");

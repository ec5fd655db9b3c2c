import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed, walk } from "../../checks/read/nginx/walk.ts";
import { soften } from "./data/rehearsal.ts";
import { headerName, securityHeaders } from "./data/security-headers.ts";

const hsts = "strict-transport-security";
const csp = `add_header Content-Security-Policy "default-src 'self'; base-uri 'none'; frame-ancestors 'none'"`;
const http = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 3000;\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/always-on-errors",
  reads: nginx,
  severity: "notice",
  title: "Security headers go with error pages too",
  why: "Without `always` nginx adds a header to 200, 201, 204, 206 and redirects alone. Error pages repeat what the visitor sent (the path, a form) and are where scripts are injected first; there the Content-Security-Policy is gone.",
  source: "https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header",
  good: [
    http(
      `    ${csp} always;\n    add_header X-Frame-Options DENY always;\n    add_header Cache-Control no-cache;\n    location / { proxy_pass http://127.0.0.1:3001; }\n`,
    ),
    http('    location /a { add_header Strict-Transport-Security "max-age=31536000"; return 301 /b; }\n'),
    http(
      "    add_header X-XSS-Protection 0;\n    add_header X-Frame-Options DENY ${ALWAYS};\n    return 301 https://a.example;\n",
    ),
  ],
  bad: [
    http(
      `    add_header X-Frame-Options DENY; # ! nginx/always-on-errors\n    add_header X-Content-Type-Options nosniff;\n    ${csp} always;\n    location / { proxy_pass http://127.0.0.1:3001; }\n`,
    ),
    http(
      `    location / {\n      ${csp}; # ! nginx/always-on-errors\n      add_header X-Frame-Options DENY;\n      proxy_pass http://127.0.0.1:3001;\n    }\n`,
    ),
  ],
  *judge(config) {
    const groups = new Map<Directive | undefined, Directive[]>();
    for (const directive of directivesNamed(config, "add_header")) {
      if (!securityHeaders.has(headerName(directive))) continue;
      if (directive.args.slice(2).some((arg) => arg.value === "always" || arg.template)) {
        yield { met: true, at: directive };
        continue;
      }
      const group = groups.get(directive.parent);
      if (group) group.push(directive);
      else groups.set(directive.parent, [directive]);
    }
    for (const [block, [first, ...rest]] of groups) {
      if (!first) continue;
      // Browsers that got it from any other page of the host keep to it.
      if (block?.name === "location" && [first, ...rest].every((one) => headerName(one) === hsts)) {
        yield { met: true, at: first };
        continue;
      }
      const names = [first, ...rest].map((one) => securityHeaders.get(headerName(one)) ?? "");
      const exposed = names.includes("Content-Security-Policy") && (!block || passesOn(block));
      yield {
        met: false,
        at: first,
        message: `${names.join(", ")} ${rest.length > 0 ? "are" : "is"} not sent with error pages (404, 500, ...): \`always\` is missing`,
        hint: "write `always` behind the value",
        related: rest,
        severity: soften(config, exposed ? "warning" : "notice"),
      };
    }
  },
});

/** The error pages of an application are pages like others. */
function passesOn(block: Directive): boolean {
  for (const { name } of walk(block.block ?? [])) if (/^(proxy|fastcgi|uwsgi|scgi|grpc)_pass$/.test(name)) return true;
  return false;
}

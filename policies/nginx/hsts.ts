import { definePolicy } from "../../checks/core/policy.ts";
import { headerOf } from "../../checks/read/nginx/headers.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { responses } from "../../checks/read/nginx/responses.ts";
import { hstsFault } from "./data/hsts-value.ts";
import { soften } from "./data/rehearsal.ts";
import { addedHeaders } from "./data/security-headers.ts";
import { hasLocalName } from "./data/server-names.ts";
import { titleOf } from "./data/server-title.ts";

const name = "strict-transport-security";
const site = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 443 ssl;\n    server_name a.example;\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/hsts",
  reads: nginx,
  severity: "warning",
  title: "A TLS server tells browsers to come back over TLS alone",
  why: "Without HSTS the first request of each visit can go over plain HTTP, where anyone on the network reads the cookies or keeps the visitor there (sslstrip). A misspelt value, such as a comma for the semicolon, is ignored as a whole.",
  source: "RFC 6797, sections 6.1 and 7; MDN HTTP Observatory (max-age of at least 15552000 s); hstspreload.org",
  good: [
    site(
      '    add_header Strict-Transport-Security "max-age=63072000; includeSubDomains; preload" always;\n    location / { return 200 ok; }\n',
    ),
    site("    location / { proxy_pass http://127.0.0.1:3000; }\n    location /static/ { alias /srv/static/; }\n"),
    site("    include /opt/headers.conf;\n    return 200 ok;\n"),
    site('    add_header Strict-Transport-Security "max-age=${HSTS_SECONDS}" always;\n    return 200 ok;\n'),
    "events {}\nhttp {\n  server_tokens off;\n  server { listen 443 ssl default_server; ssl_reject_handshake on; }\n  server { listen 80; return 200 ok; }\n}\n",
    "server {\n  listen 80;\n  return 200 ok;\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  server_tokens off;\n  server { # ! nginx/hsts\n    listen 443 ssl;\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n    return 200 ok;\n  }\n}\n",
    site('    add_header Strict-Transport-Security "max-age=86400" always; # ! nginx/hsts\n    return 200 ok;\n'),
    site(
      '    add_header Strict-Transport-Security "max-age=31536000 includeSubDomains" always; # ! nginx/hsts\n    return 200 ok;\n',
    ),
    site(
      '    add_header Strict-Transport-Security "max-age=63072000; preload" always; # ! nginx/hsts\n    return 200 ok;\n',
    ),
    site('    add_header Strict-Transport-Security "includeSubDomains" always; # ! nginx/hsts\n    return 200 ok;\n'),
  ],
  *judge(config) {
    for (const { value, literal } of addedHeaders(config, name)) {
      const fault = literal ? hstsFault(value.value) : undefined;
      if (!literal) yield { met: "unknown", at: value, decidedBy: "the value of a variable" };
      else if (!fault) yield { met: true, at: value };
      else yield { met: false, at: value, ...fault, severity: soften(config, fault.severity) };
    }
    for (const server of config.servers) {
      if (!server.tls) continue;
      const answers = responses(server).filter((one) => one.status === "ordinary" && one.body !== "none");
      const states = answers.map((one) => headerOf(one, name));
      const open = states.find(({ state }) => state === "unknown" || state === "upstream");
      if (answers.length === 0) continue;
      if (states.some(({ state }) => state === "set" || state === "sometimes")) yield { met: true, at: server };
      else if (open) yield { met: "unknown", at: server, decidedBy: open.decidedBy ?? "the upstream" };
      else {
        const redirects = answers.every((one) => one.body === "redirect");
        yield {
          met: false,
          at: server,
          message: `${titleOf(server)} answers over TLS without Strict-Transport-Security`,
          hint: 'add `add_header Strict-Transport-Security "max-age=31536000" always;`',
          severity: soften(config, redirects || hasLocalName(server) ? "notice" : "warning"),
        };
      }
    }
  },
});

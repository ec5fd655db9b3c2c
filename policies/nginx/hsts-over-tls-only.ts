import { definePolicy } from "../../checks/core/policy.ts";
import { headerOf } from "../../checks/read/nginx/headers.ts";
import { type NginxConfig, nginx, type Server } from "../../checks/read/nginx/model.ts";
import { responses } from "../../checks/read/nginx/responses.ts";
import { proxyInFront } from "./data/server-role.ts";
import { titleOf } from "./data/server-title.ts";

const tls = "listen 443 ssl; server_name a.example; ssl_certificate a.pem; ssl_certificate_key a.key;";
const header = 'add_header Strict-Transport-Security "max-age=31536000" always;';
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/hsts-over-tls-only",
  reads: nginx,
  severity: "notice",
  title: "Strict-Transport-Security is not sent over plain HTTP",
  why: "A server must not send it over plain HTTP, where anyone on the way could have written it; browsers ignore it there. It stands there because one block serves both ports or because it is set in http, and gives the impression that the plain port is protected.",
  source: "RFC 6797, section 7.2",
  good: [
    http(
      `  server { listen 80; server_name a.example; return 301 https://a.example$request_uri; }\n  server { ${tls} ${header} return 200; }\n`,
    ),
    http(`  server { listen 3000; ${header} add_header X-Content-Type-Options nosniff always; return 200; }\n`),
    http(
      `  map $https $hsts { on max-age=31536000; default ""; }\n  server { listen 80; ${tls} add_header Strict-Transport-Security $hsts always; return 200; }\n`,
    ),
  ],
  bad: [
    http(
      `  server { listen 80; server_name a.example; return 301 https://a.example$request_uri; ${header} } # ! nginx/hsts-over-tls-only\n  server { ${tls} ${header} return 200; }\n`,
    ),
    http(`  server {\n    listen 80;\n    ${tls}\n    ${header} # ! nginx/hsts-over-tls-only\n    return 200;\n  }\n`),
  ],
  *judge(config) {
    for (const server of config.servers) {
      const plain = server.listens.some((listen) => !listen.ssl && !listen.quic);
      if (!plain) continue;
      const state = responses(server)
        .map((one) => headerOf(one, "strict-transport-security"))
        .find((one) => one.state === "set");
      const [directive] = state?.directives ?? [];
      if (!directive) yield { met: true, at: server };
      else if (proxyInFront(server) || !isEdge(server)) {
        yield { met: "unknown", at: server, decidedBy: "whether a proxy with TLS stands in front" };
      } else {
        yield {
          met: false,
          at: directive,
          message: `${titleOf(server)} also answers plain HTTP, and sends Strict-Transport-Security there, where browsers ignore it`,
          hint: "set it in the server that listens with TLS alone",
        };
      }
    }
  },
});

/** TLS ends here: in the server itself or in one beside it. */
const isEdge = (server: Server): boolean => server.config.servers.some((one) => one.tls);

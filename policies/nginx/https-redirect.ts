import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx, type Response, type Server } from "../../checks/read/nginx/model.ts";
import { responses } from "../../checks/read/nginx/responses.ts";
import { walk } from "../../checks/read/nginx/walk.ts";
import { placesOf } from "./data/header-coverage.ts";
import { isForAssets, isForProbes } from "./data/location-kind.ts";
import { soften } from "./data/rehearsal.ts";
import { hasLocalName, realNames } from "./data/server-names.ts";
import { proxyInFront } from "./data/server-role.ts";
import { titleOf } from "./data/server-title.ts";

const tls = "listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key;";
const hsts = 'add_header Strict-Transport-Security "max-age=31536000" always;';
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/https-redirect",
  reads: nginx,
  severity: "warning",
  title: "Where a site has TLS, its plain port only redirects",
  why: "A visitor who types the name lands on the plain port: when that serves the site too, passwords and cookies go over the wire for anyone to read, though a certificate is there.",
  source: "OWASP Transport Layer Security Cheat Sheet, Use TLS for all pages; MDN HTTP Observatory, redirection",
  good: [
    http(
      `  server { listen 80; server_name a.example; location /.well-known/acme-challenge/ { root /srv/acme; } location / { return 301 https://a.example$request_uri; } }\n  server { server_name a.example; ${tls} ${hsts} location / { proxy_pass http://127.0.0.1:3000; } }\n`,
    ),
    http(
      `  server { listen 80; server_name internal.example; location / { proxy_pass http://127.0.0.1:3000; } }\n  server { server_name a.example; ${tls} ${hsts} location / { proxy_pass http://127.0.0.1:3000; } }\n`,
    ),
    http(
      `  server { listen 80; ${tls} if ($scheme = http) { return 301 https://a.example$request_uri; } location / { proxy_pass http://127.0.0.1:3000; } }\n`,
    ),
    http(
      `  server { listen 127.0.0.1:80; location /status { stub_status; } location / { proxy_pass http://127.0.0.1:3000; } }\n  server { ${tls} location / { proxy_pass http://127.0.0.1:3000; } }\n`,
    ),
    http("  server { listen 80; location / { proxy_pass http://127.0.0.1:3000; } }\n"),
  ],
  bad: [
    http(
      `  server { # ! nginx/https-redirect\n    listen 80; server_name a.example; location / { proxy_pass http://127.0.0.1:3000; }\n  }\n  server { server_name a.example; ${tls} location / { proxy_pass http://127.0.0.1:3000; } }\n`,
    ),
    http(
      `  server { # ! nginx/https-redirect\n    listen 80; ${tls} location / { proxy_pass http://127.0.0.1:3000; }\n  }\n`,
    ),
  ],
  *judge(config) {
    for (const server of config.servers) {
      const plain = server.listens.find((listen) => !listen.ssl && !listen.quic);
      const sibling = server.tls ? server : config.servers.find((other) => other.tls && isSameSite(server, other));
      if (!plain || !sibling) continue;
      const content = responses(server).filter(isContent);
      if (content.length === 0 || asksForScheme(server)) yield { met: true, at: server };
      else if ([server.directive, plain.directive].some((one) => one.conditional)) {
        yield { met: "unknown", at: server, decidedBy: "a condition of the template" };
      } else if (proxyInFront(server)) yield { met: "unknown", at: server, decidedBy: "the proxy in front" };
      else {
        yield {
          met: false,
          at: server,
          message: `${titleOf(server)} serves ${placesOf(content)} over plain HTTP although it has TLS`,
          hint: "let the plain port answer `return 301 https://<name>$request_uri;` and nothing else",
          related: [plain, ...(sibling === server ? [] : [sibling])],
          severity: soften(config, hasLocalName(server) ? "notice" : "warning"),
        };
      }
    }
  },
});

function isSameSite(plain: Server, secure: Server): boolean {
  const names = realNames(secure);
  const own = realNames(plain);
  if (own.length > 0 || names.length > 0) return own.some((name) => names.includes(name));
  const written = (server: Server): string => server.names.map(({ value }) => value).join(" ");
  return plain.listens.some(({ port }) => port === 80) && written(plain) === written(secure);
}

function isContent({ status, body, blocks: [block] }: Response): boolean {
  if (status !== "ordinary" || !block || isForAssets(block) || isForProbes(block)) return false;
  return body === "proxy" || body === "static";
}

/** `if ($scheme = http)`, or a map of it: the redirect is decided there. */
const asksForScheme = (server: Server): boolean =>
  [...walk(server.directive.block ?? [])].some(
    (one: Directive) =>
      one.name === "if" &&
      one.args.some((arg) =>
        arg.variables.some((name) => /^(scheme|https|server_port)$/.test(name) || isMapOfScheme(server, name)),
      ),
  );

const isMapOfScheme = (server: Server, name: string): boolean =>
  server.config.maps.some(
    (map) =>
      map.variable === name &&
      map.directive.args.some((arg) => arg.variables.some((one) => /^(scheme|https|server_port)$/.test(one))),
  );

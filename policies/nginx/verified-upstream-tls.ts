import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { elsewhere, valueInForce } from "./data/in-force.ts";
import { addressOf, isName } from "./data/upstream-hosts.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  server {\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/verified-upstream-tls",
  reads: nginx,
  severity: "notice",
  title: "An upstream on the internet has to prove who it is",
  why: "nginx does not look at the certificate of an https upstream unless it is told to. On the way over the internet anyone can answer in its place and gets cookies, tokens and whatever else is passed on, while the address says https.",
  source: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ssl_verify",
  good: [
    http(
      "    location / { proxy_pass https://api.example.org; proxy_ssl_verify on; proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt; }\n",
    ),
    http(
      "    location /a { proxy_pass https://api:8443; }\n    location /b { proxy_pass https://127.0.0.1:8443; }\n    location /c { proxy_pass http://api.example.org; }\n    location /d { proxy_pass https://api.internal; }\n",
    ),
    http("    include /opt/tls.conf;\n    location / { proxy_pass https://api.example.org; }\n"),
    "server {\n  location / { proxy_pass https://api.example.org; }\n}\n",
  ],
  bad: [
    http(
      "    location / { proxy_pass https://api.example.org/v1/; } # ! nginx/verified-upstream-tls\n    location /b { proxy_pass https://bucket.example.com; proxy_ssl_verify off; } # ! nginx/verified-upstream-tls\n",
    ),
  ],
  *judge(config) {
    const groups = new Set(config.upstreams.map(({ name }) => name.toLowerCase()));
    for (const directive of directivesNamed(config, "proxy_pass", "grpc_pass")) {
      const [target] = directive.args;
      const block = directive.parent;
      if (!target || !block || target.template || !/^(https|grpcs):/.test(target.value)) continue;
      const host = addressOf(target.value)?.host;
      if (host === undefined || groups.has(host) || !isName(host) || !isPublicName(host)) continue;
      const name = directive.name === "grpc_pass" ? "grpc_ssl_verify" : "proxy_ssl_verify";
      const verify = valueInForce(config, block, name);
      const unseen = elsewhere(config, block, name);
      if (verify?.value === "on") yield { met: true, at: target };
      else if (!verify && unseen) yield { met: "unknown", at: target, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: target,
          message: `the certificate of ${host} is not looked at, so anyone on the way can answer in its place`,
          hint: `set \`${name} on;\` with ${name.replace("verify", "trusted_certificate")} and ${name.replace("verify", "server_name")} on`,
        };
      }
    }
  },
});

/** Names of networks of one's own are not for the internet. */
const isPublicName = (host: string): boolean =>
  host.includes(".") && !/\.(local|localhost|internal|lan|home|intern|corp|test|svc|cluster\.local|docker)$/.test(host);

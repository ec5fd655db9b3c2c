import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { elsewhere, inForce } from "./data/in-force.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/working-stapling",
  reads: nginx,
  severity: "notice",
  title: "OCSP stapling is on only where it can work",
  why: "Let's Encrypt took the responder address out of its certificates in May 2025 and closed its OCSP service in August 2025: for them nginx ignores `ssl_stapling` with a warning at every start. Elsewhere, without a resolver nginx keeps the address that the responder had when it started, and stapling ends silently when that moves.",
  source:
    "https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_stapling; https://letsencrypt.org/2024/12/05/ending-ocsp/",
  good: [
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/tls/a.pem;\n  ssl_certificate_key /etc/tls/a.key;\n  ssl_stapling on;\n  resolver 192.0.2.53;\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/tls/a.pem;\n  ssl_certificate_key /etc/tls/a.key;\n  ssl_stapling on;\n  ssl_stapling_file /etc/tls/a.ocsp;\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/certbot/live/a.example/fullchain.pem;\n  ssl_certificate_key /etc/certbot/live/a.example/privkey.pem;\n  ssl_stapling on;\n  ssl_stapling_file /var/cache/ocsp/a.example.der;\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/letsencrypt/live/a.example/fullchain.pem;\n  ssl_certificate_key /etc/letsencrypt/live/a.example/privkey.pem;\n  ssl_stapling off;\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/tls/a.pem;\n  ssl_certificate_key /etc/tls/a.key;\n  ssl_stapling on;\n  include /opt/resolver.conf;\n}\n",
  ],
  bad: [
    "server {\n  listen 443 ssl;\n  ssl_certificate /etc/letsencrypt/live/a.example/fullchain.pem;\n  ssl_certificate_key /etc/letsencrypt/live/a.example/privkey.pem;\n  ssl_stapling on; # ! nginx/working-stapling\n  resolver 192.0.2.53;\n}\n",
    "events {}\nhttp {\n  server {\n    listen 443 ssl;\n    ssl_certificate /etc/tls/a.pem;\n    ssl_certificate_key /etc/tls/a.key;\n    ssl_stapling on; # ! nginx/working-stapling\n  }\n}\n",
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "ssl_stapling")) {
      const block = directive.parent;
      if (directive.args[0]?.value !== "on" || !block) {
        yield { met: true, at: directive };
        continue;
      }
      const certificates = inForce(config, block, "ssl_certificate");
      const ended = certificates.find(({ args }) => /\/(letsencrypt|acme\.sh|certbot)\//.test(args[0]?.value ?? ""));
      const knows = (name: string): boolean => inForce(config, block, name).length > 0;
      const unseen = elsewhere(config, block, "resolver");
      if (knows("ssl_stapling_file")) yield { met: true, at: directive };
      else if (ended) {
        const message = "certificates of Let's Encrypt name no OCSP responder any more, so nginx ignores ssl_stapling";
        yield { met: false, at: directive, message, hint: "remove the ssl_stapling lines", related: [ended] };
      } else if (knows("resolver")) yield { met: true, at: directive };
      else if (unseen) yield { met: "unknown", at: directive, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: directive,
          message:
            "ssl_stapling has no resolver: the address of the OCSP responder is looked up once, when nginx starts",
          hint: "add `resolver` with the address of your name server, or remove ssl_stapling",
        };
      }
    }
  },
});

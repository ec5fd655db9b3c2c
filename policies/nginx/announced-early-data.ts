import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { walk } from "../../checks/read/nginx/walk.ts";
import { elsewhere, inForce } from "./data/in-force.ts";
import { soften } from "./data/rehearsal.ts";

/** Directive that hands a request on -> the one that adds to it. */
const handlers: Readonly<Record<string, string>> = {
  proxy_pass: "proxy_set_header",
  grpc_pass: "grpc_set_header",
  fastcgi_pass: "fastcgi_param",
  uwsgi_pass: "uwsgi_param",
};

export default definePolicy<NginxConfig>({
  id: "nginx/announced-early-data",
  reads: nginx,
  severity: "warning",
  title: "An application is told which requests came as 0-RTT early data",
  why: "Early data can be replayed by anyone who recorded it: an order is placed twice, a message sent again. The application can only refuse with 425 when nginx tells it by the Early-Data header.",
  source: "RFC 8470, section 5.1; https://nginx.org/en/docs/http/ngx_http_ssl_module.html#ssl_early_data",
  good: [
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_early_data on;\n  proxy_set_header Early-Data $ssl_early_data;\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_early_data on;\n  root /srv/www;\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_early_data on;\n  location / {\n    if ($ssl_early_data) { return 425; }\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  location / { proxy_pass http://127.0.0.1:3000; }\n}\n",
  ],
  bad: [
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_early_data on; # ! nginx/announced-early-data\n  proxy_set_header Early-Data $ssl_early_data;\n  location / {\n    proxy_set_header Host $host;\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n",
    "events {}\nhttp {\n  ssl_early_data on; # ! nginx/announced-early-data\n  server {\n    listen 443 ssl;\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n    location /api { fastcgi_pass 127.0.0.1:9000; }\n    location / { fastcgi_param HTTP_EARLY_DATA $ssl_early_data; fastcgi_pass 127.0.0.1:9000; }\n  }\n}\n",
  ],
  *judge(config) {
    for (const server of config.servers) {
      const early = inForce(config, server.directive, "ssl_early_data").at(-1);
      if (!server.tls || !early) continue;
      const silent = early.args[0]?.value === "on" ? silentHandlers(config, server.directive) : [];
      const unseen = silent
        .map(({ parent, name }) => parent && elsewhere(config, parent, handlers[name] ?? ""))
        .find(Boolean);
      if (silent.length === 0) yield { met: true, at: early };
      else if (unseen) yield { met: "unknown", at: early, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: early,
          message: "0-RTT is on, but the application is not told which requests came as early data and can be replayed",
          hint: "add `proxy_set_header Early-Data $ssl_early_data;` beside proxy_pass and answer 425 to requests that change something, or switch ssl_early_data off",
          related: silent,
          severity: soften(config, "warning"),
        };
      }
    }
  },
});

function silentHandlers(config: NginxConfig, server: Directive): Directive[] {
  const silent: Directive[] = [];
  const inServer = [...walk(server.block ?? [])];
  // Whoever asks for the variable anywhere else has a way of their own.
  if (inServer.some((one) => one.name === "if" && one.args.some((arg) => arg.variables.includes("ssl_early_data"))))
    return [];
  for (const directive of inServer) {
    const adds = handlers[directive.name];
    if (!adds || !directive.parent) continue;
    const told = inForce(config, directive.parent, adds).some((one) =>
      one.args[1]?.variables.includes("ssl_early_data"),
    );
    if (!told) silent.push(directive);
  }
  return silent;
}

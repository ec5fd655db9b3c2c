import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";
import { soften } from "./data/rehearsal.ts";

/** Without them an application takes nginx for its client, or itself for another site. */
const identity = /^(host|forwarded|x-forwarded-.*|x-real-ip|authorization|x-original-.*)$/;
/** They belong to one kind of connection; a location that does without them has a reason. */
const perConnection = /^(upgrade|connection|early-data|te|keep-alive|range|if-range)$/;
const http = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    proxy_set_header Host $host;\n    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/kept-request-headers",
  reads: nginx,
  severity: "warning",
  title: "A location keeps the request headers that its server sets",
  why: "One proxy_set_header in a location drops all that stand outside it. The application then sees the name of the upstream as Host and nginx as its client: wrong links, wrong addresses in logs, and one rate limit for everybody.",
  source: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header",
  good: [
    http("    location / { proxy_pass http://127.0.0.1:3000; }\n"),
    http(
      "    location /ws {\n      proxy_http_version 1.1;\n      proxy_set_header Host $host;\n      proxy_set_header X-Forwarded-For $remote_addr;\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection upgrade;\n      proxy_pass http://127.0.0.1:3000;\n    }\n",
    ),
    http("    location / { proxy_set_header X-Only-Here 1; return 200; }\n"),
    "events {}\nhttp {\n  server_tokens off;\n  proxy_set_header Connection '';\n  server { location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1:3000; } }\n}\n",
  ],
  bad: [
    http(
      "    location /ws {\n      proxy_http_version 1.1;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/kept-request-headers\n      proxy_set_header Connection upgrade;\n      proxy_pass http://127.0.0.1:3000;\n    }\n",
    ),
    "events {}\nhttp {\n  server_tokens off;\n  proxy_set_header Proxy '';\n  server {\n    location / {\n      proxy_set_header Host $host; # ! nginx/kept-request-headers\n      proxy_pass http://127.0.0.1:3000;\n    }\n  }\n}\n",
  ],
  *judge(config) {
    for (const pass of directivesNamed(config, "proxy_pass")) {
      const block = pass.parent;
      const here = block ? inForce(config, block, "proxy_set_header") : [];
      const [first] = here;
      const around = first?.parent?.parent;
      if (!first || !around) continue;
      const names = new Set(here.map(nameOf));
      const lost = inForce(config, around, "proxy_set_header").filter(
        (one) => !names.has(nameOf(one)) && !perConnection.test(nameOf(one)),
      );
      if (lost.length === 0) {
        yield { met: true, at: first };
        continue;
      }
      const list = [...new Set(lost.map((one) => one.args[0]?.value ?? ""))].join(", ");
      const severe = lost.some((one) => identity.test(nameOf(one)));
      yield {
        met: false,
        at: first,
        message: `this proxy_set_header drops what is set outside this block and the upstream no longer gets: ${list}`,
        hint: "repeat them here, or include one file with all of them in both places",
        related: lost,
        severity: soften(config, severe ? "warning" : "notice"),
      };
    }
  },
});

const nameOf = (directive: Directive): string => directive.args[0]?.value.toLowerCase() ?? "";

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";
import { soften } from "./data/rehearsal.ts";

/** Headers that mean something in responses alone. */
const responseOnly =
  /^(strict-transport-security|content-security-policy|x-frame-options|x-content-type-options|x-xss-protection|referrer-policy|permissions-policy|feature-policy|expect-ct|cross-origin-(opener|embedder|resource)-policy|access-control-allow-.*|access-control-expose-headers|set-cookie|server|www-authenticate)$/i;

export default definePolicy<NginxConfig>({
  id: "nginx/response-header-direction",
  reads: nginx,
  severity: "warning",
  title: "Headers meant for the browser are not sent to the upstream instead",
  why: "`proxy_set_header X-Frame-Options DENY` goes to the application, which ignores it; the browser gets nothing and the page can be framed, while the file looks protected.",
  source: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header",
  good: [
    "server {\n  listen 80;\n  add_header X-Frame-Options DENY always;\n  location / {\n    proxy_set_header Host $host;\n    proxy_set_header Cookie $http_cookie;\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n",
    "server {\n  listen 80;\n  add_header X-Frame-Options DENY always;\n  location / {\n    proxy_set_header X-Frame-Options DENY;\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n",
  ],
  bad: [
    "server {\n  listen 80;\n  location / {\n    proxy_set_header Host $host;\n    proxy_set_header X-Frame-Options DENY; # ! nginx/response-header-direction\n    proxy_set_header strict-transport-security 'max-age=31536000'; # ! nginx/response-header-direction\n    proxy_pass http://127.0.0.1:3000;\n  }\n}\n",
    "events {}\nhttp {\n  server_tokens off;\n  proxy_set_header Access-Control-Allow-Origin *; # ! nginx/response-header-direction\n  server { location / { proxy_pass http://127.0.0.1:3000; } }\n}\n",
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "proxy_set_header", "grpc_set_header")) {
      const [name, value] = directive.args;
      const block = directive.parent;
      if (!name) continue;
      // An empty value takes the header away, and a framework may read the nonce of a policy from its request.
      const meant = value?.value === "" || (value?.variables.length ?? 0) > 0;
      const also =
        block && inForce(config, block, "add_header").some((one) => sameName(one.args[0]?.value, name.value));
      if (meant || also || !responseOnly.test(name.value)) {
        yield { met: true, at: directive };
        continue;
      }
      yield {
        met: false,
        at: name,
        message: `${directive.name} sends ${name.value} to the upstream; it is a response header, and the browser never gets it`,
        hint: `write \`add_header ${name.value} ... always;\``,
        severity: soften(config, "warning"),
      };
    }
  },
});

const sameName = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();

import { definePolicy } from "../../checks/core/policy.ts";
import { type ProxiedProject, proxiedProject } from "./data/proxied-project.ts";
import { namedHosts } from "./data/upstream-hosts.ts";

const compose =
  "services:\n  edge:\n    image: nginx:1.30\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf:ro]\n  api:\n    image: example.org/api:1.2.0\n";
const fixed = `${compose}    networks:\n      app:\n        ipv4_address: 10.9.0.10\nnetworks:\n  app: {}\n`;
const together = (nginx: string, project = compose): Record<string, string> => ({
  "compose.yaml": project,
  "nginx.conf": `events {}\nhttp {\n${nginx}}\n`,
});

export default definePolicy<ProxiedProject>({
  id: "nginx/fresh-upstream-dns",
  reads: proxiedProject,
  severity: "notice",
  title: "Addresses of containers are looked up again after they change",
  why: "nginx looks up a literal host name once, when it starts. A container that is made anew (an update, a crash, another scale) may get another address, and nginx answers 502, or sends requests to whoever has the old address now, until it is reloaded.",
  source:
    "https://nginx.org/en/docs/http/ngx_http_upstream_module.html#resolve; https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver",
  good: [
    together(
      "  resolver 127.0.0.11 valid=10s;\n  upstream api {\n    zone api 64k;\n    server api:3000 resolve;\n  }\n  server { location / { proxy_pass http://api; } }\n",
    ),
    together(
      "  resolver 127.0.0.11;\n  server {\n    set $target http://api:3000;\n    location / { proxy_pass $target; }\n  }\n",
    ),
    together(
      "  server {\n    location /a { proxy_pass http://127.0.0.1:3000; }\n    location /b { proxy_pass https://api.example.org; }\n    location /c { fastcgi_pass unix:/run/php.sock; }\n  }\n",
    ),
    together("  server { location / { proxy_pass http://api:3000; } }\n", fixed),
  ],
  bad: [
    together(
      "  upstream backend {\n    server api:3000; # ! nginx/fresh-upstream-dns\n  }\n  server { location / { proxy_pass http://backend; } }\n",
    ),
    together(
      "  server {\n    location / { proxy_pass http://api:3000/; } # ! nginx/fresh-upstream-dns\n    location /v2 { proxy_pass http://API:3000; }\n  }\n",
    ),
  ],
  *judge({ config, containers }) {
    const stale = [];
    for (const named of namedHosts(config)) {
      if (!containers.has(named.host)) continue;
      if (named.lookup === "start") stale.push(named);
      else yield { met: true, at: named.at };
    }
    const [first, ...rest] = stale;
    if (!first) return;
    const hosts = [...new Set(stale.map((one) => `"${one.host}"`))];
    const shown = hosts.length > 3 ? `${hosts.slice(0, 2).join(", ")} and ${hosts.length - 2} more` : hosts.join(", ");
    yield {
      met: false,
      at: first.at,
      message: `${shown}: looked up once, when nginx starts, so a container made anew with another address is not found`,
      hint: "add `resolver 127.0.0.11 valid=10s;` and write `server <name>:<port> resolve;` in an upstream with a `zone` (nginx 1.27.3), or reload nginx after every deployment",
      related: rest.map((one) => one.at),
    };
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx, type Server } from "../../checks/read/nginx/model.ts";
import { walk } from "../../checks/read/nginx/walk.ts";
import { redirectTarget } from "./data/redirect-target.ts";
import { soften } from "./data/rehearsal.ts";
import { isDefault, realNames } from "./data/server-names.ts";

const free = /^(arg_\w+|args|query_string|cookie_\w+|http_(?!(host|referer|origin)$)\w+)$/;
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/trusted-redirect-host",
  reads: nginx,
  severity: "error",
  title: "A redirect leads to a host that the site chose",
  why: "A target from the query or from a header such as X-Forwarded-Host is an open redirect: links to your site end on a phishing page. With $host in a default server the Host header decides, and a cache in between may keep the answer for everybody.",
  source: "CWE-601; OWASP Unvalidated Redirects and Forwards; PortSwigger, Practical web cache poisoning (2018)",
  good: [
    http(
      "  server { listen 80 default_server; return 444; }\n  server { listen 80; server_name a.example; return 301 https://$host$request_uri; }\n",
    ),
    http("  server { listen 80; server_name a.example; return 301 https://a.example$request_uri; }\n"),
    http(
      "  server { listen 80; server_name a.example; if ($host = a.example) { return 301 https://$host$request_uri; } return 404; }\n",
    ),
    http("  server { listen 80; server_name _; return 301 https://$host$request_uri; }\n"),
    http(
      "  server { listen 80; location / { return 302 /login?next=$arg_next; } rewrite ^/a/(.*)$ /b/$1 permanent; }\n",
    ),
    http("  server { listen 80; server_name ${SITE}; return 301 https://$host$request_uri; }\n"),
    http("  server { listen 80; location /o { return 302 $scheme://sso.example/start?rd=$http_referer; } }\n"),
  ],
  bad: [
    http(
      "  server {\n    listen 80;\n    location /go { return 302 $arg_url; } # ! nginx/trusted-redirect-host\n    location /out { return 302 https://$http_x_forwarded_host$request_uri; } # ! nginx/trusted-redirect-host\n    location /rw { rewrite ^ https://$cookie_home/ redirect; } # ! nginx/trusted-redirect-host\n  }\n",
    ),
    http(
      "  server {\n    listen 80 default_server;\n    server_name a.example;\n    return 301 https://$http_host$request_uri; # ! nginx/trusted-redirect-host\n  }\n",
    ),
  ],
  *judge(config) {
    for (const server of config.servers) {
      for (const directive of walk(server.directive.block ?? [])) {
        const target = redirectTarget(directive);
        if (!target) continue;
        const { url, hostVariables } = target;
        const chosen = hostVariables.find((name) => free.test(name));
        const byHost = hostVariables.some((name) => name === "host" || name === "http_host");
        if (chosen !== undefined) {
          yield {
            met: false,
            at: url,
            message: `whoever makes the link decides where this redirect leads, by $${chosen}`,
            hint: "redirect to a fixed host, or choose it by a map that lists the allowed ones",
            severity: soften(config, "error"),
          };
        } else if (!byHost || !isDefault(server) || isGuarded(directive)) yield { met: true, at: url };
        else yield judgeHost(server, url);
      }
    }
  },
});

/** `if ($host = a.example)`: the name was looked at. */
function isGuarded(directive: Directive): boolean {
  const condition = directive.parent?.name === "if" ? directive.parent.args : [];
  return condition.some((arg) => arg.variables.some((name) => /^(http_)?host$/.test(name)));
}

function judgeHost(server: Server, url: NonNullable<ReturnType<typeof redirectTarget>>["url"]) {
  const [name] = realNames(server);
  if (name === undefined) return { met: "unknown" as const, at: url, decidedBy: "the name of this site" };
  return {
    met: false as const,
    at: url,
    message: `the Host header decides where this redirect leads: this server also answers requests that no server_name matches`,
    hint: `redirect to \`https://${name}$request_uri\`, or add a default_server that answers 444`,
    severity: "notice" as const,
  };
}

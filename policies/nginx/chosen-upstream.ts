import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { blocksAround, childrenNamed, directivesNamed } from "../../checks/read/nginx/walk.ts";
import { soften } from "./data/rehearsal.ts";
import { choiceOf } from "./data/request-choice.ts";
import { isDefault } from "./data/server-names.ts";
import { passDirectives } from "./data/upstream-hosts.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  resolver 127.0.0.11;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/chosen-upstream",
  reads: nginx,
  severity: "error",
  title: "A request does not choose the host that it is sent on to",
  why: "With `proxy_pass http://$arg_url` or a captured path in place of the host anyone makes nginx ask whatever it reaches: the cloud's metadata service with its credentials, databases, admin pages (server-side request forgery). Image proxies and CORS helpers are written so.",
  source: "CWE-918; OWASP Server Side Request Forgery Prevention Cheat Sheet",
  good: [
    http(
      "  map $arg_pool $pool { default blue; green green; }\n  upstream blue { server 10.0.0.2; }\n  upstream green { server 10.0.0.3; }\n  server {\n    listen 80;\n    location /a { proxy_pass http://$pool; }\n    location /b { proxy_pass http://10.0.0.2$request_uri; }\n    location ~ ^/c/(\\d+)$ { proxy_pass http://10.0.0.$1; }\n    location /d { internal; proxy_pass http://$arg_target; }\n    location ~ ^/e/(.*)$ { proxy_pass http://10.0.0.2/$1; }\n    location /f { set $api 10.0.0.2; proxy_pass http://$api:3000$uri_escaped; }\n  }\n",
    ).replace("$uri_escaped", "/x"),
    http(
      "  server { listen 80 default_server; return 444; }\n  server { listen 80; server_name a.example; location / { proxy_pass http://$host:3000; } }\n",
    ),
  ],
  bad: [
    http(
      "  server {\n    listen 80;\n    location /fetch { proxy_pass http://$arg_host/; } # ! nginx/chosen-upstream\n    location ~ ^/get/(.*)$ { proxy_pass https://$1; } # ! nginx/chosen-upstream\n    location ~ ^/named/(?<target>.+)$ { proxy_pass http://$target; } # ! nginx/chosen-upstream\n    location /set {\n      set $to $http_x_target;\n      proxy_pass http://$to; # ! nginx/chosen-upstream\n    }\n    location / { proxy_pass http://$http_host; } # ! nginx/chosen-upstream\n  }\n",
    ),
  ],
  *judge(config) {
    const servers = new Map(config.servers.map((server) => [server.directive, server]));
    for (const directive of directivesNamed(config, ...passDirectives)) {
      const [target] = directive.args;
      if (!target || target.variables.length === 0) continue;
      const around = [...blocksAround(directive)];
      const choice = choiceOf(config, directive, target);
      const internal = around.some((block) => childrenNamed(block, "internal").length > 0);
      const server = around.map((block) => servers.get(block)).find((one) => one !== undefined);
      const isName = choice === "host" || choice === "http_host";
      if (choice === undefined || internal || (isName && server && !isDefault(server))) yield { met: true, at: target };
      else {
        yield {
          met: false,
          at: target,
          message: `whoever sends the request decides by $${choice} which host nginx asks: internal services are within reach`,
          hint: "choose the upstream by a map that lists the allowed ones",
          severity: soften(config, "error"),
        };
      }
    }
  },
});

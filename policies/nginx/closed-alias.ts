import { definePolicy } from "../../checks/core/policy.ts";
import { type Location, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { childrenNamed } from "../../checks/read/nginx/walk.ts";
import { everyLocation } from "./data/every-location.ts";

/** A prefix that a request can reach; what is internal, only nginx or an application asks for. */
const isOpenPrefix = ({ modifier, directive }: Location): boolean =>
  (modifier === "" || modifier === "^~") && childrenNamed(directive, "internal").length === 0;

export default definePolicy<NginxConfig>({
  id: "nginx/closed-alias",
  reads: nginx,
  severity: "error",
  title: "No alias lets a request leave its folder",
  why: 'With `location /static` and `alias /srv/static/`, the path `/static../.env` becomes `/srv/static/../.env`: anyone reads the files beside the folder. Shown by Orange Tsai ("Breaking Parser Logic", Black Hat 2018) and still found in public configurations.',
  source: "https://nginx.org/en/docs/http/ngx_http_core_module.html#alias",
  good: [
    "events {}\nhttp {\n  server {\n    location /static/ { alias /srv/static/; }\n    location /files { alias /srv/files; }\n    location = /logo { alias /srv/logo/; }\n    location ~ ^/media/(.*)$ { alias /srv/media/$1; }\n    location @fallback { return 404; }\n    location /protected { internal; alias /srv/files/; }\n  }\n}\n",
    "server {\n  location / { alias /srv/www/; }\n  location /root { root /srv/; }\n}\n",
  ],
  bad: [
    "events {}\nhttp {\n  server {\n    location /static {\n      alias /srv/static/; # ! nginx/closed-alias\n    }\n    location /app/ {\n      location /app/img { alias /srv/img/; } # ! nginx/closed-alias\n    }\n  }\n}\n",
    "server {\n  location ^~ /assets {\n    alias '/srv/app/dist/'; # ! nginx/closed-alias\n  }\n}\n",
  ],
  *judge(config) {
    for (const location of everyLocation(config)) {
      for (const alias of childrenNamed(location.directive, "alias")) {
        const open = isOpenPrefix(location) && !location.path.endsWith("/") && alias.args[0]?.value.endsWith("/");
        if (!open) {
          yield { met: true, at: alias };
          continue;
        }
        yield {
          met: false,
          at: alias,
          message: `location "${location.path}" has no slash at its end but its alias has one: ${location.path}../ leads out of the folder`,
          hint: `write \`location ${location.path}/\``,
          related: [location],
        };
      }
    }
  },
});

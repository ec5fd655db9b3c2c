import { definePolicy } from "../../checks/core/policy.ts";
import type { Argument, Directive, NginxConfig } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { elsewhere, inForce, valueInForce } from "./data/in-force.ts";
import { isBefore, type Version, type VersionedNginx, versionedNginx } from "./data/versioned-nginx.ts";

/** The first version whose proxy_http_version is 1.1 where none is written. */
const speaksByItself: Version = [1, 29, 7];
const withImage = (tag: string, text: string): Record<string, string> => ({
  "compose.yaml": `services:\n  edge:\n    image: nginx:${tag}\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf:ro]\n`,
  "nginx.conf": http(text),
});
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  server {\n${text}  }\n}\n`;

export default definePolicy<VersionedNginx>({
  id: "nginx/websocket-upgrade",
  reads: versionedNginx,
  severity: "error",
  title: "Where a WebSocket is passed on, its handshake arrives whole",
  why: "Upgrade and Connection end at each hop, so nginx must set both, and speak HTTP/1.1. With Upgrade alone every WebSocket ends in 400 or falls back to polling. Copied locations often keep one line of the three.",
  source: "RFC 6455, section 4.1; https://nginx.org/en/docs/http/websocket.html",
  good: [
    withImage(
      "1.30.1-alpine",
      "    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection upgrade;\n    }\n",
    ),
    http(
      '    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_http_version 1.1;\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection "upgrade";\n    }\n    location / { proxy_pass http://127.0.0.1:3000; }\n',
    ),
    http(
      "    proxy_http_version 1.1;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection $connection_upgrade;\n    location /ws { proxy_pass http://127.0.0.1:3000; }\n",
    ),
    http("    proxy_set_header Upgrade $http_upgrade;\n    location / { return 200; }\n"),
    http(
      '    location /live {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_http_version 1.1;\n      proxy_set_header Upgrade $http_upgrade;\n      proxy_set_header Connection "upgrade";\n      proxy_set_header Connection "";\n    }\n',
    ),
    http('    location / { proxy_set_header Upgrade ""; proxy_pass http://127.0.0.1:3000; }\n'),
  ],
  bad: [
    withImage(
      "1.27-alpine",
      "    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/websocket-upgrade\n      proxy_set_header Connection upgrade;\n    }\n",
    ),
    http(
      "    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_http_version 1.1;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/websocket-upgrade\n    }\n",
    ),
    http(
      '    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_http_version 1.0;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/websocket-upgrade\n      proxy_set_header Connection "upgrade";\n    }\n',
    ),
    http(
      '    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/websocket-upgrade\n      proxy_set_header Connection "upgrade";\n    }\n',
    ),
    http(
      '    proxy_http_version 1.1;\n    location /ws {\n      proxy_pass http://127.0.0.1:3000;\n      proxy_set_header Upgrade $http_upgrade; # ! nginx/websocket-upgrade\n      proxy_set_header Connection "";\n    }\n',
    ),
  ],
  *judge({ config, version: running }) {
    for (const { parent: block } of directivesNamed(config, "proxy_pass")) {
      const upgrade = block && header(config, block, "upgrade");
      if (!block || !upgrade || upgrade.args[1]?.value === "") continue;
      const connections = headers(config, block, "connection").map(({ args }) => args[1]);
      const connection = connections.find(passesOn) ?? connections.at(-1);
      const version = valueInForce(config, block, "proxy_http_version");
      const unseen = elsewhere(config, block, "proxy_http_version");
      if (!passesOn(connection)) {
        const fact = connection ? `Connection is "${connection.value}"` : "Connection is not";
        const message = `Upgrade is passed on but ${fact}: the upstream never sees a WebSocket handshake`;
        const hint = 'add `proxy_set_header Connection "upgrade";`, or a map of $http_upgrade';
        yield {
          met: false,
          at: upgrade,
          message,
          hint,
          severity: isHabit(connection?.value, block) ? "warning" : "error",
        };
      } else if (version?.value === "1.0") {
        const message = "the WebSocket handshake needs HTTP/1.1, and proxy_http_version is 1.0";
        yield { met: false, at: upgrade, message, hint: "set `proxy_http_version 1.1;`", related: [version] };
      } else if (version) yield { met: true, at: upgrade };
      else if (unseen) yield { met: "unknown", at: upgrade, decidedBy: unseen };
      else if (running && !isBefore(running, speaksByItself)) yield { met: true, at: upgrade };
      else {
        yield {
          met: false,
          at: upgrade,
          message: `the WebSocket handshake needs HTTP/1.1, which nginx ${running ? `${running[0]}.${running[1]}` : "before 1.29.7"} does not speak to an upstream unless it is told to`,
          hint: "set `proxy_http_version 1.1;`",
          severity: running ? "error" : "notice",
        };
      }
    }
  },
});

/**
 * The pair that old manuals of a web framework gave to every application, whether it speaks WebSocket or not; or the
 * empty Connection of kept-alive upstreams beside an Upgrade that was left over, at an address that names no socket.
 */
const isHabit = (connection: string | undefined, { args }: Directive): boolean =>
  /^keep-alive$/i.test(connection ?? "") ||
  (connection === "" && !args.some(({ value }) => /ws\b|socket|live|cable|hmr|sock|stream|chat/i.test(value)));

/** Of several lines for one header nginx sends each that is not empty (measured). */
const headers = (config: NginxConfig, block: Directive, name: string): Directive[] =>
  inForce(config, block, "proxy_set_header").filter(({ args }) => args[0]?.value.toLowerCase() === name);

const header = (config: NginxConfig, block: Directive, name: string): Directive | undefined =>
  headers(config, block, name).at(-1);

const passesOn = (value: Argument | undefined): boolean =>
  value !== undefined && (value.variables.length > 0 || value.template || /upgrade/i.test(value.value));

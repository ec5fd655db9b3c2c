import { definePolicy } from "../../checks/core/policy.ts";
import { type Argument, type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";
import { isOrigin, isVariable, lookAt, strangerOf } from "./data/origin-pattern.ts";
import { soften } from "./data/rehearsal.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/trusted-cors-origin",
  reads: nginx,
  severity: "error",
  title: "Only chosen origins may read responses with the user's cookies",
  why: "Access-Control-Allow-Origin that repeats $http_origin, together with Allow-Credentials, lets every site that a logged-in user visits read the API in the user's name. It is what people write when browsers refuse `*` with credentials.",
  source: "Fetch Standard, CORS protocol and credentials; CWE-942",
  good: [
    http(
      '  map $http_origin $cors { default ""; https://app.example.org $http_origin; }\n  server { location / { add_header Access-Control-Allow-Origin $cors; add_header Access-Control-Allow-Credentials true; return 200; } }\n',
    ),
    http(
      "  server {\n    location /a { add_header Access-Control-Allow-Origin *; return 200; }\n    location /b { add_header Access-Control-Allow-Origin $http_origin; return 200; }\n    location /c {\n      if ($http_origin ~ ^https://app\\.example\\.org$) {\n        add_header Access-Control-Allow-Origin $http_origin;\n        add_header Access-Control-Allow-Credentials true;\n      }\n      return 200;\n    }\n    location /d { add_header Access-Control-Allow-Origin https://app.example.org; add_header Access-Control-Allow-Credentials true; return 200; }\n  }\n",
    ),
  ],
  bad: [
    http(
      "  map $http_origin $cors {\n    default '';\n    ~^https://app\\.example\\.org $http_origin; # ! nginx/trusted-cors-origin\n  }\n  server {\n    location /m { add_header Access-Control-Allow-Origin $cors; add_header Access-Control-Allow-Credentials true; return 200; }\n    location /i {\n      if ($http_origin ~* (example\\.org)) { # ! nginx/trusted-cors-origin\n        add_header Access-Control-Allow-Origin $http_origin;\n        add_header Access-Control-Allow-Credentials true;\n      }\n      return 200;\n    }\n  }\n",
    ),
    http(
      "  server {\n    location / {\n      add_header Access-Control-Allow-Origin $http_origin always; # ! nginx/trusted-cors-origin\n      add_header Access-Control-Allow-Credentials true always;\n      return 200;\n    }\n  }\n",
    ),
    http(
      "  map $http_origin $cors { default $http_origin; }\n  server {\n    add_header 'Access-Control-Allow-Credentials' 'true';\n    add_header 'Access-Control-Allow-Origin' '$cors'; # ! nginx/trusted-cors-origin\n    location /x {\n      add_header Access-Control-Allow-Origin *; # ! nginx/trusted-cors-origin\n      add_header Access-Control-Allow-Credentials true;\n      return 200;\n    }\n  }\n",
    ),
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "add_header")) {
      const [name, origin] = directive.args;
      const block = directive.parent;
      if (!block || !origin || name?.value.toLowerCase() !== "access-control-allow-origin") continue;
      const credentials = inForce(config, block, "add_header").find(isCredentials);
      if (!credentials) {
        yield { met: true, at: directive };
        continue;
      }
      if (origin.value === "*") {
        yield {
          met: false,
          at: directive,
          message: "browsers refuse `*` together with Access-Control-Allow-Credentials: such requests fail",
          hint: "name the origins that may send cookies in a map, or leave Allow-Credentials out",
          related: [credentials],
          severity: soften(config, "warning"),
        };
        continue;
      }
      const { guarded, pattern } = lookAt(config, directive, origin);
      const stranger = pattern === undefined ? undefined : strangerOf(pattern.value);
      if (pattern && stranger) {
        yield {
          met: false,
          at: pattern.at,
          message: `this pattern of trusted origins also matches ${stranger}, which may then read responses with the user's cookies`,
          hint: "write `^https://` in front, `$` behind, and `\\.` for each dot",
          related: [directive, credentials],
          severity: soften(config, "error"),
        };
      } else if (guarded) yield { met: true, at: directive };
      else if (reflects(config, origin)) {
        yield {
          met: false,
          at: directive,
          message:
            "every origin may read responses with the user's cookies: Access-Control-Allow-Origin repeats what the request says",
          hint: "choose the origin by a map of $http_origin that lists the sites you trust",
          related: [credentials],
          severity: soften(config, "error"),
        };
      } else if (origin.variables.length > 0 && !config.maps.some((map) => map.variable === origin.variables[0])) {
        yield { met: "unknown", at: directive, decidedBy: `the value of $${origin.variables[0]}` };
      } else yield { met: true, at: directive };
    }
  },
});

const isCredentials = ({ args }: Directive): boolean =>
  args[0]?.value.toLowerCase() === "access-control-allow-credentials" && args[1]?.value === "true";

/** `$http_origin` itself, or a map that gives it back for an origin that it does not list. */
const reflects = (config: NginxConfig, { value }: Argument): boolean =>
  isOrigin(value) ||
  config.maps.some(
    (map) => isVariable(value, map.variable) && map.default !== undefined && isOrigin(map.default.value),
  );

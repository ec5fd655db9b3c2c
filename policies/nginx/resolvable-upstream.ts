import { definePolicy } from "../../checks/core/policy.ts";
import { type Argument, type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { elsewhere, inForce } from "./data/in-force.ts";
import { scriptOf } from "./data/script.ts";
import { type Address, addressOf, isName, namedHosts, passDirectives } from "./data/upstream-hosts.ts";

const http = (text: string): string => `events {}\nhttp {\n${text}}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/resolvable-upstream",
  reads: nginx,
  severity: "error",
  title: "A target that holds a variable can be looked up",
  why: 'With a variable in proxy_pass nginx looks the host up for each request and needs `resolver`; without one every request ends in 502, "no resolver defined to resolve". nginx -t accepts it, so it shows only when the first request comes.',
  source: "https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass",
  good: [
    http("  resolver 127.0.0.11;\n  server { location / { set $api http://api:3000; proxy_pass $api; } }\n"),
    http(
      "  upstream api { server 10.0.0.2:3000; }\n  server { location / { set $target api; proxy_pass http://$target; } }\n",
    ),
    http(
      "  server {\n    location /a { proxy_pass http://api:3000; }\n    location /b { proxy_pass http://api:3000$request_uri; }\n    location /c { proxy_pass http://10.0.0.2:3000$uri; }\n    location /d { proxy_pass http://$upstream_from_lua; }\n  }\n",
    ),
    http(
      "  server { location / { set $api none; access_by_lua_block { ngx.var.api = pick() } proxy_pass http://$api; } }\n",
    ),
    "server {\n  location / {\n    set $api api;\n    proxy_pass http://$api:3000;\n  }\n}\n",
    http("  include /opt/resolver.conf;\n  server { location / { set $api http://api:3000; proxy_pass $api; } }\n"),
    http(
      "  map $host $pool { default blue; x.example green; }\n  upstream blue { server 10.0.0.2; }\n  upstream green { server 10.0.0.3; }\n  server { location / { proxy_pass http://$pool; } }\n",
    ),
  ],
  bad: [
    http(
      "  upstream backend { server api:3000; }\n  server {\n    location /a { proxy_pass http://web:3000; }\n    location /b { proxy_pass http://web:4000$request_uri; } # ! nginx/resolvable-upstream\n    location /c { set $api api:3000; proxy_pass http://$api; } # ! nginx/resolvable-upstream\n  }\n",
    ),
    http(
      "  server {\n    set $api http://api:3000;\n    location / {\n      proxy_pass $api; # ! nginx/resolvable-upstream\n    }\n  }\n",
    ),
    http(
      "  map $cookie_beta $pool { default web; 1 web-beta; }\n  upstream web { server 10.0.0.2; }\n  server {\n    location / { proxy_pass http://$pool; } # ! nginx/resolvable-upstream\n    location /x { proxy_pass http://files:9000$uri; } # ! nginx/resolvable-upstream\n  }\n",
    ),
  ],
  *judge(config) {
    const groups = new Set(config.upstreams.map((upstream) => upstream.name.toLowerCase()));
    // A literal proxy_pass makes an unnamed group, which a variable that comes to the same address finds.
    const known = new Set(
      namedHosts(config)
        .filter((one) => !one.inGroup)
        .map(keyOf),
    );
    // Code may set the variable to something else than the files say.
    const script = scriptOf(config);
    for (const directive of directivesNamed(config, ...passDirectives)) {
      const [target] = directive.args;
      const block = directive.parent;
      if (!target || !block || target.variables.length === 0) continue;
      const addresses = possibleAddresses(config, target);
      const missing = addresses?.find((one) => isName(one.host) && !groups.has(one.host) && !known.has(keyOf(one)));
      const unseen = elsewhere(config, block, "resolver") ?? script;
      if (inForce(config, block, "resolver").length > 0) yield { met: true, at: target };
      else if (!addresses) yield { met: "unknown", at: target, decidedBy: `the value of $${target.variables[0]}` };
      else if (missing === undefined) yield { met: true, at: target };
      else if (unseen) yield { met: "unknown", at: target, decidedBy: unseen };
      else {
        yield {
          met: false,
          at: target,
          message: `${directive.name} has a variable, so "${missing.host}" is looked up for each request, but no resolver is set: every request ends in 502`,
          hint: "add `resolver` with the address of the name server (127.0.0.11 inside a Docker network)",
          related: definitions(config, target.variables),
        };
      }
    }
  },
});

const keyOf = ({ host, port }: Address): string => `${host}:${port}`;

/** Every address that a target can have, or undefined where something outside of `set` and `map` decides. */
function possibleAddresses(config: NginxConfig, target: Argument, depth = 0): Address[] | undefined {
  if (target.template || depth > 3) return undefined;
  const literal = addressOf(target.value);
  if (literal) return [literal];
  if (/^(\w+:\/\/)?unix:/.test(target.value)) return [];
  // Only a variable that stands where the host begins and makes it up to its end.
  const [, variable, port] = /^(?:\w+:\/\/)?\$\{?(\w+)\}?(?::(\d+))?(?:\/|\$|$)/.exec(target.value) ?? [];
  const values = variable === undefined ? [] : valuesOf(config, variable);
  const addresses: Address[] = [];
  for (const value of values) {
    const each = possibleAddresses(config, value, depth + 1);
    if (!each) return undefined;
    for (const one of each) addresses.push(port === undefined ? one : { ...one, port: Number(port) });
  }
  return values.length > 0 ? addresses : undefined;
}

function valuesOf(config: NginxConfig, variable: string): Argument[] {
  const values = config.maps.filter((map) => map.variable === variable).flatMap((map) => map.values);
  for (const { args } of directivesNamed(config, "set")) {
    const [name, value] = args;
    if (name?.variables[0] === variable && value) values.push(value);
  }
  return values.filter((value) => value.value !== "");
}

const definitions = (config: NginxConfig, variables: readonly string[]): Directive[] =>
  [...directivesNamed(config, "set")].filter(({ args }) => variables.includes(args[0]?.variables[0] ?? ""));

import { definePolicy } from "../../checks/core/policy.ts";
import { type Argument, type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { enclosing, walk } from "../../checks/read/nginx/walk.ts";

const decoded: ReadonlySet<string> = new Set(["uri", "document_uri"]);
const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  server {\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/escaped-uri",
  reads: nginx,
  severity: "error",
  title: "No header, redirect or upstream request holds the decoded path",
  why: "$uri is the path after decoding: `/%0d%0aSet-Cookie:%20a=b` puts a line break, and with it a header of the attacker's choice, into the response (`return 301 https://$host$uri`) or into the request to the upstream. Bug bounty reports of such redirects are many; seen to work on nginx 1.22.",
  source: "CWE-113; https://nginx.org/en/docs/http/ngx_http_core_module.html#var_uri",
  good: [
    http(
      "    location /a { return 301 https://www.example.org$request_uri; }\n    location /b { try_files $uri $uri/ /index.html; }\n    location = /c { return 301 https://www.example.org$uri/; }\n    location /d { add_header X-Path $request_uri; return 200; }\n    location /e { proxy_pass http://127.0.0.1:3000; proxy_cache_key $uri; }\n    location /f { return 200 $uri; }\n    location ~ ^/g/(.*)$ { return 301 https://www.example.org$uri; }\n",
    ),
    http("    location / { if ($uri ~ ^/old) { return 301 /new; } rewrite ^/x/(.*)$ /y/$1 permanent; return 404; }\n"),
  ],
  bad: [
    http("    listen 80;\n    return 301 https://$host$uri$is_args$args; # ! nginx/escaped-uri\n"),
    http(
      "    location /a { rewrite ^ https://www.example.org$document_uri permanent; } # ! nginx/escaped-uri\n    location /b {\n      add_header X-Path $uri; # ! nginx/escaped-uri\n      return 200;\n    }\n    location /c {\n      proxy_set_header X-Original-Path $uri; # ! nginx/escaped-uri\n      proxy_pass http://127.0.0.1:3000;\n    }\n    location ~ ^/c/([^/]+)$ { return 301 https://www.example.org$uri; } # ! nginx/escaped-uri\n    location /d {\n      proxy_pass http://127.0.0.1:3000$uri; # ! nginx/escaped-uri\n    }\n",
    ),
  ],
  *judge(config) {
    for (const directive of walk(config.directives)) {
      const spot = lineOf(directive);
      if (!spot) continue;
      const { value, what } = spot;
      const name = value.variables.find((variable) => decoded.has(variable));
      if (name === undefined || isHarmless(directive)) {
        yield { met: true, at: directive };
        continue;
      }
      yield {
        met: false,
        at: value,
        message: `$${name} is the decoded path: a request for /%0d%0aX:y puts a line break and its own header into ${what}`,
        hint: "use $request_uri, which stays encoded",
      };
    }
  },
});

/** The value of a directive that ends up as a line of a request or of a response. */
function lineOf({ name, args }: Directive): { readonly value: Argument; readonly what: string } | undefined {
  const [first, second, third] = args;
  if (name === "return" && first && second && /^30[12378]$/.test(first.value)) {
    return { value: second, what: "the response" };
  }
  if (name === "return" && first && !second && /^\w+:\/\//.test(first.value))
    return { value: first, what: "the response" };
  if (name === "rewrite" && second && /^(redirect|permanent)$/.test(third?.value ?? "")) {
    return { value: second, what: "the response" };
  }
  if (name === "add_header" && second) return { value: second, what: "the response" };
  if (/^(proxy|grpc)_set_header$/.test(name) && second) return { value: second, what: "the request to the upstream" };
  if (name === "proxy_pass" && first) return { value: first, what: "the request to the upstream" };
  return undefined;
}

/**
 * In `location = /path` the decoded path is that path. A regular expression that is anchored at both ends lets no line
 * break in either, unless it says "anything but": a dot does not match one.
 */
function isHarmless(directive: Directive): boolean {
  const [modifier, pattern] = enclosing(directive, "location")?.args ?? [];
  if (!pattern) return false;
  if (modifier?.value === "=") return true;
  return (
    /^~\*?$/.test(modifier?.value ?? "") && /^\^.*\$$/.test(pattern.value) && !/\[\^|\\[sSDWHVRNX]/.test(pattern.value)
  );
}

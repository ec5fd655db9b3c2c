import assert from "node:assert/strict";
import { test } from "node:test";
import { headerOf } from "./headers.ts";
import { configOf } from "./read-for-tests.ts";
import { responses } from "./responses.ts";

/** What every response of the first server says of one header: "what | status codes body | state values". */
const said = (text: string, name: string): string[] =>
  responses(configOf(text).servers[0]!).map((response) => {
    const { state, values, besideUpstream } = headerOf(response, name);
    const shown = [state, ...values.map((each) => each.value), ...(besideUpstream ? ["+upstream"] : [])].join(" ");
    return `${response.what} | ${[response.status, ...response.codes, response.body].join(" ")} | ${shown}`;
  });

const http = (inside: string): string => `events {} http { ${inside} }`;
const server = (inside: string): string => http(`server { listen 80; ${inside} }`);

const rows: Record<string, [text: string, expected: string[]]> = {
  "a location without add_header inherits": [
    server(`add_header X-A a; location / { }`),
    ["location / | ordinary static | set a", "404 of location / | error 404 403 error page | absent"],
  ],
  "a location with any add_header loses all": [
    server(`add_header X-A a always; location / { add_header X-B b; }`),
    ["location / | ordinary static | absent", "404 of location / | error 404 403 error page | absent"],
  ],
  "a nested location inherits from its location": [
    server(
      `root /r; add_header X-A a; location /a { add_header X-A b always; location /a/b { return 200 x; } return 204; }`,
    ),
    [
      "204 of location /a | ordinary 204 return | set b",
      "200 of location /a/b | ordinary 200 return | set b",
      "the server itself | ordinary static | set a",
      "404 of the server itself | error 404 403 error page | absent",
    ],
  ],
  "if in a location replaces": [
    server(`location / { add_header X-A a; if ($arg_x) { add_header X-B b; return 200 y; } return 200 x; }`),
    [
      "200 of if ($arg_x) in location / | ordinary 200 return | absent",
      "200 of location / | ordinary 200 return | set a",
    ],
  ],
  "always is needed for errors, also those of return": [
    server(`add_header X-A a; add_header X-A b always; location / { return 404; }`),
    ["404 of location / | error 404 error page | set b"],
  ],
  "an error page by URI: its location answers": [
    server(
      `error_page 404 /404.html; location / { add_header X-B b always; } location = /404.html { internal; add_header X-A a always; }`,
    ),
    [
      "location / | ordinary static | absent",
      "404 of location / by location = /404.html | error 404 static | set a",
      "403 of location / | error 403 error page | absent",
    ],
  ],
  "an error page by name, with another status": [
    server(
      `error_page 404 =200 @f; location / { try_files $uri =404; } location @f { add_header X-A a; return 200 x; }`,
    ),
    ["location / | ordinary static | absent", "404 of location / by location @f | ordinary 200 return | set a"],
  ],
  "the status of the error wins over that of return": [
    server(`error_page 403 @f; location / { deny all; } location @f { add_header X-A a; return 200 x; }`),
    ["403 of location / by location @f | error 403 return | absent"],
  ],
  "an error page at an address is a redirect": [
    server(`error_page 404 https://e.example/; add_header X-A a; location / { return 404; }`),
    ["404 of location / | ordinary 302 redirect | set a"],
  ],
  "try_files ends in a named location": [
    server(`location / { try_files $uri @app; } location @app { add_header X-A a always; proxy_pass http://a; }`),
    [
      "location / | ordinary static | absent",
      "location @app | ordinary proxy | set a +upstream",
      "errors of the upstream of location @app | error proxy | set a +upstream",
      "502 of location @app | error 502 504 error page | set a",
    ],
  ],
  "the upstream decides, and proxy_hide_header clears": [
    server(`location / { proxy_pass http://a; } location /b { proxy_hide_header x-a; proxy_pass http://a; }`),
    [
      "location / | ordinary proxy | upstream",
      "errors of the upstream of location / | error proxy | upstream",
      "502 of location / | error 502 504 error page | absent",
      "location /b | ordinary proxy | cleared",
      "errors of the upstream of location /b | error proxy | cleared",
      "502 of location /b | error 502 504 error page | absent",
    ],
  ],
  "the index of an exact location is answered elsewhere": [
    server(`location = / { add_header X-A a; } location / { }`),
    [
      "404 of location = / | error 404 403 error page | absent",
      "location / | ordinary static | absent",
      "404 of location / | error 404 403 error page | absent",
    ],
  ],
  "an expression that takes everything": [
    server(`root /a; location ~ ^/(.*)$ { return 204; }`),
    ["204 of location ~ ^/(.*)$ | ordinary 204 return | absent"],
  ],
  "without a root the server itself finds nothing": [
    server(`location /a { return 204; }`),
    [
      "204 of location /a | ordinary 204 return | absent",
      "404 of the server itself | error 404 403 error page | absent",
    ],
  ],
  "an if that lets an error page by URI return once more": [
    server(
      `error_page 404 /e; add_header X-A a always; if ($arg_x) { return 404; } location / { add_header X-B b always; return 204; }`,
    ),
    [
      "404 of if ($arg_x) in the server itself | error 404 error page | set a",
      "204 of location / | ordinary 204 return | absent",
    ],
  ],
  "444 and a refused handshake send nothing": [
    server("return 444;"),
    ["444 of the server itself | error 444 none | absent"],
  ],
  "a refused handshake": [http("server { listen 443 ssl; ssl_reject_handshake on; }"), []],
  "internal locations only answer where something leads to them": [
    server(`location / { return 204; } location /x { internal; }`),
    ["204 of location / | ordinary 204 return | absent"],
  ],
  "a location asked by auth_request answers nobody": [
    server(
      `location / { auth_request /auth; proxy_pass http://a; } location = /auth { internal; proxy_pass http://b; }`,
    ),
    [
      "location / | ordinary proxy | upstream",
      "errors of the upstream of location / | error proxy | upstream",
      "502 of location / | error 502 504 401 403 error page | absent",
    ],
  ],
  "rewrite to another location": [
    server(`location / { rewrite ^ /i.php last; } location = /i.php { add_header X-A a; return 200 x; }`),
    ["200 of location = /i.php | ordinary 200 return | set a"],
  ],
  "an empty value is not sent": [
    server(
      `set $a ""; set $b x; location / { add_header X-A $a; return 204; } location /b { add_header X-A $b; return 204; }`,
    ),
    ["204 of location / | ordinary 204 return | absent", "204 of location /b | ordinary 204 return | set $b"],
  ],
  "a map without default makes it sometimes": [
    http(`map $uri $m { /a x; } server { add_header X-A $m; return 204; }`),
    ["204 of the server itself | ordinary 204 return | sometimes $m"],
  ],
  "a map with a default makes it always": [
    http(`map $uri $m { default y; /a x; } server { add_header X-A $m; return 204; }`),
    ["204 of the server itself | ordinary 204 return | set $m"],
  ],
  "an include that nobody knows": [
    server(`add_header X-A a; location / { include /opt/other.conf; return 204; }`),
    ["204 of location / | ordinary 204 return | unknown a"],
  ],
  "an include that everybody knows": [
    server(`add_header X-A a; location / { include mime.types; return 204; }`),
    ["204 of location / | ordinary 204 return | set a"],
  ],
  "headers-more holds for every status and every level": [
    server(`more_set_headers "X-A: a" "X-B: b"; location / { add_header X-C c; return 404; }`),
    ["404 of location / | error 404 error page | set a"],
  ],
  "merged inheritance of newer versions": [
    server(`add_header_inherit merge; add_header X-A a; location / { add_header X-B b; return 204; }`),
    ["204 of location / | ordinary 204 return | set a"],
  ],
};

for (const [name, [text, expected]] of Object.entries(rows)) {
  test(`responses: ${name}`, () => {
    const found = said(text, "X-A");
    assert.deepEqual(
      found.filter((each) => !/the server itself/.test(each) || /itself/.test(expected.join())),
      expected,
    );
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { effective } from "./inherit.ts";
import { configOf } from "./read-for-tests.ts";
import { walk } from "./walk.ts";

/** The directives in force in the block that holds `here;`. */
function inForce(text: string, name: string): string[] {
  const marker = [...walk(configOf(text).directives)].find((directive) => directive.name === "here");
  return effective(marker!.parent!, name).map(({ args }) => args.map((arg) => arg.value).join(" "));
}

const rows: [why: string, text: string, name: string, expected: string[]][] = [
  ["scalars: the nearest wins", "http { root /a; server { root /b; location / { here; } } }", "root", ["/b"]],
  [
    "arrays are replaced",
    "http { error_page 404 /a; server { error_page 500 /b; error_page 502 /c; location / { here; } } }",
    "error_page",
    ["500 /b", "502 /c"],
  ],
  [
    "request headers too",
    "http { server { proxy_set_header A a; location / { proxy_set_header B b; here; } } }",
    "proxy_set_header",
    ["B b"],
  ],
  ["allow hides deny", "http { deny all; server { allow 10.0.0.1; here; } }", "deny", []],
  ["alias hides root", "http { server { root /a; location / { alias /b/; here; } } }", "root", []],
  [
    "access_log off is in force",
    "http { access_log /a; server { access_log off; location / { here; } } }",
    "access_log",
    ["off"],
  ],
  [
    "proxy_pass is not inherited",
    "http { server { location / { proxy_pass http://a; location /b { here; } } } }",
    "proxy_pass",
    [],
  ],
  [
    "but if takes it over",
    "http { server { location / { proxy_pass http://a; if ($a) { here; } } } }",
    "proxy_pass",
    ["http://a"],
  ],
  [
    "and limit_except",
    "http { server { location / { proxy_pass http://a; limit_except GET { here; } } } }",
    "proxy_pass",
    ["http://a"],
  ],
  [
    "try_files is not, even into if",
    "http { server { location / { try_files $uri =404; if ($a) { here; } } } }",
    "try_files",
    [],
  ],
  [
    "add_header_inherit off",
    "http { server { add_header A a; location / { add_header_inherit off; here; } } }",
    "add_header",
    [],
  ],
  [
    "merge, itself inherited",
    "http { add_header_inherit merge; add_header A a; server { add_header B b; location / { add_header C c; here; } } }",
    "add_header",
    ["A a", "B b", "C c"],
  ],
  [
    "merge ended by on",
    "http { add_header_inherit merge; add_header A a; server { add_header B b; location / { add_header_inherit on; add_header C c; here; } } }",
    "add_header",
    ["C c"],
  ],
];

for (const [why, text, name, expected] of rows) {
  test(`inheritance: ${why}`, () => assert.deepEqual(inForce(text, name), expected));
}

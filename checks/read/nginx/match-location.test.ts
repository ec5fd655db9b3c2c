import assert from "node:assert/strict";
import { test } from "node:test";
import { matchLocation } from "./match-location.ts";
import { configOf } from "./read-for-tests.ts";

const LOCATIONS = `
  location = / { } location / { } location /docs/ { location ~ \\.md$ { } location = /docs/x { } }
  location ^~ /img/ { location ~ \\.svg$ { } } location ~* \\.(gif|PNG)$ { } location ~ ^/u/(?P<id>\\d+) { location ~ x$ { } }
  location ~ \\.md$ { } location @named { } location "/a b" { }`;

const rows: [uri: string, expected: string][] = [
  ["/", "= /"],
  ["/index.html", "/"],
  ["/docs/a", "/docs/"],
  ["/docs/x", "= /docs/x"],
  ["/docs/a.md", "~ \\.md$"],
  ["/img/a.png", "^~ /img/"],
  ["/img/a.svg", "~ \\.svg$"],
  ["/a.png", "~* \\.(gif|PNG)$"],
  ["/docs/a.gif", "~* \\.(gif|PNG)$"],
  ["/u/12", "~ ^/u/(?P<id>\\d+)"],
  ["/u/1/x", "~ x$"],
  ["/a bc", "/a b"],
  ["@named", "the server"],
];

const shown = (config: ReturnType<typeof configOf>, uri: string): string => {
  const match = matchLocation(config.servers[0]!, uri);
  if (match === "unknown") return "unknown";
  return "modifier" in match ? `${match.modifier} ${match.path}`.trim() : "the server";
};

for (const [uri, expected] of rows) {
  test(`location of ${uri}`, () => assert.equal(shown(configOf(`http { server { ${LOCATIONS} } }`), uri), expected));
}

test("an expression that JavaScript reads otherwise is unknown", () => {
  assert.equal(shown(configOf("http { server { location ~ \\A/a++ { } } }"), "/a"), "unknown");
});

test("a location that a template names may match anything", () => {
  assert.equal(shown(configOf("http { server { location $" + "{BASE} { } } }"), "/a"), "unknown");
});

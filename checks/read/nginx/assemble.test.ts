import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { assembleAll } from "./assemble.ts";
import { configOf, outline } from "./read-for-tests.ts";
import { readNginx } from "./read-nginx.ts";

test("includes are spliced in, with globs in order, each directive in its own file", () => {
  const config = configOf({
    "edge/nginx.conf":
      "events {}\nhttp { include mime.types; include /etc/nginx/conf.d/*.conf; include snippets/a.conf; }",
    "edge/conf.d/b.conf": "server { server_name b; include snippets/a.conf; }",
    "edge/conf.d/a.conf.template": "server { server_name $" + "{NAME}; }",
    "edge/conf.d/.hidden.conf": "server { }",
    "edge/snippets/a.conf": "add_header A a;",
  });
  const expected =
    "events\nhttp\n  include|mime.types\n  server\n    server_name|$" +
    "{NAME}\n  server\n    server_name|b\n    add_header|A|a\n  add_header|A|a\n";
  assert.equal(outline(config.directives), expected);
  assert.deepEqual(config.unresolvedIncludes, []);
  assert.equal(config.template, true);
  assert.deepEqual(
    config.servers.map((each) => each.source.path),
    ["edge/conf.d/a.conf.template", "edge/conf.d/b.conf"],
  );
  const added = config.servers[1]!.directive.block![1]!;
  assert.equal(added.source.path, "edge/snippets/a.conf");
  assert.equal(added.parent, config.servers[1]!.directive);
  assert.deepEqual(
    added.via.map((each) => each.source.path),
    ["edge/nginx.conf", "edge/conf.d/b.conf"],
  );
});

test("an include that cannot be followed says why and stays", () => {
  const config = configOf({
    "nginx.conf":
      "http { include /opt/x.conf; include a.conf; include $" + "{MORE}; include /etc/nginx/modules-enabled/*.conf; }",
    "a.conf": "include b.conf; gzip on;",
    "b.conf": "include a.conf;",
  });
  assert.deepEqual(
    config.unresolvedIncludes.map(({ pattern, reason }) => `${pattern}: ${reason}`),
    ["/opt/x.conf: outside the repository", "a.conf: cycle", "$" + "{MORE}: decided when rendered"],
  );
});

test("fragments are read as what they are", () => {
  const contexts: Record<string, string> = {
    "events {} http {}": "main",
    "upstream a { server b; } server { listen 80; location / { } }": "http",
    "server { listen 5432; proxy_pass db:5432; }": "stream",
    "listen 80; location / { }": "server",
    "proxy_set_header A b; proxy_pass http://c;": "location",
    "server 10.0.0.1; server 10.0.0.2;": "upstream",
    "add_header A b;": "unknown",
    "types { text/html html; }": "http",
  };
  for (const [text, context] of Object.entries(contexts)) {
    assert.equal(readNginx(new Source("a.conf", text)).file.context, context, text);
  }
});

test("a fragment that nobody includes is a configuration of its own; an included one is not", () => {
  const files = Object.entries({
    "a/nginx.conf": "http { include conf.d/*.conf; }",
    "a/conf.d/x.conf": "server { }",
    "b/default.conf": "add_header A a; server { }",
  }).map(([path, text]) => readNginx(new Source(path, text)).file);
  assert.deepEqual(
    assembleAll(files).map(({ root, context, servers }) => `${root.path} ${context} ${servers.length}`),
    ["a/nginx.conf main 1", "b/default.conf http 1"],
  );
});

test("servers, addresses and upstreams", () => {
  const config = configOf(
    `
    http {
      upstream app { zone a 64k; server app:3000 weight=2; server unix:/run/a.sock; server [::1]:81; server $` +
      `{HOST}:$` +
      `{PORT}; server b; }
      server { listen 127.0.0.1:8080 default_server; listen [::]:443 ssl http2; listen unix:/a.sock; listen $` +
      `{PORT}; listen 443 quic; server_name a *.b; }
      server { }
    }
    stream { server { listen 5; proxy_pass a:5; } }`,
  );
  assert.deepEqual(
    config.upstreams[0]!.servers.map(({ host, port }) => `${host} ${port}`),
    ["app 3000", "/run/a.sock undefined", "[::1] 81", "$" + "{HOST} undefined", "b 80"],
  );
  const [first, second] = config.servers;
  assert.deepEqual(
    first!.listens.map(
      ({ address, port, ssl, quic, defaultServer }) => `${address} ${port} ${ssl} ${quic} ${defaultServer}`,
    ),
    [
      "127.0.0.1 8080 false false true",
      "[::] 443 true false false",
      "/a.sock undefined false false false",
      "* undefined false false false",
      "* 443 false true false",
    ],
  );
  assert.deepEqual([first!.tls, second!.tls, config.servers.length, second!.listens[0]!.port], [true, false, 2, 80]);
  assert.deepEqual(
    first!.names.map((each) => each.value),
    ["a", "*.b"],
  );
});

test("maps know whether a value may be empty", () => {
  const config = configOf(`http {
    map $a $b { default x; y z; } map $a $c { y z; } map $a $d { default ""; } map $a $e { default $http_x; }
    geo $f { default 0; } split_clients $a $g { 50% x; * y; } map $a $h { volatile; default $scheme://x; }
  }`);
  assert.deepEqual(
    config.maps.map(({ variable, mayBeEmpty }) => `${variable} ${mayBeEmpty}`),
    ["b false", "c true", "d true", "e true", "f false", "g false", "h false"],
  );
});

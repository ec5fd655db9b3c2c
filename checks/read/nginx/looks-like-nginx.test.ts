import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeNginx } from "./looks-like-nginx.ts";

const rows: [path: string, text: string, expected: boolean][] = [
  ["nginx.conf", "", true],
  ["site", "server {\n  listen 80;\n  location / {\n}\n}", true],
  ["deploy/site.conf", "server {\n  server_name a;\n}", true],
  ["snippets/headers.conf", `add_header X-Frame-Options "DENY" always;`, true],
  ["nginx/upstream.conf", "upstream a {\n server b;\n}", true],
  ["site.conf.j2", "proxy_pass http://{{ host }};", true],
  ["README.md", "```\nserver {\n listen 80;\n server_name a;\n}\n```", false],
  ["values.yaml", "config: |\n  server {\n    listen 80;\n  }", false],
  ["redis.conf", "bind 127.0.0.1\nport 6379\n", false],
  ["postgresql.conf", "listen_addresses = '*'\n", false],
  ["mosquitto.conf", "listener 1883\nallow_anonymous false\n", false],
  ["haproxy.cfg", "frontend a\n  bind *:80\n", false],
  ["supervisor/nginx.conf.d/a.conf", "[program:nginx]\ncommand=nginx\n", false],
  ["fail2ban/filter.d/nginx-deny.conf", "[Definition]\nfailregex = x;\n", false],
  ["site.conf", "<VirtualHost *:80>\n  ServerName a\n</VirtualHost>\n", false],
  ["consul.hcl", "server {\n  enabled = true\n}", false],
  ["application.conf", "server {\n  port = 80\n}\nhttp {\n  a = b\n}", false],
  ["named.conf", `options {\n  directory "/var";\n  listen-on port 53 { any; };\n};`, false],
  ["dhcpd.conf", "subnet 10.0.0.0 netmask 255.0.0.0 {\n  option routers 10.0.0.1;\n}", false],
  ["a.conf", "\0server_name a;", false],
];

for (const [path, text, expected] of rows) {
  test(`${path}: ${expected ? "NGINX" : "something else"}`, () => assert.equal(looksLikeNginx(path, text), expected));
}

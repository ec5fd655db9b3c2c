import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOfFile, mayBeRead } from "./kind-of-file.ts";

const site = "server {\n  listen 80;\n  server_name example.com;\n}\n";
const compose = "services:\n  web:\n    image: nginx:1.27\n";
const rules = "groups:\n  - name: a\n    rules:\n      - alert: Down\n        expr: up == 0\n";

const cases: [string, string, string | undefined][] = [
  ["nginx/nginx.conf", site, "nginx"],
  ["deploy/site.conf.template", site, "nginx"],
  ["etc/apache.conf", "<VirtualHost *:80>\n</VirtualHost>\n", undefined],
  ["redis.conf", "bind 127.0.0.1\nmaxmemory 1gb\n", undefined],
  ["nginx-module/LICENSE", `text; more text;\n${site}`, undefined],
  ["nginx/CHANGELOG.md", site, undefined],
  ["snippets/security-headers.conf", "add_header X-Frame-Options DENY always;\n", "nginx"],
  ["rules/security.yml", rules, "rules"],
  ["compose.yaml", compose, "compose"],
  ["stack/anything.yml", compose, "compose"],
  ["docker-compose.yml", "broken: [", "compose"],
  ["config/services.yaml", "parameters: {}\n", undefined],
  ["k8s/pod.yaml", "apiVersion: v1\nkind: Pod\nspec: {}\n", undefined],
  ["prometheus/prometheus.yml", "global: {}\nscrape_configs: []\n", "prometheus"],
  ["rules/a.yml", rules, "rules"],
  ["old.rules", "ALERT Down\n  IF up == 0\n", "rules"],
  ["tests/a.yml", "rule_files: [a.yml]\nevaluation_interval: 1m\ntests: []\n", undefined],
  ["am/config.yml", "route: { receiver: a }\nreceivers: [{ name: a }]\n", "alertmanager"],
  ["loki/config.yaml", "auth_enabled: false\nschema_config: { configs: [] }\n", "loki"],
  ["data-map.yaml", "version: 1\npurposes: {}\ntables: {}\n", "data-map"],
  [".env", "anything at all", "dotenv"],
  ["prod.env", "A=1\nB=2\n", "dotenv"],
  ["home/.cargo/env", "case $PATH in\n  *) export PATH=x ;;\nesac\n", undefined],
  ["Help/ENV.rst", "Operator to read\nenvironment variables\n", undefined],
  ["migrations/0001.sql", "CREATE TABLE a (b int);", "migration"],
  ["api/Dockerfile", "FROM a\n", "dockerfile"],
  ["Makefile", "up:\n", "commands"],
];
for (const [path, text, kind] of cases) {
  test(`${path} is ${kind ?? "left alone"}`, () => {
    assert.equal(mayBeRead(path) ? kindOfFile(path, text) : undefined, kind);
  });
}

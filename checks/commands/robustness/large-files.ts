import type { Files } from "./faults-of.ts";

const size = 200_000;
const fill = (text: string): string => text.repeat(Math.ceil(size / text.length));
const each = (count: number, one: (index: number) => string): string =>
  Array.from({ length: count }, (_, i) => one(i)).join("");

/** The kinds of file that any text may stand in, each with what makes its reader take it for its own. */
const wrappings: Readonly<Record<string, (text: string) => Files>> = {
  compose: (text) => ({ "compose.yaml": `services:\n  a: { image: a }\n${text}` }),
  "compose value": (text) => ({ "compose.yaml": `services:\n  a:\n    image: a\n    command: ${text}` }),
  "compose quoted": (text) => ({
    "compose.yaml": `services:\n  a:\n    image: a\n    environment:\n      A: ${JSON.stringify(text)}\n    command: ${JSON.stringify(text)}\n    healthcheck: { test: ${JSON.stringify(text)} }\n    ports: [${JSON.stringify(text)}]\n    volumes: [${JSON.stringify(text)}]\n`,
  }),
  nginx: (text) => ({ "nginx.conf": `http { server { listen 80; location / { proxy_pass http://a; } } }\n${text}` }),
  "nginx value": (text) => ({
    "nginx.conf": `http { log_format a ${JSON.stringify(text)}; server { listen 443 ssl; server_name ${JSON.stringify(text)}; add_header Content-Security-Policy ${JSON.stringify(text)}; ssl_ciphers ${JSON.stringify(text)}; location ~ ${JSON.stringify(text)} { return 301 ${JSON.stringify(text)}; } } }`,
  }),
  prometheus: (text) => ({ "prometheus.yml": `scrape_configs:\n  - job_name: a\n${text}` }),
  rules: (text) => ({
    "rules/a.yml": `groups:\n  - name: a\n    rules:\n      - alert: A\n        expr: ${JSON.stringify(text)}\n        annotations: { summary: ${JSON.stringify(text)} }\n      - { record: b, expr: ${JSON.stringify(`a{b=~${JSON.stringify(text)}}`)} }\n`,
  }),
  alertmanager: (text) => ({
    "alertmanager.yml": `route: { receiver: a, routes: [{ matchers: [${JSON.stringify(text)}] }, { match_re: { a: ${JSON.stringify(text)} } }] }\nreceivers: [{ name: a, slack_configs: [{ text: ${JSON.stringify(text)} }] }]\n`,
  }),
  dotenv: (text) => ({ ".env.example": text, "a.env": `A=${text}` }),
  "data map": (text) => ({ "data-map.yaml": `version: 1\ntables:\n${text}`, "seaworthy.yaml": text }),
  migration: (text) => ({ "migrations/1.sql": text, "migrations/2.sql": `CREATE TABLE a (b ${text}` }),
  commands: (text) => ({
    "compose.yaml": "services: { a: { image: a, build: . } }\n",
    Dockerfile: `FROM a\nRUN ${text}\n${text}`,
    Makefile: `a:\n\tdocker compose ${text}\n${text}`,
    "README.md": text,
  }),
};

const runs: readonly string[] = [
  "{",
  "}",
  "[",
  "(",
  '"',
  "'",
  "`",
  "$",
  "\\",
  "${",
  "{{",
  "{% ",
  " ",
  "\t",
  "\n",
  "\r",
  "a",
  "9",
  "a ",
  "a:",
  "- ",
  "#",
  ";",
  ",",
  "/",
  "/*",
  "--",
  "$a$",
  "*",
  "&a ",
  "|",
  "=",
  "a=",
  "-f ",
  "include ",
  "include a;",
  "server {",
  "location / {",
  "://",
  "a.",
  "a,",
  "(a+)+",
  "[5m",
  "sum(",
  "a\\\n",
  '"a\n',
  "'a\n",
  "''",
  "$$",
  "\u00e9",
  "\uFEFF",
  "\u2028",
  "🚢",
];

const shaped: Readonly<Record<string, () => Files>> = {
  "services that depend on all before": () => ({
    "compose.yaml": `services:\n${each(
      3_000,
      (i) =>
        `  s${i}: { image: "a:1", depends_on: [${[1, 2, 3]
          .map((back) => `s${Math.max(0, i - back)}`)
          .filter((name) => name !== `s${i}`)
          .filter((name, at, all) => all.indexOf(name) === at)}] }\n`,
    )}`,
  }),
  "a chain of services": () => ({
    "compose.yaml": `services:\n${each(3_000, (i) => `  s${i}: { image: "a:1", depends_on: [s${i + 1}] }\n`)}  s3000: { image: a }\n`,
  }),
  "services that extend the one before": () => ({
    "compose.yaml": `services:\n  s0: { image: a }\n${each(2_000, (i) => `  s${i + 1}: { extends: s${i} }\n`)}`,
  }),
  ports: () => ({
    "compose.yaml": `services:\n  a:\n    image: a\n    ports:\n${each(8_000, (i) => `      - "${i}:${i}"\n`)}`,
  }),
  variables: () => ({
    "compose.yaml": `services:\n  a:\n    image: a\n    env_file: a.env\n    environment:\n${each(5_000, (i) => `      A${i}: \${A${i}}\n`)}`,
    "a.env": each(5_000, (i) => `A${i}=b${i}-secret\nPASSWORD_${i}=x${i}yz\n`),
  }),
  networks: () => ({
    "compose.yaml": `services:\n${each(1_000, (i) => `  s${i}: { image: a, networks: [n${i}, n0], volumes: ["v${i}:/a"], secrets: [x${i}] }\n`)}networks:\n${each(1_000, (i) => `  n${i}: {}\n`)}volumes:\n${each(1_000, (i) => `  v${i}: {}\n`)}secrets:\n${each(1_000, (i) => `  x${i}: { file: ./x${i} }\n`)}`,
  }),
  locations: () => ({
    "nginx.conf": `http { server { listen 80; ${each(5_000, (i) => `location /a${i} { proxy_pass http://b; }\n`)} } }`,
  }),
  "locations by expression": () => ({
    "nginx.conf": `http { server { listen 80; ${each(5_000, (i) => `location ~ ^/a${i}(x+)$ { return 200; }\n`)} } }`,
  }),
  "nested locations": () => ({
    "nginx.conf": `http { server { ${each(2_000, () => "location /a { ")}${"} ".repeat(2_000)} } }`,
  }),
  servers: () => ({
    "nginx.conf": `http { ${each(3_000, (i) => `server { listen 80; server_name a${i}.example.com; location / { proxy_pass http://u${i}; } }\n`)} ${each(3_000, (i) => `upstream u${i} { server a:${i}; }\n`)} }`,
  }),
  headers: () => ({
    "nginx.conf": `http { server { listen 443 ssl; ${each(3_000, (i) => `add_header X-${i} a;\n`)} ${each(200, (i) => `location /a${i} { add_header A b; if ($a) { add_header B c; } }\n`)} } }`,
  }),
  includes: () => ({
    "nginx.conf": `http { ${"include conf.d/*.conf;\n".repeat(500)} }`,
    ...Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`conf.d/${i}.conf`, `server { include conf.d/*.conf; }`]),
    ),
  }),
  alerts: () => ({
    "rules/a.yml": `groups:\n  - name: a\n    rules:\n${each(4_000, (i) => `      - { alert: A${i}, expr: 'rate(a${i}_total[5m]) > 1', labels: { severity: page } }\n`)}`,
    "alertmanager.yml": "route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: 'http://a' }] }]\n",
    "prometheus.yml": "rule_files: [rules/*.yml]\nscrape_configs: [{ job_name: a }]\n",
  }),
  recordings: () => ({
    "rules/a.yml": `groups:\n  - name: a\n    rules:\n${each(4_000, (i) => `      - { record: 'a:b${i}', expr: 'sum(a:b${i - 1}) by (job)' }\n`)}`,
  }),
  "alerts and routes": () => ({
    "rules/a.yml": `groups:\n  - name: a\n    rules:\n${each(500, (i) => `      - { alert: A${i}, expr: 'up == 0', labels: { severity: page, n: "${i}" } }\n`)}`,
    "alertmanager.yml": `route:\n  receiver: r0\n  routes:\n${each(500, (i) => `    - { receiver: r${i}, matchers: ['n =~ "${i}|x"'] }\n`)}inhibit_rules:\n${each(500, (i) => `  - { source_matchers: [n = "${i}"], target_matchers: [n = "${i + 1}"], equal: [a] }\n`)}receivers:\n${each(500, (i) => `  - { name: r${i}, webhook_configs: [{ url: "http://a" }] }\n`)}`,
    "prometheus.yml": "rule_files: [rules/*.yml]\nscrape_configs: [{ job_name: a }]\n",
  }),
  receivers: () => ({
    "alertmanager.yml": `route:\n  receiver: r0\n  routes:\n${each(3_000, (i) => `    - { receiver: r${i}, matchers: [a = b${i}] }\n`)}receivers:\n${each(3_000, (i) => `  - { name: r${i}, email_configs: [{ to: a }] }\n`)}`,
  }),
  "nested routes": () => ({
    "alertmanager.yml": `receivers: [{ name: a }]\nroute: { receiver: a${', routes: [{ matchers: ["a = b"]'.repeat(90)}${" }]".repeat(90)} }\n`,
  }),
  inhibitions: () => ({
    "alertmanager.yml": `receivers: [{ name: a }]\nroute: { receiver: a }\ninhibit_rules:\n${each(3_000, (i) => `  - { source_matchers: [a = b${i}], target_matchers: [c = d${i}], equal: [e] }\n`)}`,
  }),
  jobs: () => ({
    "prometheus.yml": `scrape_configs:\n${each(2_000, (i) => `  - { job_name: j${i}, static_configs: [{ targets: ["a${i}:80"] }] }\n`)}`,
    "compose.yaml": `services:\n${each(1_000, (i) => `  a${i}: { image: a }\n`)}`,
  }),
  "a long expression": () => ({
    "rules/a.yml": `groups: [{ name: a, rules: [{ alert: A, expr: '${"up + ".repeat(5_000)}up' }] }]`,
  }),
  "a deep expression": () => ({
    "rules/a.yml": `groups: [{ name: a, rules: [{ alert: A, expr: '${"sum(".repeat(5_000)}up${")".repeat(5_000)}' }] }]`,
  }),
  tables: () => ({
    "migrations/1.sql": each(
      4_000,
      (i) => `CREATE TABLE t${i} (id int, email text);\nALTER TABLE t${i} ADD COLUMN a int;\n`,
    ),
    "data-map.yaml": `version: 1\nstores: { d: { kind: postgres, service: db, schema: migrations } }\npurposes: { p: { legal_basis: contract, description: d } }\ntables:\n${each(2_000, (i) => `  t${i}: { none: [id] }\n`)}`,
  }),
  columns: () => ({
    "migrations/1.sql": `CREATE TABLE t (${each(8_000, (i) => `c${i} text,\n`)} z int);${each(3_000, (i) => `ALTER TABLE t DROP COLUMN c${i};`)}`,
    "data-map.yaml":
      "version: 1\nstores: { d: { kind: postgres, service: db, schema: migrations } }\ntables: { t: { none: [id] } }\n",
  }),
  suppressions: () => ({
    "nginx.conf": `http {\n${each(2_000, () => "# seaworthy allow nginx/hsts until 2027-01-01: x\n")} server { listen 443 ssl; } }`,
  }),
  "secrets on one line": () => ({
    ".env.example": each(3_000, (i) => `API_TOKEN_${i}=aB3dE5fG7hI9${i}\n`),
    "compose.yaml": `services:\n  a:\n    image: a\n    environment: { ${each(3_000, (i) => `A_PASSWORD_${i}: "xy${i}zzz1", `)} Z: a }\n`,
  }),
};

/** Texts of about 200 kB, shaped to find whatever takes more than linear time. Made when asked for: together they are 300 MB. */
export const largeFiles: Readonly<Record<string, () => Files>> = {
  ...shaped,
  ...Object.fromEntries(
    Object.entries(wrappings).flatMap(([name, wrap]) =>
      runs.map((run) => [`${name}: ${JSON.stringify(run)}`, () => wrap(fill(run))]),
    ),
  ),
};

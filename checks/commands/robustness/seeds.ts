/** A small stack in which every kind of file stands and names the others, so that each join has something to join. */
export const seeds: Readonly<Record<string, string>> = {
  ".gitignore": ".env\n",
  "compose.yaml": `name: shop
x-log: &log
  logging: { driver: json-file, options: { max-size: 10m } }
services:
  web:
    <<: *log
    image: nginx:1.27
    ports: ["80:80", "127.0.0.1:8443:443/tcp"]
    volumes:
      - ./nginx.conf:/etc/nginx/nginx.conf:ro
      - ./conf.d:/etc/nginx/conf.d:ro
    depends_on:
      api: { condition: service_healthy }
    networks: [edge]
  api:
    build: { context: ., dockerfile: Dockerfile }
    command: ["sh", "-c", "exec node server.js --token=$\${TOKEN}"]
    env_file: [.env.example]
    environment:
      DB_PASSWORD: \${DB_PASSWORD:?set it}
      DATABASE_URL: postgres://app:\${DB_PASSWORD}@db:5432/app
    healthcheck: { test: "curl -f http://localhost:3000/ready || exit 1", interval: 10s }
    secrets: [jwt]
    depends_on: [db]
    networks: [edge, back]
    deploy: { replicas: 2, resources: { limits: { memory: 256M } } }
  db:
    image: postgres:17
    environment: ["POSTGRES_PASSWORD_FILE=/run/secrets/jwt", "POSTGRES_USER=app"]
    volumes: ["data:/var/lib/postgresql/data"]
    networks: [back]
  prometheus:
    image: prom/prometheus:v2.53.0
    command: --config.file=/etc/prometheus/prometheus.yml --storage.tsdb.retention.time=15d
    volumes: ["./prometheus:/etc/prometheus"]
  alertmanager:
    image: prom/alertmanager:v0.28.0
    volumes: ["./alertmanager.yml:/etc/alertmanager/alertmanager.yml"]
networks: { edge: {}, back: { internal: true } }
volumes: { data: {} }
secrets: { jwt: { file: ./secrets/jwt } }
`,
  "compose.override.yaml": `services:
  api:
    extends: { service: db }
    ports: !override ["3000:3000"]
    environment: !reset null
`,
  "nginx.conf": `user nginx;
events { worker_connections 1024; }
http {
  log_format audit '$remote_addr "$request" $status';
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  limit_req_zone $binary_remote_addr zone=login:10m rate=5r/s;
  upstream api { server api:3000 max_fails=2; keepalive 16; }
  include conf.d/*.conf;
  server {
    listen 443 ssl;
    server_name example.com *.example.org ~^(?<name>.+)\\.example\\.net$;
    ssl_certificate /etc/ssl/site.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    add_header Strict-Transport-Security "max-age=31536000; includeSubDomains" always;
    add_header Content-Security-Policy "default-src 'self'; script-src 'nonce-$request_id'" always;
    error_page 404 /404.html;
    location = /login { limit_req zone=login burst=5; proxy_pass http://api; }
    location ~* \\.(png|css)$ { expires 1h; root /srv; try_files $uri =404; }
    location / {
      if ($request_method = POST) { return 405; }
      rewrite ^/old/(.*)$ /new/$1 last;
      proxy_set_header Host $host;
      proxy_pass http://api/;
      access_log /var/log/a.log audit;
    }
  }
}
`,
  "conf.d/site.conf": `server {
  listen 80 default_server;
  location /a { alias /srv/a/; set $b "\${uri}x"; return 301 https://$host$request_uri; }
  location @named { content_by_lua_block { ngx.say("}") } }
}
`,
  "prometheus/prometheus.yml": `global: { scrape_interval: 15s, external_labels: { site: a } }
rule_files: [rules/*.yml]
alerting: { alertmanagers: [{ static_configs: [{ targets: ["alertmanager:9093"] }] }] }
scrape_configs:
  - job_name: api
    metrics_path: /metrics
    static_configs:
      - targets: ["api:3000", "db:9187"]
        labels: { team: shop }
    relabel_configs:
      - { source_labels: [__address__], regex: "(.+):\\\\d+", target_label: host, replacement: "$1" }
  - job_name: dns
    dns_sd_configs: [{ names: [tasks.api], type: A, port: 3000 }]
remote_write: [{ url: "https://u:p4ss@metrics.example.com/write" }]
`,
  "prometheus/rules/api.yml": `groups:
  - name: api
    interval: 1m
    rules:
      - record: job:requests:rate5m
        expr: sum by (job) (rate(http_requests_total{job="api"}[5m]))
      - alert: ApiErrors
        expr: |
          sum(rate(http_requests_total{job="api",status=~"5.."}[5m])) / ignoring(status) group_left sum(job:requests:rate5m) > 0.05
          unless on (job) absent(up{job="api"} offset 5m)
        for: 10m
        labels: { severity: page }
        annotations:
          summary: 'errors above {{ $value | humanizePercentage }} on {{ $labels.instance }}'
          runbook_url: https://example.com/runbooks/ApiErrors.md
`,
  "alertmanager.yml": `global: { resolve_timeout: 5m, smtp_smarthost: "mail:587", smtp_from: a@example.com }
templates: ["templates/*.tmpl"]
route:
  receiver: team
  group_by: [alertname, job]
  routes:
    - matchers: [severity = page, 'job =~ "api|web"']
      receiver: pager
      continue: true
      active_time_intervals: [office]
    - match_re: { team: "(shop|pay)" }
      receiver: team
inhibit_rules:
  - { source_matchers: [severity = page], target_matchers: [severity = warning], equal: [job] }
time_intervals:
  - name: office
    time_intervals: [{ weekdays: ["monday:friday"], times: [{ start_time: "09:00", end_time: "17:00" }] }]
receivers:
  - name: team
    email_configs: [{ to: team@example.com }]
  - name: pager
    webhook_configs: [{ url: "https://hooks.example.com/x?k=1" }]
    slack_configs: [{ channel: "#a", api_url: "https://hooks.example.com/y", text: '{{ range .Alerts }}{{ .Labels.job }}{{ end }}' }]
`,
  ".env.example": `# Password of the database
DB_PASSWORD=change-me # seaworthy allow secrets/no-placeholder until 2027-01-01: an example
export TOKEN="a\\"b \${DB_PASSWORD}"
PRIVATE='line
two'
DB_HOST=db
`,
  "data-map.yaml": `version: 1
stores:
  database: { kind: postgres, service: db, schema: migrations, retention: P1Y }
purposes:
  account: { legal_basis: contract, description: Let a person log in }
tables:
  users:
    none: [id]
    personal:
      email:
        category: contact
        purpose: account
        retention: { duration: P30D, starts: account-closed, action: delete }
        erasure: delete
logs:
  access: { store: database, fields: [ip], category: identifier, purpose: account, retention: { duration: P30D, starts: created, action: delete }, erasure: expire }
`,
  "migrations/0001_init.sql": `CREATE TABLE IF NOT EXISTS public.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "E-mail" character varying(255) NOT NULL, -- personal
  tags text[] DEFAULT '{}', CHECK (length("E-mail") > 3)
);
/* a /* b */ ; */ CREATE FUNCTION f() RETURNS void AS $$ BEGIN; END $$ LANGUAGE plpgsql;
ALTER TABLE users ADD COLUMN phone text, DROP COLUMN tags;
ALTER TABLE users RENAME TO people;
`,
  Dockerfile: `# syntax=docker/dockerfile:1
ARG BASE=node:24
FROM \${BASE} AS build
RUN npm ci && \\
    npm run build
FROM node:24-slim
COPY --from=build /app /app
ENV PORT=3000 \\
    A="b c"
EXPOSE 3000/tcp
USER node
HEALTHCHECK CMD ["node", "health.js"]
CMD ["node", "server.js"]
`,
  Makefile: "up:\n\tdocker compose -f compose.yaml -f compose.override.yaml --env-file .env.example up -d\n",
  "seaworthy.yaml": `promises:
  alertGroups: [application, database]
  responseHeaders: { X-Frame-Options: DENY }
  dataMap: true
  requiredSecrets: [DB_PASSWORD]
roles: { "*.example": example }
policies: { nginx/hsts: warning, nginx/csp: { off: no pages here } }
allow:
  - { check: nginx/hsts, path: nginx.conf, until: 2027-01-01, reason: behind the edge }
`,
};

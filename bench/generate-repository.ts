import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes a repository of `files` files: stacks of a Compose file, an NGINX site, a Prometheus that watches the stack with
 * its alert rules, and a dotenv example. Every stack is one project, so that work over all projects shows.
 */
export function generateRepository(folder: string, files: number): void {
  for (let index = 0; index * 5 < files; index++) {
    const stack = join(folder, `stack-${index}`);
    mkdirSync(stack, { recursive: true });
    writeFileSync(join(stack, "compose.yaml"), composeFile(index));
    writeFileSync(join(stack, "nginx.conf"), nginxFile(index));
    writeFileSync(join(stack, "prometheus.yml"), prometheusFile(index));
    writeFileSync(join(stack, "rules.yml"), ruleFile(index));
    writeFileSync(join(stack, ".env.example"), `# stack ${index}\nDB_PASSWORD=\nAPI_TAG=1.${index}.0\n`);
  }
}

const composeFile = (index: number): string => `services:
  edge:
    image: nginx:1.27.3
    ports: ["${8000 + (index % 1000)}:443"]
    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]
    depends_on: { api: { condition: service_healthy } }
  api:
    image: acme/api:\${API_TAG:-1.0.0}
    environment: { DB_PASSWORD: "\${DB_PASSWORD:?}", DB_HOST: db }
    healthcheck: { test: ["CMD", "curl", "-fsS", "http://localhost:3000/readyz"] }
    restart: unless-stopped
  db:
    image: postgres:17.2
    environment: { POSTGRES_PASSWORD: "\${DB_PASSWORD:?}" }
    volumes: ["data:/var/lib/postgresql/data"]
  prometheus:
    image: prom/prometheus:v3.1.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro", "./rules.yml:/etc/prometheus/rules.yml:ro"]
volumes: { data: {} }
`;

const nginxFile = (index: number): string => `upstream api { server api:3000; }
server {
  listen 443 ssl;
  server_name s${index}.example.com;
  ssl_certificate /etc/nginx/tls/cert.pem;
  ssl_certificate_key /etc/nginx/tls/key.pem;
  add_header Strict-Transport-Security "max-age=31536000" always;
  add_header X-Content-Type-Options nosniff always;
  location / { try_files $uri /index.html; }
  location /api/ { proxy_pass http://api; proxy_set_header Host $host; }
  location /assets/ { add_header Cache-Control "public, max-age=31536000"; }
}
`;

const prometheusFile = (index: number): string => `global: { scrape_interval: 15s }
rule_files: ["*rules.yml"]
scrape_configs:
  - job_name: stack-${index}
    static_configs: [{ targets: ["api:3000"] }]
`;

const ruleFile = (index: number): string => `groups:
  - name: stack-${index}
    rules:
      - alert: HighErrorRate
        expr: sum by (job) (rate(http_requests_total{status=~"5.."}[5m])) / sum by (job) (rate(http_requests_total[5m])) > 0.01
        for: 5m
        labels: { severity: critical }
        annotations: { summary: "errors on {{ $labels.job }}", description: "above 1 %" }
      - alert: Down
        expr: up == 0
        for: 2m
        labels: { severity: critical }
        annotations: { summary: "{{ $labels.instance }} is down", description: "no scrape for 2 minutes" }
`;

import type { Example } from "../../../checks/core/policy.ts";

const compose = (more = ""): string => `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro", "./rules.yml:/etc/prometheus/rules.yml:ro"]
  node-exporter:
    image: prom/node-exporter:v1.9.0
  shop:
    build: .
  # Their own images and the registry's other name.
  redis-exporter:
    image: docker.io/oliver006/redis_exporter:v1.69.0
${more}`;
const job = (name: string, target: string, more = ""): string =>
  `  - job_name: ${name}\n    static_configs: [{ targets: ["${target}"] }]\n${more}`;
const config = (...jobs: readonly string[]): string => `rule_files: [rules.yml]\nscrape_configs:\n${jobs.join("")}`;
const rules = (expr: string, mark = false): string => `groups:
  - name: example
    rules:
      - alert: Example
        expr: ${expr}${mark ? " # ! stack/exposed-metric" : ""}
        for: 5m
`;
const node = job("node", "node-exporter:9100");
const redis = job("redis", "redis-exporter:9121");
const shop = job("shop", "shop:3000");
const itself = job("prometheus", "localhost:9090");
const toBlackbox =
  '    metrics_path: /probe\n    relabel_configs: [{ target_label: __address__, replacement: "blackbox:9115" }]\n';
const found = `  - job_name: found\n    file_sd_configs: [{ files: [sites.json] }]\n${toBlackbox}`;
const blackbox = "  blackbox:\n    image: prom/blackbox-exporter:v0.26.0\n";

const good = (expr: string, jobs: readonly string[], more?: string): Example => ({
  "compose.yaml": compose(more),
  "prometheus.yml": config(...jobs),
  "rules.yml": rules(expr),
});
const bad = (expr: string, jobs: readonly string[], more?: string): Example => ({
  "compose.yaml": compose(more),
  "prometheus.yml": config(...jobs),
  "rules.yml": rules(expr, true),
});

export const exposedMetricCases: { readonly good: readonly Example[]; readonly bad: readonly Example[] } = {
  good: [
    good("rate(node_cpu_seconds_total[5m]) > 1", [node]),
    good("go_goroutines > 5000 and up == 1", [node]),
    good("prometheus_config_last_reload_successful == 0", [itself]),
    good("prometheus_config_last_reload_successful == 0", [job("prometheus", "prometheus:9090")]),
    // What an application calls its own metrics is for it to say.
    good("redis_cache_hits_total < 5", [redis, shop]),
    good("redis_cache_hits_total < 5", [shop]),
    good("shop_orders_total < 5", [node]),
    // Names of several versions.
    good("rate(node_cpu_seconds_total[5m]) > 1 or rate(node_cpu[5m]) > 1", [node]),
    good("probe_success == 0", [job("site", "https://shop.example/", toBlackbox)], blackbox),
    good("container_made_up > 5", [job("cadvisor", "cadvisor:8080")], "  cadvisor:\n    image: google/cadvisor\n"),
    // Targets, pushes and versions that the files do not decide.
    good("pg_up == 0", [node, job("db", "10.0.0.7:9187")]),
    good("pg_up == 0", [node, "  - job_name: found\n    docker_sd_configs: [{ host: unix:///var/run/docker.sock }]\n"]),
    good("pg_up == 0", [job("push", "push:9091")], "  push:\n    image: prom/pushgateway:v1.11.0\n"),
    good("pg_up == 0", [job("all", "other:9090", "    honor_labels: true\n")], "  other:\n    image: acme/other:1\n"),
    good("pg_up == 0", [job("all", "collector:8889")], "  collector:\n    image: acme/collector:1\n"),
    good("pg_up == 0", [job("postgres", "pg:9187")], "  pg:\n    image: acme/postgres-plus:1\n"),
    good("node_made_up == 0", [job("n", "n:9100")], "  n:\n    image: prom/node-exporter:v99.0.0\n"),
    good("node_made_up == 0", [job("n", "n:9100")], "  n:\n    image: prom/node-exporter:latest\n"),
    good("node_ksmd_run == 0", [node]),
    good("node_made_up == 0", [job("n", "n:9100")], '  n:\n    image: "prom/node-exporter:${VERSION}"\n'),
    good("node_cpu > 0", [job("n", "n:9100")], "  n:\n    image: prom/node-exporter:v0.15.2\n"),
    good(
      "node_made_up == 0",
      [job("n", "n:9100")],
      '  n:\n    image: prom/node-exporter:v1.9.0\n    command: ["--collector.textfile.directory=/texts"]\n',
    ),
    good(
      "pg_made_up == 0",
      [job("p", "p:9187")],
      "  p:\n    image: quay.io/prometheuscommunity/postgres-exporter:v0.17.1\n    environment:\n      PG_EXPORTER_EXTEND_QUERY_PATH: /queries.yaml\n",
    ),
    good("pg_made_up == 0", [job("p", "p:9187")], "  p:\n    image: prometheuscommunity/postgres-exporter:v0.8.0\n"),
    ...["build: ./n", "entrypoint: [/start]", "env_file: [{ path: absent.env, required: false }]"].map((more) =>
      good("node_made_up == 0", [job("n", "n:9100")], `  n:\n    image: prom/node-exporter:v1.9.0\n    ${more}\n`),
    ),
    good(
      "redis_made_up == 0",
      [job("n", "n:9100")],
      '  n:\n    image: prom/node-exporter:v1.9.0\n    command: ["--collector.textfile.directory=/texts"]\n',
    ),
    good("node_made_up == 0", [
      job(
        "node",
        "node-exporter:9100",
        "    metric_relabel_configs: [{ source_labels: [__name__], regex: a, target_label: __name__, replacement: b }]\n",
      ),
    ]),
    good("pg_up == 0", [node, "remote_read: [{ url: 'https://store.example/read' }]\n"]),
    good("pg_up == 0", [node, "global: { external_labels: { host: '{{ host }}' } }\n"]),
    good("pg_up == 0", [job("all", "shop:9090", "    metrics_path: /federate\n")]),
    {
      "compose.yaml": compose().replace(
        "    volumes",
        "    command: [--web.enable-remote-write-receiver]\n    volumes",
      ),
      "prometheus.yml": config(node),
      "rules.yml": rules("pg_up == 0"),
    },
    good("probe_success == 0", [found], blackbox),
    good("node_load:avg > 5", [itself]),
    // Beside the configuration, but not loaded.
    {
      "compose.yaml": compose(),
      "prometheus.yml": config(node).replace("rules.yml", "others.yml"),
      "rules.yml": rules("pg_up == 0"),
    },
    {
      "compose.yaml": compose(),
      "prometheus.yml": config(node),
      "rules.yml":
        "groups:\n  - name: example\n    rules:\n      - record: node_busy\n        expr: sum(node_load1)\n      - alert: Busy\n        expr: node_busy > 9\n",
    },
    // No server is seen to load these rules, and no container to run this server.
    { "compose.yaml": compose(), "prometheus.yml": config(node), "other/rules.yml": rules("pg_up == 0") },
    { "prometheus.yml": config(node), "rules.yml": rules("pg_up == 0") },
  ],
  bad: [
    bad("rate(node_cpu[5m]) > 1", [node]),
    bad("prometheus_tsdb_wal_reader_corruption_errors > 0", [itself]),
    bad("redis_mem_used_bytes > 5", [redis]),
    bad("redis_memory_used_byte > 5", [redis, shop]),
    bad("node_cpu_second_total > 5", [job("n", "n:9100")], "  n:\n    image: prom/node-exporter\n"),
    bad("node_cpu > 5", [job("n", "n:9100")], "  n:\n    image: prom/node-exporter:latest\n"),
    bad("pg_replication_lag > 30", [job("p", "p:9187")], "  p:\n    image: prometheuscommunity/postgres-exporter\n"),
    bad("pg_up == 0 or absent(pg_up)", [node, itself]),
    bad("redis_up == 0", [node, shop]),
    bad("nginx_up == 0", [node]),
    bad("pg_up == 0", [found], blackbox),
    bad("node_load1 > 5", [
      job(
        "node",
        "node-exporter:9100",
        "    relabel_configs: [{ source_labels: [__address__], regex: node.*, action: drop }]\n",
      ),
    ]),
    bad("prometheus_config_last_reload_successful == 0", [node]),
    bad("probe_success == 0", [job("blackbox", "blackbox:9115")], blackbox),
    bad("sum by (instance) (rate(node_context_switch_total[5m])) > 9 and up == 1", [node]),
    {
      "compose.yaml": compose(),
      "prometheus.yml": config(node),
      "rules.yml": `groups:
  - name: example
    rules:
      - record: job:pg_up:min
        expr: min(pg_up) # ! stack/exposed-metric
      - alert: One
        expr: pg_up == 0
`,
    },
  ],
};

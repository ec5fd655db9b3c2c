import { exporterServices } from "../../checks/blueprint/exporter-services.ts";
import { definePolicy, type Example } from "../../checks/core/policy.ts";

const compose = (service: string, mark = ""): string => `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
  exporter:${mark}
${service}`;
const node = "    image: prom/node-exporter:v1.9.0\n";
const config = (target: string, more = ""): string => `scrape_configs:
  - job_name: one
    static_configs: [{ targets: ["${target}"] }]
${more}`;
const good = (service: string, prometheus: string): Example => ({
  "compose.yaml": compose(service),
  "prometheus.yml": prometheus,
});
const bad = (service: string, prometheus: string): Example => ({
  "compose.yaml": compose(service, " # ! stack/scraped-exporter"),
  "prometheus.yml": prometheus,
});
const probe = '    relabel_configs: [{ target_label: __address__, replacement: "exporter:9115" }]\n';

export default definePolicy({
  id: "stack/scraped-exporter",
  reads: exporterServices,
  severity: "warning",
  title: "every exporter that runs is scraped",
  why: "an exporter that nobody asks looks like monitoring and is none: dashboards stay empty and every alert on its metrics is silent. It happens when the exporter is added to the Compose file and the job forgotten",
  source: "Prometheus documentation, Exporters and integrations; Prometheus configuration, scrape_config",
  good: [
    good(node, config("exporter:9100")),
    good("    image: prom/node-exporter:v1.9.0\n    container_name: nodes\n", config("nodes:9100")),
    // By way of the host.
    good("    image: google/cadvisor:v0.33.0\n    ports: ['8081:8080']\n", config("host.docker.internal:8081")),
    good("    image: prom/node-exporter:v1.9.0\n    network_mode: host\n", config("10.0.0.7:9100")),
    good(node, config("10.0.0.7:9100")),
    good("    image: google/cadvisor\n    ports: ['${PORT}:8080']\n", config("localhost:9090")),
    good("    image: prom/blackbox-exporter:v0.26.0\n", config("https://shop.example", probe)),
    good(
      "    image: prom/blackbox-exporter:v0.26.0\n",
      config("https://shop.example", probe.replace("exporter", "other")),
    ),
    good(node, config("localhost:9090", "  - job_name: two\n    file_sd_configs: [{ files: [targets.json] }]\n")),
    good(node, config("localhost:9090", "scrape_config_files: [more/*.yml]\n")),
    good(`${node}  alloy:\n    image: grafana/alloy:v1.8.0\n`, config("localhost:9090")),
    good("    image: grafana/grafana:12.0.0\n", config("localhost:9090")),
    good(`${node}    deploy: { replicas: 0 }\n`, config("localhost:9090")),
    { "compose.yaml": compose(node) },
    {
      "compose.yaml": compose(
        `${node}  second:\n    image: prom/prometheus:v3.1.0\n    volumes: ["./second.yml:/etc/prometheus/prometheus.yml:ro"]\n`,
      ),
      "prometheus.yml": config("localhost:9090"),
      "second.yml": config("localhost:9090"),
    },
    {
      "compose.yaml": "services:\n  exporter:\n    image: prom/node-exporter:v1.9.0\n",
      "prometheus.yml": config("a:1"),
    },
  ],
  bad: [
    bad(node, config("localhost:9090")),
    bad(node, config("host.docker.internal:9323")),
    bad("    image: oliver006/redis_exporter:v1.69.0\n    ports: ['9121:9121']\n", config("redis:6379")),
    bad(
      `${node}  cadvisor:\n    image: gcr.io/cadvisor/cadvisor:v0.52.1\n`,
      config(
        "cadvisor:8080",
        "  - job_name: two\n    dns_sd_configs: [{ names: [prometheus], type: A, port: 9090 }]\n",
      ),
    ),
    bad("    image: prom/blackbox-exporter:v0.26.0\n", config("localhost:9090")),
  ],
  *judge({ service, exporter, server, scraped, ...at }) {
    if (scraped.by === "unknown") yield { met: "unknown", at, decidedBy: scraped.decidedBy };
    else if (scraped.by === "a job") yield { met: true, at };
    else {
      const { role } = service.project;
      yield {
        met: false,
        at,
        message: `"${service.name}" runs ${exporter.title.endsWith("exporter") ? "the " : ""}${exporter.title}, and no scrape job of Prometheus asks it`,
        hint: `add a job with the target ${service.name}:${exporter.port}, or take the service out`,
        related: server?.config.scrapeJobs.slice(0, 3),
        severity: role === "development" || role === "test" ? "notice" : undefined,
      };
    }
  },
});

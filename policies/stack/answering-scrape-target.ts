import { documentedPorts, listensOn } from "../../checks/blueprint/ports.ts";
import { scrapeTargets } from "../../checks/blueprint/scrape-targets.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const compose = `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
    networks: [monitoring]
  node-exporter:
    image: prom/node-exporter:v1.9.0
    networks: [monitoring]
  api:
    image: acme/api:1.0.0
    networks: [app]
  alertmanager:
    image: prom/alertmanager:v0.28.0
    networks: [monitoring]
networks: { monitoring: {}, app: {} }
`;
const config = (target: string, mark = ""): string => `scrape_configs:
  - job_name: one
    static_configs:
      - targets:
          - ${target}${mark}
`;
const bad = (target: string) => ({
  "compose.yaml": compose,
  "prometheus.yml": config(target, " # ! stack/answering-scrape-target"),
});

export default definePolicy({
  id: "stack/answering-scrape-target",
  reads: scrapeTargets,
  severity: "error",
  title: "every scrape target and Alertmanager is a service that answers, on a network it shares with Prometheus",
  why: "a target that does not exist is down for ever: its alerts either fire without end or, written on its metrics, can never fire; a misspelt Alertmanager loses every alert. promtool accepts both",
  source: "Prometheus configuration, static_config; Docker documentation, Networking in Compose",
  good: [
    { "compose.yaml": compose, "prometheus.yml": config("node-exporter:9100") },
    { "compose.yaml": compose, "prometheus.yml": config("localhost:9090") },
    { "compose.yaml": compose, "prometheus.yml": config("10.0.0.7:9100") },
    { "compose.yaml": compose, "prometheus.yml": config("host.docker.internal:9100") },
    { "compose.yaml": compose, "prometheus.yml": config("db.example.com:9187") },
    { "prometheus.yml": config("anything:9100") },
    {
      "compose.yaml": compose,
      "prometheus.yml":
        'scrape_configs:\n  - job_name: probe\n    static_configs: [{ targets: ["https://nowhere"] }]\n    relabel_configs: [{ target_label: __address__, replacement: "blackbox:9115" }]\n',
    },
    {
      "compose.yaml": compose,
      "prometheus.yml": 'alerting:\n  alertmanagers:\n    - static_configs: [{ targets: ["alertmanager:9093"] }]\n',
    },
  ],
  bad: [
    bad("node_exporter:9100"),
    bad("api:3000"),
    bad("node-exporter:9101"),
    {
      "compose.yaml": compose,
      "prometheus.yml":
        'alerting:\n  alertmanagers:\n    - static_configs:\n        - targets: ["alert-manager:9093"] # ! stack/answering-scrape-target\n',
    },
  ],
  *judge(target) {
    const { resolution, host, port, from, server, job } = target;
    const what = job ? `scrape target "${host}"` : `Alertmanager "${host}"`;
    switch (resolution.found) {
      case "outside":
        yield { met: "unknown", at: target, decidedBy: resolution.decidedBy };
        break;
      case "itself":
        if (port === undefined || port === 9090) yield { met: true, at: target };
        else yield { met: "unknown", at: target, decidedBy: "what else listens in this container" };
        break;
      case "nothing": {
        const services = [...(server.blueprint.project?.services.keys() ?? [])];
        yield {
          met: false,
          at: target,
          message: `no service of the project answers to the ${what}`,
          hint: `name one of ${services.join(", ")}, or the host it really stands for`,
          related: from ? [from] : [],
        };
        break;
      }
      case "unreachable":
        yield {
          met: false,
          at: target,
          message: `the ${what} shares no network with "${from?.name}"`,
          hint: "put both on one network",
          related: from ? [from, ...resolution.services] : resolution.services,
        };
        break;
      default: {
        const [service] = resolution.services;
        if (port === undefined || !service || !resolution.services.every((one) => listensOn(one, port) === "no")) {
          yield { met: true, at: target };
          break;
        }
        const hint = `its image listens on ${documentedPorts(service).join(", ")}`;
        yield {
          met: false,
          at: target,
          message: `"${service.name}" does not listen on port ${port}`,
          hint,
          related: [service],
        };
      }
    }
  },
});

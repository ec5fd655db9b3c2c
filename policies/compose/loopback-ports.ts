import { exposureOfPort } from "../../checks/blueprint/exposure.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { type AdminPort, adminPort, mayAskForPassword } from "./facts/ports.ts";
import { softenedByRole } from "./facts/severity.ts";
import { dataStores, runs } from "./facts/software.ts";

export default definePolicy({
  id: "compose/loopback-ports",
  reads: compose,
  severity: "warning",
  title: "Ports of databases and administration are published on the loopback address at most",
  why: "Docker publishes a port in front of the host's firewall rules, so that `5432:5432` is open to the Internet on a machine whose ufw says otherwise. Redis and MongoDB servers found in this way are emptied for ransom.",
  source: "Docker manual, “Packet filtering and firewalls” and “Publishing ports”",
  good: [
    `services:
  edge:
    image: nginx:1.28
    ports: ["80:80", "443:443"]
  db:
    image: postgres:17
    ports: ["127.0.0.1:5432:5432"]
  cache:
    image: redis:8
    expose: ["6379"]
  prometheus:
    image: prom/prometheus:v3.7.0
    ports:
      - target: 9090
        published: "9090"
        host_ip: "::1"
`,
    `services:
  db:
    image: postgres:17
    ports: ["\${DB_ADDRESS:-127.0.0.1}:5432:5432"]
  api:
    image: acme/api:1.2
    ports: ["3000:3000", "9090:9090", "8080:8080"]
  mail:
    image: axllent/mailpit:v1.27
    ports: ["10.0.0.4:8025:8025"]
`,
    {
      "compose.yaml": `services:
  db:
    image: postgres:17
    ports: ["\${DB_ADDRESS}:5432:5432"]
`,
    },
  ],
  bad: [
    `services:
  db:
    image: postgres:17
    ports:
      - "5432:5432" # ! compose/loopback-ports
      - "127.0.0.1:5433:5432"
  cache:
    image: redis:8
    ports: [6379] # ! compose/loopback-ports
  grafana:
    image: grafana/grafana:12.2.0
    ports:
      - target: 3000 # ! compose/loopback-ports
        published: "8080"
`,
    `services:
  metrics:
    image: prom/prometheus:v3.7.0
    ports: ["\${PROMETHEUS_ADDRESS:-0.0.0.0}:9090:9090"] # ! compose/loopback-ports
  docker:
    image: tecnativa/docker-socket-proxy:0.4
    ports: ["2375:2375"] # ! compose/loopback-ports
  node:
    image: quay.io/prometheus/node-exporter:v1.9.0
    ports: ["9100:9100"] # ! compose/loopback-ports
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const port of service.ports) {
        const admin = adminPort(service, port);
        if (!admin) {
          yield { met: true, at: port };
          continue;
        }
        const exposure = exposureOfPort(port);
        if (exposure === "unknown" || /^\$\{?\w+\}?:\d+(-\d+)?$/.test(port.raw))
          yield { met: "unknown", at: port, decidedBy: "the variable before the port" };
        else if (exposure !== "everyone") yield { met: true, at: port };
        else {
          yield {
            met: false,
            at: port,
            message: `service "${service.name}" opens ${admin.what} (port ${port.target}) on every interface of the host`,
            hint: `publish it as 127.0.0.1:${port.published ?? port.target}:${port.target}, or not at all: containers reach it by its service name`,
            severity: softenedByRole(project, severityOf(service, admin)),
          };
        }
      }
    }
  },
});

function severityOf(service: Service, { guard }: AdminPort): Severity {
  if (guard === "root") return "error";
  if (guard === "figures") return "notice";
  if (guard === "login") return runs(service, "grafana", "rabbitmq", "portainer", "minio") ? "notice" : "warning";
  return runs(service, ...dataStores) && !mayAskForPassword(service) ? "error" : "warning";
}

import { isIP } from "node:net";
import { exposureOfPort } from "../../checks/blueprint/exposure.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { compose, type Port, type Service } from "../../checks/read/compose/model.ts";
import { foldedNotices } from "./facts/folded-notices.ts";
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
  queue:
    image: rabbitmq:4-management
    ports:
      - "15672:15672" # ! compose/loopback-ports
      - "5672:5672"
  node:
    image: quay.io/prometheus/node-exporter:v1.9.0
    ports: ["9100:9100"] # ! compose/loopback-ports
`,
  ],
  *judge(project) {
    const failures: Extract<Judgement, { met: false }>[] = [];
    for (const service of project.services.values()) {
      const open: Open[] = [];
      for (const port of service.ports) {
        const admin = adminPort(service, port);
        if (!admin) {
          yield { met: true, at: port };
          continue;
        }
        const exposure = exposureOfPort(port);
        if (exposure === "unknown" || /^\$\{?\w+\}?:\d+(-\d+)?$/.test(port.raw))
          yield { met: "unknown", at: port, decidedBy: "the variable before the port" };
        else if (port.hostIp && isIP(port.hostIp) === 0)
          yield { met: "unknown", at: port, decidedBy: "a valid address" };
        else if (exposure !== "everyone") yield { met: true, at: port };
        else open.push({ port, what: admin.what, severity: severityOf(service, admin) });
      }
      const [worst, ...more] = open.sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
      if (!worst) continue;
      failures.push({
        met: false,
        at: worst.port,
        message: `service "${service.name}" opens ${portsOf([worst, ...more])} on every interface of the host`,
        hint: `publish ${[worst, ...more].map(({ port }) => `127.0.0.1:${port.published ?? port.target}:${port.target}`).join(" and ")}, or nothing: containers reach it by its service name`,
        related: more.map(({ port }) => port),
        severity: softenedByRole(project, worst.severity),
      });
    }
    yield* foldedNotices(failures);
  },
});

interface Open {
  readonly port: Port;
  readonly what: string;
  readonly severity: Severity;
}

const ranks: readonly Severity[] = ["error", "warning", "notice"];

/** "ClickHouse (ports 8123, 9000)": a program that opens several is one decision. */
function portsOf(open: readonly Open[]): string {
  const byWhat = new Map<string, number[]>();
  for (const { port, what } of open) byWhat.set(what, [...(byWhat.get(what) ?? []), port.target ?? 0]);
  const texts = [...byWhat].map(([what, ports]) => `${what} (port${ports.length > 1 ? "s" : ""} ${ports.join(", ")})`);
  return texts.join(" and ");
}

/** What nobody starts again after a reboot serves somebody's session, not the Internet. */
const comesBack = ({ restart, deploy }: Service): boolean =>
  deploy !== undefined || (restart !== undefined && restart.resolved !== "no");

function severityOf(service: Service, { guard }: AdminPort): Severity {
  if (guard === "root") return "error";
  if (guard === "figures") return "notice";
  if (guard === "login") return runs(service, "grafana", "rabbitmq", "portainer", "minio") ? "notice" : "warning";
  return runs(service, ...dataStores) && comesBack(service) && !mayAskForPassword(service) ? "error" : "warning";
}

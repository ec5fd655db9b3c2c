import type { Port, Service } from "../../../checks/read/compose/model.ts";
import { majorOf, type Software, softwareOf } from "./software.ts";

/** "open": it asks nobody who he is unless told to. "login": it asks. "figures": it only tells. "root": it gives the host away. */
export type Guard = "open" | "login" | "figures" | "root";

export interface AdminPort {
  readonly what: string;
  readonly guard: Guard;
}

/** Ports that mean the same whatever the image is called. */
const byPort: ReadonlyMap<number, AdminPort> = new Map([
  [5432, { what: "PostgreSQL", guard: "login" }],
  [3306, { what: "MySQL", guard: "login" }],
  [1433, { what: "SQL Server", guard: "login" }],
  [6379, { what: "Redis", guard: "open" }],
  [26379, { what: "Redis Sentinel", guard: "open" }],
  [27017, { what: "MongoDB", guard: "open" }],
  [11211, { what: "memcached", guard: "open" }],
  [9200, { what: "Elasticsearch", guard: "open" }],
  [9300, { what: "Elasticsearch's transport", guard: "open" }],
  [5984, { what: "CouchDB", guard: "login" }],
  [2375, { what: "the Docker engine", guard: "root" }],
  [2379, { what: "etcd", guard: "open" }],
  [9042, { what: "Cassandra", guard: "open" }],
  [2181, { what: "ZooKeeper", guard: "open" }],
  [5672, { what: "RabbitMQ", guard: "login" }],
]);

/** Ports that many programs share, by what runs in the image. */
const bySoftware: Partial<Record<Software, readonly [ReadonlySet<number>, AdminPort]>> = {
  prometheus: [new Set([9090]), { what: "Prometheus", guard: "open" }],
  alertmanager: [new Set([9093, 9094]), { what: "Alertmanager", guard: "open" }],
  grafana: [new Set([3000]), { what: "Grafana", guard: "login" }],
  loki: [new Set([3100]), { what: "Loki", guard: "open" }],
  cadvisor: [new Set([8080]), { what: "cAdvisor", guard: "open" }],
  kibana: [new Set([5601]), { what: "Kibana", guard: "open" }],
  adminer: [new Set([8080]), { what: "Adminer", guard: "login" }],
  phpmyadmin: [new Set([80, 443]), { what: "phpMyAdmin", guard: "login" }],
  pgadmin: [new Set([80, 443, 5050]), { what: "pgAdmin", guard: "login" }],
  "mongo-express": [new Set([8081]), { what: "mongo-express", guard: "login" }],
  "redis-commander": [new Set([8081, 8001, 5540]), { what: "the Redis console", guard: "open" }],
  portainer: [new Set([9000, 9443]), { what: "Portainer", guard: "login" }],
  "mail-catcher": [new Set([8025, 1080, 1025]), { what: "the mail catcher", guard: "open" }],
  rabbitmq: [new Set([15672]), { what: "RabbitMQ's management", guard: "login" }],
  clickhouse: [new Set([8123, 9000]), { what: "ClickHouse", guard: "login" }],
  influxdb: [new Set([8086]), { what: "InfluxDB", guard: "login" }],
  minio: [new Set([9001]), { what: "MinIO's console", guard: "login" }],
  neo4j: [new Set([7474, 7687]), { what: "Neo4j", guard: "login" }],
  "docker-proxy": [new Set([2375]), { what: "the Docker engine", guard: "root" }],
};

/** What a published port leads to, if that is meant for administrators or for other containers only. */
export function adminPort(service: Service, port: Port): AdminPort | undefined {
  if (port.target === undefined || port.protocol !== "tcp") return undefined;
  const software = softwareOf(service.image);
  if (software === "edge") return port.target === 2375 ? byPort.get(2375) : undefined;
  if (software === "exporter") return { what: "an exporter", guard: "figures" };
  const special = software && bySoftware[software];
  if (special?.[0].has(port.target)) return special[1];
  return byPort.get(port.target);
}

/** The files switch a password on, or leave that open. */
export function mayAskForPassword(service: Service): boolean {
  const { environment } = service;
  if (softwareOf(service.image) === "elasticsearch" && (majorOf(service.image) ?? 8) >= 8) return true;
  for (const name of environment.keys()) {
    if (/(PASS(WORD)?|PASSWORD_FILE|AUTH_TOKEN|ROOT_USERNAME|AUTHORIZATION|ADMIN_USER)$/i.test(name)) return true;
    if (
      /(^|[._])(security[._]enabled|AUTH_ENABLED|BASIC_AUTH)/i.test(name) &&
      environment.get(name)?.value?.resolved !== "false"
    )
      return true;
  }
  if (service.build && !service.image) return true;
  const words = [...(service.command?.words ?? []), ...(service.entrypoint?.words ?? [])];
  for (const { text } of words) {
    if (/requirepass|aclfile|--auth\b|web\.config|htpasswd|\.conf\b|\$/.test(text)) return true;
  }
  return service.mounts.some((mount) =>
    /\.(conf|cfg|ya?ml|acl|json|toml)$|\/(conf|config|etc)(\/|$)/.test(mount.target ?? ""),
  );
}

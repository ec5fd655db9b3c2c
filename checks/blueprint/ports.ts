import type { Service } from "../read/compose/model.ts";

/** Ports of images that everybody knows, as their own documentation names them. By familiar image name. */
const imagePorts: Readonly<Record<string, readonly number[]>> = {
  postgres: [5432],
  "pgvector/pgvector": [5432],
  "postgis/postgis": [5432],
  "timescale/timescaledb": [5432],
  mysql: [3306, 33060],
  mariadb: [3306],
  redis: [6379],
  "valkey/valkey": [6379],
  mongo: [27017],
  memcached: [11211],
  "grafana/grafana": [3000],
  "grafana/grafana-oss": [3000],
  "grafana/loki": [3100, 9095],
  "prom/prometheus": [9090],
  "prom/alertmanager": [9093, 9094],
  "prom/node-exporter": [9100],
  "quay.io/prometheus/node-exporter": [9100],
  "prom/blackbox-exporter": [9115],
  "prometheuscommunity/postgres-exporter": [9187],
  "quay.io/prometheuscommunity/postgres-exporter": [9187],
  "oliver006/redis_exporter": [9121],
  "nginx/nginx-prometheus-exporter": [9113],
  "gcr.io/cadvisor/cadvisor": [8080],
  "google/cadvisor": [8080],
  rabbitmq: [5672, 15672, 15692, 4369, 25672],
  "jaegertracing/all-in-one": [16686, 14268, 14250, 4317, 4318, 14269, 9411, 6831, 6832, 5778, 5775],
  adminer: [8080],
  "prom/pushgateway": [9091],
};

/** How an image's program is told to listen elsewhere: then its documented port proves nothing. */
const overrides = /(listen|port|addr|bind|config)/i;

export type Listening = "yes" | "no" | "unknown";

/** Whether a service listens on a port, from what the files prove: a documented image without settings of its own. */
export function listensOn(service: Service, port: number): Listening {
  const known = imagePorts[service.image?.familiar ?? ""];
  if (known?.includes(port)) return "yes";
  const declared = declaredPorts(service);
  if (declared.has(port)) return "yes";
  if (!known || service.build) return "unknown";
  const words = [...(service.command?.words ?? []), ...(service.entrypoint?.words ?? [])];
  const changed =
    words.some(({ text }) => overrides.test(text)) ||
    [...service.environment.keys()].some((name) => /(PORT|LISTEN|ADDR)/.test(name)) ||
    service.mounts.some(
      ({ target }) => /\.(conf|cnf|ya?ml|ini|json|toml)$/.test(target ?? "") || /\/etc\//.test(target ?? ""),
    );
  return changed ? "unknown" : "no";
}

/** Container ports named by `ports` and `expose`, ranges included. */
export function declaredPorts(service: Service): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const { target, targetEnd } of service.ports) {
    if (target !== undefined) addRange(ports, target, targetEnd ?? target);
  }
  for (const { text } of service.expose) {
    const [, first, last] = /^(\d+)(?:-(\d+))?/.exec(text) ?? [];
    if (first !== undefined) addRange(ports, Number(first), Number(last ?? first));
  }
  return ports;
}

/** Of what is no port, however long the range, nothing is counted. */
function addRange(ports: Set<number>, first: number, last: number): void {
  for (let port = first; port <= Math.min(last, 65_535, first + 1000); port++) ports.add(port);
}

export const documentedPorts = (service: Service): readonly number[] => imagePorts[service.image?.familiar ?? ""] ?? [];

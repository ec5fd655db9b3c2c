import type { Image, Service } from "../../../checks/read/compose/model.ts";

export type Software =
  | "postgres"
  | "mysql"
  | "mariadb"
  | "mongo"
  | "redis"
  | "elasticsearch"
  | "opensearch"
  | "memcached"
  | "etcd"
  | "rabbitmq"
  | "clickhouse"
  | "influxdb"
  | "minio"
  | "couchdb"
  | "cassandra"
  | "neo4j"
  | "mssql"
  | "kafka"
  | "zookeeper"
  | "prometheus"
  | "alertmanager"
  | "grafana"
  | "loki"
  | "cadvisor"
  | "exporter"
  | "kibana"
  | "adminer"
  | "phpmyadmin"
  | "pgadmin"
  | "mongo-express"
  | "redis-commander"
  | "portainer"
  | "mail-catcher"
  | "edge"
  | "docker-proxy"
  | "watcher";

/** Last part of an image's name. Forks and repackagings keep it: `bitnami/postgresql`, `quay.io/prometheus/alertmanager`. */
const byName: readonly (readonly [Software, RegExp])[] = [
  ["exporter", /(^|[-_])exporter$|^cloudwatch-exporter$|-exporter-/],
  [
    "postgres",
    /^(postgres|postgresql|postgis|timescaledb(-ha)?|pgvector|pgvecto-rs|pgautoupgrade|postgres-ssl|vchord-postgres)$/,
  ],
  ["mysql", /^(mysql|mysql-server|percona|percona-server)$/],
  ["mariadb", /^mariadb$/],
  ["mongo", /^(mongo|mongodb|mongodb-community-server|percona-server-mongodb)$/],
  ["redis", /^(redis|redis-stack|redis-stack-server|redismod|valkey|keydb|dragonfly)$/],
  ["elasticsearch", /^elasticsearch(-oss)?$/],
  ["opensearch", /^opensearch$/],
  ["memcached", /^memcached$/],
  ["etcd", /^etcd$/],
  ["rabbitmq", /^rabbitmq$/],
  ["clickhouse", /^clickhouse(-server)?$/],
  ["influxdb", /^influxdb2?$/],
  ["minio", /^minio$/],
  ["couchdb", /^couchdb$/],
  ["cassandra", /^(cassandra|scylla)$/],
  ["neo4j", /^neo4j$/],
  ["mssql", /^(azure-sql-edge|mssql-server.*)$/],
  ["kafka", /^(kafka|cp-kafka|redpanda)$/],
  ["zookeeper", /^(zookeeper|cp-zookeeper)$/],
  ["prometheus", /^prometheus$/],
  ["alertmanager", /^alertmanager$/],
  ["grafana", /^grafana(-oss|-enterprise)?$/],
  ["loki", /^loki$/],
  ["cadvisor", /^cadvisor$/],
  ["kibana", /^(kibana|opensearch-dashboards)$/],
  ["adminer", /^adminer$/],
  ["phpmyadmin", /^phpmyadmin$/],
  ["pgadmin", /^pgadmin4?$/],
  ["mongo-express", /^mongo-express$/],
  ["redis-commander", /^(redis-commander|redisinsight|phpredisadmin)$/],
  ["portainer", /^(portainer|portainer-ce|portainer-ee|agent|dozzle|arcane)$/],
  ["mail-catcher", /^(mailhog|mailpit|mailcatcher|maildev|smtp4dev)$/],
  [
    "edge",
    /^(nginx|nginx-unprivileged|openresty|traefik|caddy|haproxy|envoy|httpd|nginx-proxy|swag|jwilder|docker-gen|nginx-proxy-manager|caddy-docker-proxy)$/,
  ],
  ["docker-proxy", /^(docker-socket-proxy|socket-proxy|wollomatic)$/],
  [
    "watcher",
    /^(watchtower|ouroboros|diun|autoheal|ofelia|acme-companion|letsencrypt-nginx-proxy-companion|promtail|alloy|vector|fluent-bit|telegraf|datadog-agent|filebeat|cup|homepage|glances|netdata|beszel-agent|docker-volume-backup|act_runner|gitlab-runner|dind|buildkit|executor|coolify|logspout)$/,
  ],
];

/** Portainer's agent is the only `agent` meant. */
const misnamed = (image: string): boolean => image.endsWith("/agent") && !image.includes("portainer/");

/** What runs in an image that is known by its name; undefined for all others. */
export function softwareOf(image: Image | undefined): Software | undefined {
  const name = image?.name?.toLowerCase();
  if (!name || misnamed(name)) return undefined;
  const last = name.slice(name.lastIndexOf("/") + 1);
  for (const [software, pattern] of byName) if (pattern.test(last)) return software;
  return undefined;
}

export const dataStores: readonly Software[] = [
  ...(["postgres", "mysql", "mariadb", "mongo", "redis", "elasticsearch", "opensearch", "memcached", "etcd"] as const),
  ...(["rabbitmq", "clickhouse", "influxdb", "minio", "couchdb", "cassandra", "neo4j", "mssql"] as const),
];

/** Pages from which an administrator does everything. */
export const consoles: readonly Software[] = [
  ...(["grafana", "kibana", "adminer", "phpmyadmin", "pgadmin", "mongo-express", "redis-commander"] as const),
  "portainer",
];

export const runs = (service: Service, ...software: readonly Software[]): boolean => {
  const found = softwareOf(service.image);
  return found !== undefined && software.includes(found);
};

/** Official entrypoints and those made from them: `POSTGRES_PASSWORD`, data below `/var/lib`. */
export const isRepackaged = (image: Image | undefined): boolean =>
  /(^|\/)(bitnami(legacy|secure)?|linuxserver|circleci|cimg|zalando|crunchydata|rhel\d*|sclorg|ubi\d*|supabase|danieldent|spilo)\//.test(
    `${image?.name ?? ""}/`.toLowerCase(),
  );

/** Leading number of a tag: 16 of `16.4-alpine`, 18 of `0.8.1-pg18`; undefined for `latest`. */
export function majorOf(image: Image | undefined): number | undefined {
  const tag = image?.tag ?? "";
  const digits = (/(?:^|[-.])pg(\d+)/.exec(tag) ?? /^(?:v|version-)?(\d+)(?![\da-f]{6})/.exec(tag))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

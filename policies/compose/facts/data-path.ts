import type { Mount, Service } from "../../../checks/read/compose/model.ts";
import { isRepackaged, majorOf, type Software, softwareOf } from "./software.ts";

export interface DataPath {
  readonly what: string;
  readonly path: string;
  /** A mount at or above one of these keeps the data. */
  readonly kept: readonly string[];
  /** Losing it loses what nobody can make again. */
  readonly precious: boolean;
}

/** From the descriptions of the official images. */
const paths: Partial<Record<Software, Omit<DataPath, "kept">>> = {
  mysql: { what: "MySQL", path: "/var/lib/mysql", precious: true },
  mariadb: { what: "MariaDB", path: "/var/lib/mysql", precious: true },
  mongo: { what: "MongoDB", path: "/data/db", precious: true },
  elasticsearch: { what: "Elasticsearch", path: "/usr/share/elasticsearch/data", precious: true },
  opensearch: { what: "OpenSearch", path: "/usr/share/opensearch/data", precious: true },
  couchdb: { what: "CouchDB", path: "/opt/couchdb/data", precious: true },
  influxdb: { what: "InfluxDB", path: "/var/lib/influxdb", precious: true },
  neo4j: { what: "Neo4j", path: "/data", precious: true },
  clickhouse: { what: "ClickHouse", path: "/var/lib/clickhouse", precious: true },
  cassandra: { what: "Cassandra", path: "/var/lib/cassandra", precious: true },
  rabbitmq: { what: "RabbitMQ", path: "/var/lib/rabbitmq", precious: false },
  grafana: { what: "Grafana", path: "/var/lib/grafana", precious: false },
};

/** PostgreSQL 18 moved its files below a folder of their own, so that the parent is what is mounted. */
const postgresSplit = 18;

/** Where an image whose conventions are known keeps its data; undefined for every other image, and where a variable moves it. */
export function dataPath(service: Service): DataPath | undefined {
  if (isRepackaged(service.image) || service.build) return undefined;
  const software = softwareOf(service.image);
  if (software === "postgres") return postgresPath(service);
  const known = software && paths[software];
  if (!known || service.command?.words.some(({ text }) => /(datadir|dbpath|path\.data)/.test(text))) return undefined;
  if (
    [...service.environment.keys()].some((name) =>
      /(DATA_?DIR|DATA_PATH|PATHS_DATA|MNESIA_BASE|path\.data|__DIR$)$/i.test(name),
    )
  )
    return undefined;
  return { ...known, kept: software === "influxdb" ? [known.path, "/var/lib/influxdb2"] : [known.path] };
}

function postgresPath(service: Service): DataPath | undefined {
  const name = service.image?.familiar ?? "";
  const official = /^(postgres|postgis\/postgis|pgvector\/pgvector|timescale\/timescaledb)$/.test(name);
  const moved = service.environment.get("PGDATA");
  if (!official) return undefined;
  if (moved) {
    const path = moved.value?.resolved;
    return path ? { what: "PostgreSQL", path, kept: [path], precious: true } : undefined;
  }
  const major = majorOf(service.image);
  const old = {
    what: "PostgreSQL",
    path: "/var/lib/postgresql/data",
    kept: ["/var/lib/postgresql/data"],
    precious: true,
  };
  const current = { ...old, path: "/var/lib/postgresql", kept: ["/var/lib/postgresql"] };
  if (major === undefined) return { ...current, kept: [...old.kept, ...current.kept] };
  return major >= postgresSplit ? current : old;
}

/**
 * A mount keeps a folder where it stands at it or above it. One at `/var/lib/postgresql` does not keep what older images
 * declare as a volume of its own below it.
 */
export function keeps(mount: Mount, { kept }: DataPath): boolean {
  const target = mount.target?.replace(/(?<!\/)\/+$/, "") ?? "";
  if (/^\/var\/lib\/postgresql\/\d+\//.test(target) && kept.includes("/var/lib/postgresql")) return true;
  return kept.some(
    (path) => path === target || (!/^\/var\/lib\/postgresql$/.test(target) && path.startsWith(`${target}/`)),
  );
}

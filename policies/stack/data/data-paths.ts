import type { Service } from "../../../checks/read/compose/model.ts";

/** Where the program of an image keeps its data. */
export interface DataPath {
  /** Absolute path in the container. */
  readonly path: string;
  /** What decided it: "the image", "PGDATA", "--storage.tsdb.path". */
  readonly decidedBy: string;
}

interface Known {
  readonly path: (major: number | undefined) => string | undefined;
  readonly variable?: string;
  readonly flag?: string;
}

const at =
  (path: string): Known["path"] =>
  () =>
    path;

/**
 * By familiar image name; sources: the images' own pages. PostgreSQL 18 moved its data from `/var/lib/postgresql/data` to
 * a folder of its major version below `/var/lib/postgresql`.
 */
const known: Readonly<Record<string, Known>> = {
  postgres: {
    path: (major) =>
      major === undefined
        ? undefined
        : major >= 18
          ? `/var/lib/postgresql/${major}/docker`
          : "/var/lib/postgresql/data",
    variable: "PGDATA",
  },
  mysql: { path: at("/var/lib/mysql"), flag: "datadir" },
  mariadb: { path: at("/var/lib/mysql"), flag: "datadir" },
  mongo: { path: at("/data/db"), flag: "dbpath" },
  redis: { path: at("/data"), flag: "dir" },
  "valkey/valkey": { path: at("/data"), flag: "dir" },
  "prom/prometheus": { path: at("/prometheus"), flag: "storage.tsdb.path" },
  "prom/alertmanager": { path: at("/alertmanager"), flag: "storage.path" },
  "grafana/grafana": { path: at("/var/lib/grafana"), variable: "GF_PATHS_DATA" },
  "grafana/grafana-oss": { path: at("/var/lib/grafana"), variable: "GF_PATHS_DATA" },
  rabbitmq: { path: at("/var/lib/rabbitmq"), variable: "RABBITMQ_MNESIA_BASE" },
  elasticsearch: { path: at("/usr/share/elasticsearch/data"), variable: "path.data" },
  "docker.elastic.co/elasticsearch/elasticsearch": { path: at("/usr/share/elasticsearch/data"), variable: "path.data" },
  "opensearchproject/opensearch": { path: at("/usr/share/opensearch/data"), variable: "path.data" },
  influxdb: { path: (major) => (major === 1 ? "/var/lib/influxdb" : major === 2 ? "/var/lib/influxdb2" : undefined) },
  "clickhouse/clickhouse-server": { path: at("/var/lib/clickhouse") },
};

/** Databases at the path that their image gives them, PostgreSQL at any: see compose/durable-data. */
export const isJudgedAsDatabase = ({ image }: Service, { decidedBy }: DataPath): boolean =>
  image?.familiar === "postgres" ||
  (decidedBy === "the image" &&
    /(^|\/)(mysql|mariadb|mongo|elasticsearch|opensearch|influxdb|clickhouse-server)$/.test(image?.familiar ?? ""));

/** The path in force; undefined where the image is not known, or something outside of the files decides. */
export function dataPathOf(service: Service): DataPath | undefined {
  const { image, build, command, entrypoint, environment } = service;
  const one = known[image?.familiar ?? ""];
  if (!one || build) return undefined;
  if (one.variable && environment.has(one.variable)) {
    const value = environment.get(one.variable)?.value?.resolved;
    return value?.startsWith("/") ? { path: trim(value), decidedBy: one.variable } : undefined;
  }
  const words = [...(entrypoint?.words ?? []), ...(command?.words ?? [])];
  for (const [index, { text, decided }] of words.entries()) {
    const match = /^--?([A-Za-z.-]+)(?:=(.*))?$/s.exec(text);
    if (!one.flag || match?.[1] !== one.flag) continue;
    const value = match[2] ?? words[index + 1]?.text;
    if (!decided || !value?.startsWith("/")) return undefined;
    return { path: trim(value), decidedBy: `--${one.flag}` };
  }
  // A whole shell line or another program may move the data in a way that nobody reads here.
  if (entrypoint || words.some(({ decided, text }) => !decided || /[;&|]|\.(conf|cnf|sh)$/.test(text)))
    return undefined;
  const path = one.path(majorOf(image?.tag));
  return path === undefined ? undefined : { path, decidedBy: "the image" };
}

const majorOf = (tag: string | undefined): number | undefined => {
  const major = /^(\d+)/.exec(tag ?? "")?.[1];
  return major === undefined ? undefined : Number(major);
};

const trim = (path: string): string => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path);

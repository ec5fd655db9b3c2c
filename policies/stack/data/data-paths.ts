import type { Service } from "../../../checks/read/compose/model.ts";

/** Where the program of an image keeps its data. */
export interface DataPath {
  /** Absolute path in the container. */
  readonly path: string;
  /** What decided it: "the image", "GF_PATHS_DATA", "--storage.tsdb.path". */
  readonly decidedBy: string;
}

interface Known {
  readonly path: string;
  readonly variable?: string;
  readonly flag?: string;
}

/** By familiar image name; sources: the images' own pages. */
const known: Readonly<Record<string, Known>> = {
  mysql: { path: "/var/lib/mysql", flag: "datadir" },
  mariadb: { path: "/var/lib/mysql", flag: "datadir" },
  mongo: { path: "/data/db", flag: "dbpath" },
  redis: { path: "/data", flag: "dir" },
  "valkey/valkey": { path: "/data", flag: "dir" },
  "prom/prometheus": { path: "/prometheus", flag: "storage.tsdb.path" },
  "prom/alertmanager": { path: "/alertmanager", flag: "storage.path" },
  "grafana/grafana": { path: "/var/lib/grafana", variable: "GF_PATHS_DATA" },
  "grafana/grafana-oss": { path: "/var/lib/grafana", variable: "GF_PATHS_DATA" },
  rabbitmq: { path: "/var/lib/rabbitmq", variable: "RABBITMQ_MNESIA_BASE" },
  elasticsearch: { path: "/usr/share/elasticsearch/data", variable: "path.data" },
  "docker.elastic.co/elasticsearch/elasticsearch": { path: "/usr/share/elasticsearch/data", variable: "path.data" },
  "opensearchproject/opensearch": { path: "/usr/share/opensearch/data", variable: "path.data" },
};

const databases = /(^|\/)(postgres|mysql|mariadb|mongo|elasticsearch|opensearch|influxdb|clickhouse-server)$/;

/** A database at the path that its image gives it, with a volume beside it or with none at all: compose/durable-data says it. */
export const isJudgedAsDatabase = ({ image }: Service, data: DataPath | undefined): boolean =>
  databases.test(image?.familiar ?? "") && (!data || data.decidedBy === "the image");

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
  return { path: one.path, decidedBy: "the image" };
}

const trim = (path: string): string => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path);

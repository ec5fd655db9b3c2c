import type { GeneratedCatalogue } from "./family.ts";
import alertmanager from "./generated/alertmanager.json" with { type: "json" };
import blackbox from "./generated/blackbox.json" with { type: "json" };
import cadvisor from "./generated/cadvisor.json" with { type: "json" };
import goClient from "./generated/go-client.json" with { type: "json" };
import mysqld from "./generated/mysqld.json" with { type: "json" };
import nginx from "./generated/nginx.json" with { type: "json" };
import node from "./generated/node.json" with { type: "json" };
import pgbouncer from "./generated/pgbouncer.json" with { type: "json" };
import postgres from "./generated/postgres.json" with { type: "json" };
import process from "./generated/process.json" with { type: "json" };
import prometheus from "./generated/prometheus.json" with { type: "json" };
import redis from "./generated/redis.json" with { type: "json" };

const catalogues = [
  alertmanager,
  blackbox,
  cadvisor,
  goClient,
  mysqld,
  nginx,
  node,
  pgbouncer,
  postgres,
  process,
  prometheus,
  redis,
] as readonly unknown[] as readonly GeneratedCatalogue[];

/** By name of the exporter. The test beside holds that each file has the shape that is claimed here. */
export const generated: ReadonlyMap<string, GeneratedCatalogue> = new Map(
  catalogues.map((catalogue) => [catalogue.exporter, catalogue]),
);

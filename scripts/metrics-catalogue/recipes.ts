import type { Recipe } from "./recipe.ts";
import { alertmanager } from "./recipes/alertmanager.ts";
import { blackboxExporter } from "./recipes/blackbox.ts";
import { cadvisor } from "./recipes/cadvisor.ts";
import { goClient } from "./recipes/go-client.ts";
import { mysqldExporter } from "./recipes/mysqld.ts";
import { nginxExporter } from "./recipes/nginx.ts";
import { nodeExporter } from "./recipes/node.ts";
import { pgbouncerExporter } from "./recipes/pgbouncer.ts";
import { postgresExporter } from "./recipes/postgres.ts";
import { processExporter } from "./recipes/process.ts";
import { prometheus } from "./recipes/prometheus.ts";
import { redisExporter } from "./recipes/redis.ts";

export const recipes: readonly Recipe[] = [
  alertmanager,
  blackboxExporter,
  cadvisor,
  goClient,
  mysqldExporter,
  nginxExporter,
  nodeExporter,
  pgbouncerExporter,
  postgresExporter,
  processExporter,
  prometheus,
  redisExporter,
];

import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Mount, type Service } from "../../checks/read/compose/model.ts";
import { type DataPath, dataPath, keeps } from "./facts/data-path.ts";
import { isOneOff } from "./facts/one-off.ts";
import { isShortLived, softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/durable-data",
  reads: compose,
  severity: "error",
  title: "Databases keep their files on a volume that outlives the container",
  why: "Without a mount at the very path where the image writes, the data lies in a volume without a name, which `docker compose down` leaves behind and the next `up` does not find. A mount beside the path is worse: it looks right. PostgreSQL 18 does not start with one at the old path.",
  source: "Docker manual, “Volumes”; descriptions of the official images, section “Where to Store Data” and PGDATA",
  good: [
    `services:
  db:
    image: postgres:17
    volumes: [data:/var/lib/postgresql/data]
  next:
    image: postgres:18
    volumes: ["next:/var/lib/postgresql"]
  vectors:
    image: pgvector/pgvector:0.8.1-pg18
    volumes: ["next:/var/lib/postgresql"]
  moved:
    image: postgres:16
    environment: { PGDATA: /data/pg }
    volumes: ["./data:/data"]
  shop:
    image: mariadb:11
    volumes: ["/srv/shop:/var/lib/mysql"]
  docs:
    image: mongo:8
    volumes: ["\${DOCS:-docs}:/data/db"]
  scratch:
    image: postgres:17
    tmpfs: /var/lib/postgresql/data
  other:
    image: bitnami/postgresql:17
    volumes: [other:/bitnami/postgresql]
volumes: { data: , next: , docs: , other: }
`,
    `services:
  make-schema:
    image: postgres:17
    restart: "no"
    entrypoint: [sh, -c]
    command: ['psql $$TARGET -c "create schema if not exists shop"']
    environment: { TARGET: "postgres://db/shop" }
  load:
    image: mysql:8.4
    command: mysql -h db -e "source /load.sql"
  nightly-backup:
    image: postgres:17
    restart: always
    depends_on: [api]
    entrypoint: [sh, -c, "while sleep 86400; do pg_dump shop > /dumps/shop.sql; done"]
    volumes: [dumps:/dumps]
  api:
    image: acme/api:1.2
  ready:
    image: acme/api:1.2
    depends_on: { load: { condition: service_completed_successfully } }
volumes: { dumps: }
`,
    { "compose.test.yaml": "services:\n  db:\n    image: postgres:17\n" },
  ],
  bad: [
    `services:
  db:
    image: postgres:17 # ! compose/durable-data
  shop:
    image: mysql:8.4
    volumes:
      - shop:/var/lib/mysql-data # ! compose/durable-data
      - ./my.cnf:/etc/mysql/conf.d/my.cnf:ro
  next:
    image: postgres:18
    volumes:
      - next:/var/lib/postgresql/data # ! compose/durable-data
  old:
    image: postgres:16-alpine
    volumes:
      - old:/var/lib/postgresql # ! compose/durable-data
volumes: { shop: , next: , old: }
`,
  ],
  *judge(project) {
    if (isShortLived(project)) return;
    for (const service of project.services.values()) {
      const data = dataPath(service);
      if (!data || !service.image || isClient(service)) continue;
      const { mounts } = service;
      if (mounts.some((mount) => mount.target === undefined)) {
        yield { met: "unknown", at: service.image, decidedBy: "a variable in the target of a mount" };
      } else if (isKept(service, data)) {
        yield { met: true, at: service.image };
      } else {
        const beside = mounts.find(isForData);
        const text = `${data.what} of service "${service.name}"`;
        yield {
          met: false,
          at: beside ?? service.image,
          message: beside
            ? `${text} does not write to ${beside.target}, where the volume is, but to ${data.path}${refusal(beside, data)}`
            : `${text} has no volume at ${data.path}: its data does not outlive \`down\``,
          hint: `mount a named volume at ${data.path}`,
          severity: softenedByRole(project, data.precious && beside ? "error" : data.precious ? "warning" : "notice"),
        };
      }
    }
  },
});

/** It runs the image for psql, pg_dump or the like: the server is another container. */
const isClient = (service: Service): boolean => isBackup(service) || isQuery(service);

/** A loop or a cron of dumps in the image of the server, for its tools are of the right version there. */
const isBackup = ({ name, command, entrypoint, dependsOn }: Service): boolean =>
  (command ?? entrypoint) !== undefined &&
  dependsOn.length > 0 &&
  /(^|[-_.])(backups?|dumps?|cron)([-_.]|$)/i.test(name);

const isQuery = (service: Service): boolean =>
  (service.command ?? service.entrypoint) !== undefined &&
  service.profiles.length === 0 &&
  !service.restart?.resolved?.startsWith("on-failure") &&
  isOneOff(service);

/** The image of PostgreSQL 18 looks for a mount at the old path, and gives up. */
const refusal = ({ target }: Mount, { what, path }: DataPath): string =>
  what === "PostgreSQL" && path === "/var/lib/postgresql" && target?.startsWith("/var/lib/postgresql/")
    ? ", and its image refuses to start with a mount there"
    : "";

/** Forgetting is sometimes the wish: then the file says so with tmpfs. */
function isKept({ mounts, tmpfs, body }: Service, data: DataPath): boolean {
  if (body.entries.has("volumes_from")) return true;
  return (
    mounts.some((mount) => keeps(mount, data)) ||
    tmpfs.some(({ text }) =>
      data.kept.some((path) => text.split(":")[0] === path || path.startsWith(`${text.split(":")[0]}/`)),
    )
  );
}

/** A writable named volume, or a folder called data: not the place of a configuration, of scripts or of backups. */
function isForData({ type, readOnly, target = "", origin = "" }: Mount): boolean {
  if (
    readOnly ||
    /conf|\.(cnf|sql|sh|ya?ml|env|ini)$|initdb|backup|dump|archive|wal|log|cert|ssl|tmp|run\b|script|plugin|secret|license|import|provision/i.test(
      `${origin} ${target}`,
    )
  )
    return false;
  return (
    type === "volume" || (type === "bind" && /data|db|storage|(^|\/)(postgres|mysql|mariadb|mongo|pg)/i.test(origin))
  );
}

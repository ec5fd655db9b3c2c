import { definePolicy } from "../../checks/core/policy.ts";
import { type ComposeProject, compose } from "../../checks/read/compose/model.ts";
import { dataPathOf, isJudgedAsDatabase } from "./data/data-paths.ts";

const one = (image: string, mount: string, rest = ""): string => `services:
  store:
    image: ${image}
${rest}    volumes:
      - ${mount}
volumes: { data: {} }
`;

export default definePolicy({
  id: "stack/volume-at-data-path",
  reads: compose,
  severity: "error",
  title: "a volume that is meant for data is mounted where the program keeps its data",
  why: "with the volume one folder off, everything works until the containers are made anew and start empty. Seen in public: a volume at /data beside Alertmanager, which writes to /alertmanager, so that every silence is forgotten",
  source: "the images' own documentation: prometheus (--storage.tsdb.path), alertmanager, redis, mysql, mongo, grafana",
  good: [
    one("postgres:17.2", "data:/var/lib/postgresql/data"),
    one("postgres:18.1", "data:/var/lib/postgresql"),
    one("postgres:17.2", "data:/pg", "    environment: { PGDATA: /pg/17 }\n"),
    one("postgres:${PG:-17}", "data:/var/lib/postgresql/data"),
    one(
      "prom/prometheus:v3.1.0",
      "data:/tsdb",
      "    command: [--config.file=/etc/prometheus/prometheus.yml, --storage.tsdb.path=/tsdb]\n",
    ),
    one("redis:8.0", "data:/data"),
    one("redis:8.0", "./redis.conf:/etc/redis.conf:ro", "    command: redis-server /etc/redis.conf\n"),
    one("acme/postgres:17", "data:/somewhere"),
    one("mysql:8.4", "data:/shop", "    command: [--datadir=/shop]\n"),
    one("mysql:8.4", "data:/var/lib/mysql-data"),
    one("postgres", "data:/var/lib/postgresql/data"),
  ],
  bad: [
    `services:
  alarm:
    image: prom/alertmanager:v0.28.0
    volumes:
      - ./alertmanager:/config
      - data:/data # ! stack/volume-at-data-path
volumes: { data: {} }
`,
    `services:
  store:
    image: mysql:8.4
    command: [--datadir=/shop]
    volumes:
      - data:/var/lib/mysql # ! stack/volume-at-data-path
volumes: { data: {} }
`,
    `services:
  metrics:
    image: prom/prometheus:v3.1.0
    command: [--storage.tsdb.path=/tsdb]
    volumes:
      - data:/prometheus # ! stack/volume-at-data-path
volumes: { data: {} }
`,
    `services:
  store:
    image: redis:8.0
    volumes:
      - data:/var/lib/redis # ! stack/volume-at-data-path
volumes: { data: {} }
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      const volumes = service.mounts.filter(({ type }) => type === "volume");
      const [first] = volumes;
      if (!first) continue;
      const data = dataPathOf(service);
      if (isJudgedAsDatabase(service, data)) continue;
      if (!data) {
        yield { met: "unknown", at: first, decidedBy: "where the image keeps its data" };
        continue;
      }
      const { path, decidedBy } = data;
      const covers = (target: string | undefined): boolean =>
        target === undefined || target === "/" || path === target || path.startsWith(`${target}/`);
      const covering = service.mounts.find(({ target }) => covers(target));
      if (covering) {
        yield { met: true, at: covering };
        continue;
      }
      const inside = volumes.find(({ target }) => target?.startsWith(`${path}/`));
      if (inside) {
        yield { met: "unknown", at: inside, decidedBy: "what of the data folder is worth keeping" };
        continue;
      }
      yield {
        met: false,
        at: volumes.find(({ target }) => target !== undefined && isNear(target, path)) ?? first,
        message: `"${service.name}" keeps its data in ${path} (${decidedBy}), which no volume named here covers: after \`docker compose down\` it starts empty`,
        severity: isSample(project) ? "notice" : /alertmanager/.test(path) ? "warning" : undefined,
        hint: `mount the volume at ${path}`,
      };
    }
  },
});

const isSample = ({ role }: ComposeProject): boolean => role === "development" || role === "example" || role === "test";

/** The mount that was most likely meant: it shares the first folders. */
const isNear = (target: string, path: string): boolean =>
  target.split("/")[1] === path.split("/")[1] || /data|db|store/.test(target);

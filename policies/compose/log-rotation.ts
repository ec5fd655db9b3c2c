import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { forgotten } from "./facts/coverage.ts";
import { isOneOff } from "./facts/one-off.ts";
import { isShortLived } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/log-rotation",
  reads: compose,
  severity: "notice",
  title: "Logs of containers are rotated",
  why: "The default driver json-file keeps everything until the disk is full; the database is then the first that cannot write.",
  source: "Docker manual, “JSON File logging driver”: max-size is unlimited by default",
  good: [
    `services:
  api:
    image: acme/api:1.2
    logging: { driver: json-file, options: { max-size: 10m, max-file: "3" } }
  web:
    image: acme/web:1.2
    logging: { driver: local }
  db:
    image: postgres:17
    logging: { options: { max-size: 10m } }
  job:
    image: acme/web:1.2
    logging: { driver: "\${LOG_DRIVER:-json-file}", options: { max-size: 1m } }
`,
    { "compose.dev.yaml": "services:\n  api:\n    image: acme/api:1.2\n  web:\n    image: acme/web:1.2\n" },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    logging: { driver: local }
  web: # ! compose/log-rotation
    image: acme/web:1.2
  db:
    image: postgres:17
    logging: # ! compose/log-rotation
      driver: json-file
      options: { tag: db }
`,
  ],
  *judge(project) {
    if (isShortLived(project) || project.role === "development") return;
    const services = [...project.services.values()].filter((service) => !isOneOff(service));
    const lacking = services.filter((service) => !isRotated(service));
    yield* forgotten(
      project,
      services.filter(isRotated).map((service) => service.logging ?? service),
      lacking.map((service) => ({ service, at: service.logging ?? service })),
      {
        all: "rotates its log (Docker's default keeps everything)",
        one: (name) => `the log of service "${name}" grows without end`,
        others: "those of others are rotated",
        hint: "logging: { driver: local }, or json-file with options max-size and max-file; or set it for the whole engine in daemon.json",
      },
    );
  },
});

/** `local` rotates by itself; other drivers send the lines elsewhere. */
function isRotated({ logging }: Service): boolean {
  if (!logging) return false;
  if (logging.driver && logging.driver.resolved === undefined) return true;
  return (logging.driver?.resolved ?? "json-file") !== "json-file" || logging.options.has("max-size");
}

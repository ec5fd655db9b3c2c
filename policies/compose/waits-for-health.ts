import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { get } from "../../checks/read/yaml/tree.ts";
import { isOneOff } from "./facts/one-off.ts";
import { softenedByRole } from "./facts/severity.ts";
import { runs } from "./facts/software.ts";

export default definePolicy({
  id: "compose/waits-for-health",
  reads: compose,
  severity: "warning",
  title: "A service that depends on one with a health check waits for its health",
  why: "The short form of depends_on waits only until the container runs. The database then still recovers or creates its files, the first connections fail, and a migration that runs once is lost.",
  source: "Docker manual, “Control startup and shutdown order in Compose”",
  good: [
    `services:
  db:
    image: postgres:17
    healthcheck: { test: pg_isready }
  cache:
    image: redis:8
  log:
    image: acme/log:1
    healthcheck: { test: [CMD, check-log] }
  api:
    image: acme/api:1.2
    depends_on:
      db: { condition: service_healthy }
      log: { condition: service_started }
  web:
    image: acme/web:1.2
    depends_on: [cache]
`,
  ],
  bad: [
    `services:
  db:
    image: postgres:17
    healthcheck: { test: pg_isready }
  api:
    image: acme/api:1.2
    depends_on:
      - db # ! compose/waits-for-health
  web:
    image: acme/web:1.2
    restart: unless-stopped
    depends_on: [db] # ! compose/waits-for-health
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const need of service.dependsOn) {
        const target = project.services.get(need.service);
        if (need.via !== "depends_on" || !target?.healthcheck || target.healthcheck.disabled) continue;
        if (need.condition === undefined) {
          yield { met: "unknown", at: need, decidedBy: "the condition, which a variable decides" };
          continue;
        }
        const isShort = need.condition === "service_started" && !isWritten(service.body, need.service);
        if (!isShort) {
          yield { met: true, at: need };
          continue;
        }
        const retries =
          (!isOneOff(service) && service.restart !== undefined) ||
          runs(service, "edge", "exporter", "watcher", "prometheus", "grafana");
        yield {
          met: false,
          at: need,
          message: `service "${service.name}" starts as soon as the container of "${need.service}" runs, though that has a health check`,
          hint: `depends_on: { ${need.service}: { condition: service_healthy } }`,
          related: [target.healthcheck],
          severity: softenedByRole(project, retries ? "notice" : "warning"),
        };
      }
    }
  },
});

/** `condition: service_started` in the long form is a decision. */
function isWritten(body: Parameters<typeof get>[0], name: string): boolean {
  return get(body, "depends_on", name, "condition") !== undefined;
}

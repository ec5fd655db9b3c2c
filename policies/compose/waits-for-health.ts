import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { compose, type Dependency, type Service } from "../../checks/read/compose/model.ts";
import { get } from "../../checks/read/yaml/tree.ts";
import { foldedNotices } from "./facts/folded-notices.ts";
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
    `services:
  db:
    image: postgres:17
    healthcheck: { test: pg_isready }
  cache:
    image: redis:8
    healthcheck: { test: redis-cli ping }
  api:
    image: acme/api:1.2
    depends_on:
      - db # ! compose/waits-for-health
      - cache
`,
  ],
  *judge(project) {
    const hasty: Extract<Judgement, { met: false }>[] = [];
    for (const service of project.services.values()) {
      const unproved: { readonly need: Dependency; readonly healthcheck: Located }[] = [];
      for (const need of service.dependsOn) {
        const target = project.services.get(need.service);
        if (need.via !== "depends_on" || !target?.healthcheck || target.healthcheck.disabled) continue;
        if (need.condition === undefined) {
          yield { met: "unknown", at: need, decidedBy: "the condition, which a variable decides" };
          continue;
        }
        const { healthcheck } = target;
        const isShort = need.condition === "service_started" && !isWritten(service.body, need.service);
        if (isShort) unproved.push({ need, healthcheck });
        else yield { met: true, at: need };
      }
      const [first, ...more] = unproved;
      if (!first) continue;
      const names = unproved.map(({ need }) => `"${need.service}"`);
      hasty.push({
        met: false,
        at: first.need,
        message:
          more.length > 0
            ? `service "${service.name}" starts as soon as the containers of ${names.join(", ")} run, though they have health checks`
            : `service "${service.name}" starts as soon as the container of ${names[0]} runs, though that has a health check`,
        hint: `depends_on: { ${unproved.map(({ need }) => `${need.service}: { condition: service_healthy }`).join(", ")} }`,
        related: [...more.map(({ need }) => need), ...unproved.map(({ healthcheck }) => healthcheck)],
        severity: softenedByRole(project, retries(service) ? "notice" : "warning"),
      });
    }
    yield* foldedNotices(hasty);
  },
});

/** What is started again, or asks again by itself, comes up in the end. */
const retries = (service: Service): boolean =>
  /^(always|unless-stopped)$/.test(service.restart?.resolved ?? "") ||
  (!isOneOff(service) && service.restart !== undefined) ||
  runs(service, "edge", "exporter", "watcher", "prometheus", "grafana");

/** `condition: service_started` in the long form is a decision. */
function isWritten(body: Parameters<typeof get>[0], name: string): boolean {
  return get(body, "depends_on", name, "condition") !== undefined;
}

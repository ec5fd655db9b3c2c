import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { imageHasNoHealthcheck } from "./facts/health-test.ts";

export default definePolicy({
  id: "compose/healthcheck-for-waiters",
  reads: compose,
  severity: "error",
  title: "Whatever others wait for with service_healthy has a health check",
  why: "`docker compose up` stops with “container has no healthcheck configured”, and the service that waits never starts.",
  source: "Compose specification, depends_on: service_healthy",
  good: [
    `services:
  db:
    image: postgres:17
    healthcheck: { test: pg_isready }
  own:
    build: .
  other:
    image: acme/queue:3.1
  api:
    image: acme/api:1.2
    depends_on:
      db: { condition: service_healthy }
      own: { condition: service_healthy }
      other: { condition: service_healthy }
`,
  ],
  bad: [
    `services:
  db:
    image: postgres:17
  queue:
    image: acme/queue:3.1
    healthcheck: { disable: true }
  cache:
    image: redis:8
    healthcheck: { test: ["NONE"] }
  api:
    image: acme/api:1.2
    depends_on:
      db: { condition: service_healthy } # ! compose/healthcheck-for-waiters
      queue: { condition: service_healthy } # ! compose/healthcheck-for-waiters
      cache: { condition: service_healthy } # ! compose/healthcheck-for-waiters
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const need of service.dependsOn) {
        const target = project.services.get(need.service);
        if (need.condition !== "service_healthy" || !target || target.provider) continue;
        if (target.healthcheck && !target.healthcheck.disabled) {
          yield { met: true, at: need };
          continue;
        }
        if (!target.healthcheck && (project.incomplete || !imageHasNoHealthcheck(target))) {
          yield { met: "unknown", at: need, decidedBy: `the image of service "${target.name}"` };
          continue;
        }
        yield {
          met: false,
          at: need,
          message: `service "${service.name}" waits for the health of "${target.name}", which ${target.healthcheck ? "has its health check switched off" : "has no health check"}`,
          hint: `give "${target.name}" a healthcheck, or wait with condition: service_started`,
          related: [target.healthcheck ?? target],
        };
      }
    }
  },
});

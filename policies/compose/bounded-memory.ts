import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { forgotten } from "./facts/coverage.ts";
import { isOneOff } from "./facts/one-off.ts";
import { isShortLived } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/bounded-memory",
  reads: compose,
  severity: "notice",
  title: "Every service has a memory limit",
  why: "One leak without a limit takes the memory of the host, and the kernel then kills what is largest, which is the database.",
  source: "Docker manual, “Resource constraints”; CIS Docker Benchmark 5.11",
  good: [
    `services:
  api:
    image: acme/api:1.2
    deploy: { resources: { limits: { memory: 256M } } }
  db:
    image: postgres:17
    mem_limit: \${DB_MEMORY:-1g}
  migrate:
    image: acme/api:1.2
    restart: "no"
`,
    { "compose.dev.yaml": "services:\n  api:\n    image: acme/api:1.2\n  web:\n    image: acme/web:1.2\n" },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    mem_limit: 256m
  db: # ! compose/bounded-memory
    image: postgres:17
    deploy: { resources: { reservations: { memory: 256M } } }
`,
    `services: # ! compose/bounded-memory
  api:
    image: acme/api:1.2
  db:
    image: postgres:17
`,
  ],
  *judge(project) {
    if (isShortLived(project) || project.role === "development") return;
    const services = [...project.services.values()].filter((service) => !isOneOff(service));
    const lacking = services.filter((service) => !service.limits.memory);
    yield* forgotten(
      project,
      services.flatMap(({ limits }) => (limits.memory ? [limits.memory] : [])),
      lacking.map((service: Service) => ({ service, at: service })),
      {
        all: "has a memory limit",
        one: (name) => `service "${name}" has no memory limit`,
        others: "others have one",
        hint: "set deploy.resources.limits.memory to somewhat more than it needs at its busiest",
      },
    );
  },
});

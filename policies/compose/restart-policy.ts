import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { get } from "../../checks/read/yaml/tree.ts";
import { forgotten } from "./facts/coverage.ts";
import { isOneOff } from "./facts/one-off.ts";
import { isShortLived } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/restart-policy",
  reads: compose,
  severity: "notice",
  title: "Every lasting service says that it is to be started again",
  why: "Without `restart` a container that crashes, or a host that reboots after a kernel update, leaves the service down until somebody notices.",
  source: "Docker manual, “Start containers automatically”",
  good: [
    `services:
  api:
    image: acme/api:1.2
    restart: unless-stopped
  web:
    image: acme/web:1.2
    deploy: { restart_policy: { condition: any } }
  job:
    image: acme/web:1.2
    restart: "no"
  migrate:
    image: acme/web:1.2
  tool:
    image: acme/web:1.2
    profiles: [manual]
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    restart: always
  db: # ! compose/restart-policy
    image: postgres:17
`,
    `services:
  api:
    image: acme/api:1.2
    restart: always
  db: # ! compose/restart-policy
    image: postgres:17
  cache:
    image: redis:8
  web:
    image: acme/web:1.2
`,
    `services: # ! compose/restart-policy
  api:
    image: acme/api:1.2
  db:
    image: postgres:17
`,
  ],
  *judge(project) {
    if (isShortLived(project) || project.role === "development") return;
    const services = [...project.services.values()].filter((service) => service.restart || !isOneOff(service));
    const lacking = services.filter((service) => !isRestarted(service));
    yield* forgotten(
      project,
      services.filter(isRestarted).map((service) => service.at("restart")),
      lacking.map((service) => ({ service, at: service })),
      {
        all: "is started again after a crash or a reboot",
        one: (name) => `service "${name}" stays down after a crash or a reboot`,
        others: "others are started again",
        hint: 'restart: unless-stopped (restart: "no" says that it is meant to end)',
      },
    );
  },
});

const isRestarted = ({ restart, deploy }: Service): boolean =>
  restart !== undefined || get(deploy, "restart_policy") !== undefined;

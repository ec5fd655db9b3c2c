import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";
import { isOneOff } from "./facts/one-off.ts";
import { dataStores, runs, softwareOf } from "./facts/software.ts";

export default definePolicy({
  id: "compose/separate-networks",
  reads: compose,
  severity: "notice",
  title: "The edge and the data stores share no network",
  why: "On one flat network a hole in the proxy, or in a page behind it, reaches the database directly, and Redis without a password answers it.",
  source: "Docker manual, “Networking in Compose”, section “Specify custom networks”; CIS Docker Benchmark 5.30",
  good: [
    `services:
  edge:
    image: nginx:1.28
    ports: ["443:443"]
    networks: [front]
  api:
    image: acme/api:1.2
    networks: [front, back]
  db:
    image: postgres:17
    networks: [back]
networks: { front: {}, back: { internal: true } }
`,
    `services:
  api:
    image: acme/api:1.2
    ports: ["3000:3000"]
  db:
    image: postgres:17
`,
  ],
  bad: [
    `services:
  edge:
    image: nginx:1.28
    ports: ["443:443"]
  api:
    image: acme/api:1.2
  db: # ! compose/separate-networks
    image: postgres:17
`,
    `services:
  edge:
    image: nginx:1.28
    ports: ["443:443"]
  api:
    image: acme/api:1.2
  db: # ! compose/separate-networks
    image: postgres:17
  cache:
    image: redis:8
`,
  ],
  *judge(project) {
    if (project.role !== "production" && project.role !== "unknown") return;
    const services = [...project.services.values()];
    const edges = services.filter((service) => softwareOf(service.image) === "edge" && service.ports.length > 0);
    if (edges.length === 0) return;
    const reached = new Map<Service, Service[]>();
    for (const store of services) {
      if (!runs(store, ...dataStores) || isOneOff(store)) continue;
      const edge = edges.find((one) => one !== store && shareNetwork(one, store));
      if (!edge || services.length < 3) {
        yield { met: true, at: store };
        continue;
      }
      reached.set(edge, [...(reached.get(edge) ?? []), store]);
    }
    for (const [edge, [first, ...more]] of reached) {
      if (!first) continue;
      const stores = [first, ...more].map(({ name }) => `"${name}"`).join(", ");
      yield {
        met: false,
        at: first,
        message: `the edge "${edge.name}" reaches the data store${more.length > 0 ? "s" : ""} ${stores} directly: they share a network`,
        hint: `two networks: one for "${edge.name}" and what it proxies, one (internal: true) for that and ${stores}`,
        related: [edge, ...more],
      };
    }
  },
});

const shareNetwork = (one: Service, two: Service): boolean =>
  one.networks.some(({ name }) => two.networks.some((other) => other.name === name));

import { resolveName } from "../../checks/blueprint/name-resolution.ts";
import { declaredPorts, documentedPorts, listensOn } from "../../checks/blueprint/ports.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import type { EnvironmentEntry, Service } from "../../checks/read/compose/model.ts";
import { compose } from "../../checks/read/compose/model.ts";

const stack = (url: string, mark = ""): string => `services:
  api:
    image: acme/api:1.0.0
    environment:
      DATABASE_URL: ${url}${mark}
  db:
    image: postgres:17.2
`;

/** Schemes whose host is always a server that the service itself connects to. */
const url =
  /^(postgres(?:ql)?(?:\+\w+)?|mysql(?:\+\w+)?|mariadb|redis|rediss|mongodb|amqps?|nats|kafka|clickhouse|memcached):\/\/(?:[^@/\s]*@)?([^:/?#,\s]+)(?::(\d+))?(?:[/?#]|$)/;

export default definePolicy({
  id: "stack/answering-dependency",
  reads: compose,
  severity: "error",
  title: "every database, cache or broker in a connection URL is a service that answers",
  why: "a URL that still names a renamed service, localhost, or a port that only the host publishes works on the laptop where it was written and never in the container",
  source: "Docker documentation, Networking in Compose: containers reach each other by service name and container port",
  good: [
    stack("postgres://app:${DB_PASSWORD}@db:5432/app"),
    stack("postgres://app@db.example.com/app"),
    stack("postgres://app@${DB_HOST:-db}:5432/app"),
    stack("${DATABASE_URL}"),
    stack("postgres://app@10.1.2.3:6432/app"),
    stack("postgres://app@db:5432/app").replace("  db:", "  db:\n    container_name: main-db"),
    stack("postgres://localhost/app").replace("  api:", "  api:\n    network_mode: host"),
  ],
  bad: [
    stack("postgres://app@postgres:5432/app", " # ! stack/answering-dependency"),
    stack("postgres://app@db:5433/app", " # ! stack/answering-dependency"),
    stack("postgres://app@localhost:5432/app", " # ! stack/answering-dependency"),
    `services:
  api:
    image: acme/api:1.0.0
    networks: [front]
    environment:
      - REDIS_URL=redis://cache:6379/0 # ! stack/answering-dependency
  cache:
    image: redis:8.0
    networks: [back]
networks: { front: {}, back: {} }
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const entry of service.environment.values()) {
        if (entry.from === "environment") yield* judgeEntry(service, entry);
      }
    }
  },
});

function* judgeEntry(service: Service, { value, name }: EnvironmentEntry): Iterable<Judgement> {
  if (!value) return;
  const [, , host, portText] = url.exec(value.resolved ?? value.raw) ?? [];
  if (!host) return;
  const unknown = (decidedBy: string): Judgement => ({ met: "unknown", at: value, decidedBy });
  const overridable = value.variables.find((use) => use.operator !== "" || use.value);
  if (value.resolved === undefined || host.includes("$")) {
    yield unknown("a variable");
    return;
  }
  const no = (message: string, hint: string, related: readonly Service[] = []): Judgement =>
    overridable && inDefault(overridable.fallback, host)
      ? unknown(`$${overridable.name}, whose default is only a fallback`)
      : { met: false, at: value, message, hint, related: [service, ...related] };
  const resolution = resolveName(service.project, service, host);
  switch (resolution.found) {
    case "outside":
      yield unknown(resolution.decidedBy);
      return;
    case "itself":
      if (service.build) yield unknown("what else runs in this container");
      else
        yield no(
          `${name} names localhost, which is the container of "${service.name}" itself`,
          "name the service of the database",
        );
      return;
    case "nothing":
      yield no(
        `${name} names "${host}", to which no service of the project answers`,
        `name one of ${[...service.project.services.keys()].join(", ")}`,
      );
      return;
    case "unreachable":
      yield no(
        `${name} names "${host}", which shares no network with "${service.name}"`,
        "put both on one network",
        resolution.services,
      );
      return;
    default: {
      const port = Number(portText);
      const [target] = resolution.services;
      if (!target || !portText || !resolution.services.every((one) => listensOn(one, port) === "no"))
        yield { met: true, at: value };
      else {
        const ports = [...new Set([...documentedPorts(target), ...declaredPorts(target)])];
        yield no(
          `${name} names port ${port}, on which "${target.name}" does not listen`,
          `use ${ports.join(" or ")}, its port in the container`,
          [target],
        );
      }
    }
  }
}

const inDefault = (fallback: string | undefined, host: string): boolean => fallback?.includes(host) ?? false;

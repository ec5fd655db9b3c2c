import { definePolicy } from "../../checks/core/policy.ts";
import { type ComposeProject, compose, type Port, type Service } from "../../checks/read/compose/model.ts";

export default definePolicy({
  id: "compose/unique-names",
  reads: compose,
  severity: "error",
  title: "No two containers claim the same name or the same port of the host",
  why: "The second one does not start: “port is already allocated”, “name is already in use”. With several replicas a fixed name or port lets only the first one run.",
  source: "Compose specification, container_name and ports; Docker manual, “Publishing ports”",
  good: [
    `services:
  api:
    image: acme/api:1.2
    container_name: api
    ports: ["127.0.0.1:80:80", "53:53/udp"]
  web:
    image: acme/web:1.2
    ports: ["127.0.0.2:80:80", "53:53/tcp"]
  four:
    image: acme/web:1.2
    ports: ["8000-8003:80"]
    deploy: { replicas: 4 }
  blue:
    image: acme/api:1.2
    profiles: [blue]
    ports: ["81:80"]
  green:
    image: acme/api:1.2
    profiles: [green]
    ports: ["81:80"]
  free:
    image: acme/api:1.2
    ports: ["80", "\${PORT:-81}:80"]
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    container_name: app
    ports: ["8080:80"]
  web:
    image: acme/web:1.2
    container_name: app # ! compose/unique-names
    ports:
      - "127.0.0.1:8080:80" # ! compose/unique-names
  many:
    image: acme/web:1.2
    container_name: many # ! compose/unique-names
    scale: 3
  more:
    image: acme/web:1.2
    ports:
      - "9000:80" # ! compose/unique-names
    deploy: { replicas: 2 }
`,
    `services:
  edge:
    image: nginx:1.28
    ports: ["80:80", "443:443"]
  spare:
    image: nginx:1.28
    ports:
      - "80:8080" # ! compose/unique-names
      - "443:8443"
`,
  ],
  *judge(project) {
    yield* names(project);
    const taken: { port: Port; service: Service }[] = [];
    const clashes = new Map<string, Clash[]>();
    for (const service of project.services.values()) {
      for (const port of service.ports) {
        if (port.published === undefined || port.hostIpUnknown) continue;
        const other = taken.find((one) => collides(one.port, port) && mayRunTogether(one.service, service));
        taken.push({ port, service });
        const count = (port.publishedEnd ?? port.published) - port.published + 1;
        if (other) {
          const pair = `${service.name} ${other.service.name}`;
          clashes.set(pair, [...(clashes.get(pair) ?? []), { service, port, other: other.service, taken: other.port }]);
        } else if (
          !service.global &&
          service.replicas !== undefined &&
          service.replicas > count &&
          port.mode !== "ingress"
        ) {
          yield {
            met: false,
            at: port,
            message: `${service.replicas} replicas of service "${service.name}" claim one port of the host, ${port.published}`,
            hint: "put a proxy in front of them, or publish a range of ports",
            severity: project.services.size > 0 && hasSwarm(service) ? "notice" : "error",
          };
        } else yield { met: true, at: port };
      }
    }
    for (const [first, ...more] of clashes.values()) {
      if (!first) continue;
      const all = [first, ...more];
      const ports = all.map(({ port }) => `${port.published}/${port.protocol}`).join(", ");
      yield {
        met: false,
        at: first.port,
        message: `service "${first.service.name}" and service "${first.other.name}" both claim port ${ports} of the host`,
        hint: "give one of them another port, or none",
        related: [...all.map((one) => one.taken), ...more.map(({ port }) => port)],
        severity: project.role === "example" ? "warning" : "error",
      };
    }
  },
});

interface Clash {
  readonly service: Service;
  readonly port: Port;
  readonly other: Service;
  readonly taken: Port;
}

function* names(project: ComposeProject) {
  const taken = new Map<string, Service>();
  for (const service of project.services.values()) {
    const name = service.containerName;
    if (name?.resolved === undefined) continue;
    const other = taken.get(name.resolved);
    taken.set(name.resolved, service);
    if (other && mayRunTogether(other, service)) {
      yield {
        met: false,
        at: name,
        message: `service "${service.name}" and service "${other.name}" both claim the container name "${name.resolved}"`,
        hint: "leave container_name out: Compose makes a unique one",
        related: [other.containerName ?? other],
      } as const;
    } else if (service.replicas !== undefined && service.replicas > 1) {
      yield {
        met: false,
        at: name,
        message: `service "${service.name}" has ${service.replicas} replicas and one container name: Compose refuses it`,
        hint: "leave container_name out",
      } as const;
    } else yield { met: true, at: name } as const;
  }
}

function collides(one: Port, two: Port): boolean {
  if (one.protocol !== two.protocol || one.published === undefined || two.published === undefined) return false;
  const isEvery = (ip: string | undefined): boolean => ip === undefined || ip === "" || ip === "0.0.0.0";
  if (
    one.hostIp !== two.hostIp &&
    !(isEvery(one.hostIp) && isEvery(two.hostIp)) &&
    !(isEvery(one.hostIp) || isEvery(two.hostIp))
  )
    return false;
  if ((one.hostIp ?? "").includes(":") !== (two.hostIp ?? "").includes(":")) return false;
  return one.published <= (two.publishedEnd ?? two.published) && two.published <= (one.publishedEnd ?? one.published);
}

/** Services of different profiles are mostly alternatives. */
const mayRunTogether = (one: Service, two: Service): boolean => one.profiles.length === 0 && two.profiles.length === 0;

/** In a swarm one published port serves every replica. */
const hasSwarm = ({ deploy }: Service): boolean =>
  ["update_config", "placement", "endpoint_mode", "rollback_config"].some((key) => deploy?.entries.has(key));

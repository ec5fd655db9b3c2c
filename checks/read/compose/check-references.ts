import { isIP } from "node:net";
import type { Located } from "../../core/source.ts";
import type { ReadProblem } from "../document.ts";
import { nearest } from "../nearest.ts";
import { get } from "../yaml/tree.ts";
import { dependencyCircle } from "./dependency-circle.ts";
import type { ComposeProject, Resource, Service } from "./model.ts";
import { placeOf } from "./pairs.ts";

export interface ReferenceFault {
  readonly problem: ReadProblem;
  /** The name that no file of the project declares. */
  readonly missing?: { readonly section: Section; readonly name: string };
}

export type Section = "services" | "networks" | "volumes" | "secrets" | "configs";

/** Names that a project uses and nothing declares, and other contradictions for which Compose refuses it. */
export function* checkReferences(project: ComposeProject): Iterable<ReferenceFault> {
  const circle = dependencyCircle(project.services);
  if (circle) {
    const names = [...circle.map(({ of }) => of), circle[0]!.of].join(" -> ");
    const message = `services wait for each other in a circle: ${names}`;
    yield fault(circle.at(-1)!.need, message, "remove one of these dependencies");
  }
  for (const service of project.services.values()) {
    yield* checkService(project, service);
    if (service.networkMode && get(service.body, "networks")) {
      yield fault(
        service.at("network_mode"),
        `service "${service.name}" has both network_mode and networks`,
        "keep one",
      );
    }
    if (!service.image && !service.build && !service.provider) {
      yield fault(
        service,
        `service "${service.name}" has neither an image nor a build`,
        "name the image, or the folder to build",
      );
    }
  }
}

function* checkPorts(service: Service): Iterable<ReferenceFault> {
  for (const port of service.ports) {
    if (port.hostIp !== undefined && isIP(port.hostIp) === 0) {
      const message = `"${port.hostIp}" in port "${port.raw}" is no IP address`;
      yield fault(port, message, "write address:published:target, or published:target");
    }
  }
}

function* checkService(project: ComposeProject, service: Service): Iterable<ReferenceFault> {
  const { name } = service;
  yield* checkPorts(service);
  for (const use of service.networks) {
    if (use.implicit || use.name === "default") continue;
    if (!project.networks.has(use.name)) yield undeclared(use, name, "networks", use.name, project.networks);
  }
  for (const mount of service.mounts) {
    const volume = mount.type === "volume" ? mount.origin : undefined;
    if (volume && !project.volumes.has(volume)) yield undeclared(mount, name, "volumes", volume, project.volumes);
  }
  for (const use of service.secrets) {
    if (!project.secrets.has(use.name)) yield undeclared(use, name, "secrets", use.name, project.secrets);
  }
  for (const use of service.configs) {
    if (!project.configs.has(use.name)) yield undeclared(use, name, "configs", use.name, project.configs);
  }
  for (const need of service.dependsOn) {
    if (project.services.has(need.service) || !need.required) continue;
    yield undeclared(need, name, "services", need.service, project.services);
  }
}

function undeclared(
  at: Located,
  service: string,
  section: Section,
  name: string,
  known: ReadonlyMap<string, Resource | Service>,
): ReferenceFault {
  const near = nearest(name, known.keys());
  const hint = near ? `did you mean "${near}"?` : `declare it under ${section}`;
  const message = `service "${service}" uses the ${section.slice(0, -1)} "${name}", which is not declared`;
  return { ...fault(at, message, hint), missing: { section, name } };
}

const fault = (at: Located, message: string, hint: string): ReferenceFault => ({
  problem: { kind: "compose", severity: "error", at: placeOf(at), message, hint },
});

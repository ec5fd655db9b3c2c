import { exposureOf } from "../../checks/blueprint/exposure.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Mount, type Service } from "../../checks/read/compose/model.ts";
import { managesContainers } from "./facts/powers.ts";
import { softenedByRole } from "./facts/severity.ts";
import { runs, softwareOf } from "./facts/software.ts";

export default definePolicy({
  id: "compose/no-docker-socket",
  reads: compose,
  severity: "error",
  title: "No container holds the socket of the engine",
  why: "Whoever can write to the socket starts a privileged container with the host's disk, thus is root on the host. A mount with :ro changes nothing: it protects the file, not the conversation.",
  source: "OWASP Docker Security Cheat Sheet, rule 1; Docker manual, “Protect the Docker daemon socket”",
  good: [
    `services:
  proxy:
    image: tecnativa/docker-socket-proxy:0.4
    volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]
  api:
    image: acme/api:1.2
    environment: { DOCKER_HOST: "tcp://proxy:2375" }
    volumes: ["/var/run/postgresql:/var/run/postgresql"]
`,
  ],
  bad: [
    `services:
  ci:
    image: acme/runner:1.2
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock # ! compose/no-docker-socket
  edge:
    image: traefik:v3.5
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro # ! compose/no-docker-socket
  panel:
    image: acme/panel:1.2
    volumes:
      - type: bind # ! compose/no-docker-socket
        source: /run/docker.sock
        target: /docker.sock
  podman:
    image: acme/panel:1.2
    volumes:
      - \${XDG_RUNTIME_DIR:-/run/user/1000}/podman/podman.sock:/docker.sock # ! compose/no-docker-socket
  folder:
    image: acme/panel:1.2
    volumes: ["/var/run:/host/run"] # ! compose/no-docker-socket
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      const [mount, ...more] = runs(service, "docker-proxy") ? [] : service.mounts.filter(isSocket);
      if (!mount) {
        yield { met: true, at: service };
      } else {
        const ro = mount.readOnly ? ", and :ro does not bound what it asks of the engine" : "";
        yield {
          met: false,
          at: mount,
          related: more,
          message: `service "${service.name}" holds the socket of the engine${ro}: whoever takes it over is root on the host`,
          hint: "put a socket proxy in between that passes only the calls it needs (for Traefik and exporters: reading containers)",
          severity: softenedByRole(project, severityOf(service)),
        };
      }
    }
  },
});

/**
 * A program that is made for the engine needs it; a proxy that strangers talk to is their way to it. What an image of
 * another name does is not known: it is a door to the host where strangers reach it. `:ro` makes no difference.
 */
function severityOf(service: Service): Severity {
  if (!managesContainers(service)) return exposureOf(service) === "everyone" ? "error" : "warning";
  return softwareOf(service.image) === "edge" && exposureOf(service) === "everyone" ? "warning" : "notice";
}

/** The socket itself, or the folder in which it lies. */
function isSocket({ type, origin, raw }: Mount): boolean {
  if (type !== "bind" && type !== "unknown") return false;
  const path = origin ?? raw.split(":/").at(0) ?? "";
  return /(^|\/)(docker|podman|containerd)\.sock$/.test(path) || /^(\/var)?\/run\/?$/.test(path);
}

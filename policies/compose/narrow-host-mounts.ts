import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Mount } from "../../checks/read/compose/model.ts";
import { managesContainers, observesHost } from "./facts/powers.ts";
import { softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/narrow-host-mounts",
  reads: compose,
  severity: "warning",
  title: "No container can write into the host's own folders",
  why: "A container that writes to /, /etc, /root or /var/lib/docker leaves a cron job or a key there, and is root on the host at the next tick.",
  source: "CIS Docker Benchmark 5.6: sensitive host directories are not mounted",
  good: [
    `services:
  node:
    image: prom/node-exporter:v1.9.0
    volumes: ["/:/host:ro,rslave", "/proc:/host/proc:ro", "/etc/hostname:/etc/hostname:ro"]
  api:
    image: acme/api:1.2
    volumes: ["/etc/localtime:/etc/localtime:ro", "/srv/api:/data", "/etc/letsencrypt:/etc/letsencrypt", "/opt/acme:/opt", "./etc:/etc/acme"]
  cadvisor:
    image: gcr.io/cadvisor/cadvisor:v0.52.1
    volumes: ["/sys:/sys", "/var/lib/docker/:/var/lib/docker:ro"]
  shipper:
    image: grafana/promtail:3.5.0
    volumes: ["/var/log:/var/log", "/var/lib/docker/containers:/var/lib/docker/containers:ro"]
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    volumes:
      - /:/host # ! compose/narrow-host-mounts
      - /etc:/host/etc # ! compose/narrow-host-mounts
      - /root/.ssh:/root/.ssh # ! compose/narrow-host-mounts
      - type: bind # ! compose/narrow-host-mounts
        source: /var/lib/docker
        target: /var/lib/docker
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const mount of service.mounts) {
        if (mount.type !== "bind") continue;
        const writes = isHostFolder(mount) && !mount.readOnly;
        const known = observesHost(service) && /^\/(proc|sys|dev|run)/.test(mount.origin ?? "");
        if (!writes || known) {
          yield { met: true, at: mount };
          continue;
        }
        yield {
          met: false,
          at: mount,
          message: `service "${service.name}" can write to ${mount.origin} of the host`,
          hint: "mount it with :ro, or only the folder that it needs",
          severity: softenedByRole(project, observesHost(service) || managesContainers(service) ? "notice" : "warning"),
        };
      }
    }
  },
});

/** Folders from which the host itself starts or trusts something. */
const isHostFolder = ({ origin }: Mount): boolean =>
  /^(\/|\/(boot|dev|etc|lib|lib64|proc|root|sbin|bin|sys|usr|usr\/(bin|sbin|lib|local\/bin))|\/etc\/(ssh|cron\.\w+|cron\.d|sudoers\.d|systemd|pam\.d)|\/root\/\.ssh|\/var|\/home|\/var\/lib\/(docker|kubelet|containerd)|\/var\/spool\/cron)\/?$/.test(
    origin ?? "",
  );

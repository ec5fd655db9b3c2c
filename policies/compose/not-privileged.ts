import { exposureOf } from "../../checks/blueprint/exposure.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { observesHost, runsContainers } from "./facts/powers.ts";
import { softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/not-privileged",
  reads: compose,
  severity: "error",
  title: "No container is privileged",
  why: "A privileged container has every capability and every device: from it the host's disk is mounted with one command. It is mostly written where one capability or one device would do.",
  source: "Docker manual, “Runtime privilege and Linux capabilities”; CIS Docker Benchmark 5.5",
  good: [
    `services:
  api: { image: "acme/api:1.2", privileged: false }
  vpn:
    image: acme/vpn:1.2
    cap_add: [NET_ADMIN]
    devices: [/dev/net/tun]
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    privileged: true # ! compose/not-privileged
  cadvisor:
    image: gcr.io/cadvisor/cadvisor:v0.52.1
    privileged: \${PRIVILEGED:-true} # ! compose/not-privileged
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      const { privileged } = service;
      if (!privileged) {
        yield { met: true, at: service };
      } else if (privileged.resolved === undefined) {
        yield { met: "unknown", at: privileged, decidedBy: "a variable" };
      } else if (privileged.resolved !== "true") {
        yield { met: true, at: privileged };
      } else {
        // Manuals of these programs start them privileged: where strangers do not reach one, that is worth a note.
        const known = observesHost(service) || runsContainers(service);
        yield {
          met: false,
          at: privileged,
          message: `service "${service.name}" is privileged: whoever takes it over owns the host`,
          hint: observesHost(service)
            ? "cAdvisor and exporters do with read-only mounts and devices: [/dev/kmsg]"
            : "name the one capability (cap_add) or device (devices) that it needs",
          severity: softenedByRole(
            project,
            !known ? "error" : exposureOf(service) === "everyone" ? "warning" : "notice",
          ),
        };
      }
    }
  },
});

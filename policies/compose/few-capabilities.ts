import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type Interpolated, type Service } from "../../checks/read/compose/model.ts";
import { observesHost, runsContainers } from "./facts/powers.ts";
import { softenedByRole } from "./facts/severity.ts";

/** Each of them leads out of the container; source: capabilities(7), and the list that Docker itself drops. */
const toRoot = /^(ALL|SYS_ADMIN|SYS_MODULE|SYS_RAWIO|SYS_BOOT|BPF|DAC_READ_SEARCH|SYS_PTRACE|MAC_ADMIN|SYSLOG)$/;

export default definePolicy({
  id: "compose/few-capabilities",
  reads: compose,
  severity: "warning",
  title: "No container gets powers that lead out of it",
  why: "SYS_ADMIN mounts the host's disk, SYS_MODULE loads a kernel module, DAC_READ_SEARCH opens any file by its handle; without seccomp a hole in the kernel is one call away.",
  source: "Docker manual, “Runtime privilege and Linux capabilities” and “Seccomp security profiles for Docker”",
  good: [
    `services:
  web:
    image: acme/web:1.2
    cap_drop: [ALL]
    cap_add: [NET_BIND_SERVICE, CHOWN, NET_ADMIN, SYS_NICE]
    security_opt: ["no-new-privileges:true", "seccomp:./seccomp.json"]
`,
  ],
  bad: [
    `services:
  web:
    image: acme/web:1.2
    cap_add:
      - CAP_SYS_ADMIN # ! compose/few-capabilities
      - ALL # ! compose/few-capabilities
    security_opt:
      - seccomp:unconfined # ! compose/few-capabilities
      - apparmor=unconfined # ! compose/few-capabilities
      - label:disable
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const capability of service.capAdd) {
        const name = capability.text.toUpperCase().replace(/^CAP_/, "");
        if (!toRoot.test(name)) {
          yield { met: true, at: capability };
          continue;
        }
        yield {
          met: false,
          at: capability,
          message: `service "${service.name}" gets ${name === "ALL" ? "every capability" : `the capability ${name}`}, which leads out of the container`,
          hint: "drop ALL and add only what the program is refused without",
          severity: severityOf(service, capability),
        };
      }
      for (const option of service.securityOpt) {
        const [, profile] = /^(seccomp|apparmor|systempaths)[:=]unconfined$/.exec(option.text) ?? [];
        if (!profile) {
          yield { met: true, at: option };
          continue;
        }
        yield {
          met: false,
          at: option,
          message: `service "${service.name}" runs without the ${profile} bounds of the engine`,
          hint: "leave the line out, or name a profile with the few more calls that it needs",
          severity: severityOf(service, option),
        };
      }
    }
  },
});

const severityOf = (service: Service, { text }: Interpolated): Severity =>
  softenedByRole(
    service.project,
    observesHost(service) || runsContainers(service) || /PTRACE|SYSLOG/i.test(text) ? "notice" : "warning",
  );

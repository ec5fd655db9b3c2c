import { definePolicy } from "../../checks/core/policy.ts";
import { compose } from "../../checks/read/compose/model.ts";
import { observesHost, speaksToNetwork } from "./facts/powers.ts";
import { softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/no-host-namespaces",
  reads: compose,
  severity: "warning",
  title: "No container shares a namespace with the host",
  why: "With the host's network every port that the program opens stands on every interface, and it reaches what listens on the host's loopback only; with the host's processes it reads their environment.",
  source: "CIS Docker Benchmark 5.10, 5.16, 5.17, 5.21",
  good: [
    `services:
  api:
    image: acme/api:1.2
    network_mode: "service:vpn"
  vpn:
    image: acme/vpn:1.2
    ipc: shareable
  node:
    image: quay.io/prometheus/node-exporter:v1.9.0
    pid: host
`,
    { "tests/compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    network_mode: bridge\n" },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    network_mode: host # ! compose/no-host-namespaces
  two:
    image: acme/api:1.2
    pid: host # ! compose/no-host-namespaces
    ipc: "host" # ! compose/no-host-namespaces
    userns_mode: host # ! compose/no-host-namespaces
  node:
    image: prom/node-exporter:v1.9.0
    pid: host
    network_mode: host # ! compose/no-host-namespaces
  home:
    image: ghcr.io/home-assistant/home-assistant:2026.1
    network_mode: host # ! compose/no-host-namespaces
  capture:
    build: ./capture
    cap_add: [NET_RAW]
    network_mode: host # ! compose/no-host-namespaces
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      const modes = [
        ["network", service.networkMode],
        ["processes", service.pidMode],
        ["shared memory", service.ipcMode],
        ["host name", service.utsMode],
        ["users", service.usernsMode],
      ] as const;
      const watches = observesHost(service);
      for (const [what, mode] of modes) {
        if (!mode) continue;
        if (mode.resolved === undefined) {
          yield { met: "unknown", at: mode, decidedBy: "a variable" };
          continue;
        }
        if (mode.resolved !== "host" || (watches && what !== "network")) {
          yield { met: true, at: mode };
          continue;
        }
        yield {
          met: false,
          at: mode,
          message: `service "${service.name}" shares the ${what} of the host`,
          hint:
            what === "network"
              ? "publish the ports that it needs, and reach the host as host.docker.internal (extra_hosts: host-gateway)"
              : "leave it out, or share with one container: service:<name>",
          severity: softenedByRole(
            project,
            watches || what === "host name" || (what === "network" && speaksToNetwork(service)) ? "notice" : "warning",
          ),
        };
      }
      yield { met: true, at: service };
    }
  },
});

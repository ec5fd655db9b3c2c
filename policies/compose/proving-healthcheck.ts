import { definePolicy } from "../../checks/core/policy.ts";
import { type ComposeProject, compose, type Service } from "../../checks/read/compose/model.ts";
import { emptyProof, missingProgram } from "./facts/health-test.ts";
import { softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/proving-healthcheck",
  reads: compose,
  severity: "warning",
  title: "A health check fails when its service does not answer",
  why: "`curl` without --fail is content with a 500, and `|| exit 0` with everything: whoever waits for health starts too early, and a dead container is never reported.",
  source: "Dockerfile reference, HEALTHCHECK (exit status 0 is healthy); curl manual, --fail",
  good: [
    `services:
  api:
    image: acme/api:1.2
    healthcheck: { test: ["CMD", "curl", "-fsS", "http://localhost:8080/ready"] }
  two:
    image: acme/api:1.2
    healthcheck: { test: "curl --silent --fail http://localhost/ || exit 1" }
  three:
    image: acme/api:1.2
    healthcheck: { test: ["CMD-SHELL", "curl -s http://localhost/health | grep -q ok"] }
  four:
    image: acme/api:1.2
    healthcheck: { test: ["CMD", "wget", "--spider", "-q", "http://localhost:8080"] }
  five:
    image: acme/api:1.2
    healthcheck: { test: '[ "$$(curl -s -o /dev/null -w "%{http_code}" http://localhost)" = 200 ]' }
  six:
    image: acme/api:1.2
    healthcheck: { disable: true }
  db:
    image: postgres:17
    healthcheck: { test: ["CMD-SHELL", "pg_isready -U billing || exit 1"] }
`,
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    healthcheck:
      test: ["CMD", "curl", "http://localhost:8080/ready"] # ! compose/proving-healthcheck
  two:
    image: acme/api:1.2
    healthcheck:
      test: curl -s http://localhost/ || exit 1 # ! compose/proving-healthcheck
  three:
    image: acme/api:1.2
    healthcheck:
      test: ["CMD-SHELL", "exit 0"] # ! compose/proving-healthcheck
  four:
    image: acme/api:1.2
    healthcheck:
      test: wget -q http://localhost/ || true # ! compose/proving-healthcheck
  worker:
    image: acme/api:1.2
    healthcheck:
      test: ["CMD", "pgrep", "-f", "worker"] # ! compose/proving-healthcheck
  five:
    image: acme/api:1.2
    depends_on: { worker: { condition: service_healthy } }
`,
    `services:
  prometheus:
    image: prom/prometheus:v3.7.0
    healthcheck:
      test: curl -f http://localhost:9090/-/ready # ! compose/proving-healthcheck
`,
  ],
  *judge(project) {
    const awaited = awaitedIn(project);
    for (const service of project.services.values()) {
      const { healthcheck } = service;
      if (!healthcheck || healthcheck.disabled) continue;
      const at = healthcheck.testAt ?? healthcheck;
      if (!healthcheck.test) {
        if (healthcheck.testAt) yield { met: "unknown", at, decidedBy: "a variable in the test" };
        continue;
      }
      const missing = missingProgram(service, healthcheck);
      const problem = missing
        ? `calls ${missing}, which is not in the image, and is never healthy`
        : emptyProof(healthcheck);
      if (!problem) {
        yield { met: true, at };
        continue;
      }
      const matters = missing !== undefined || awaited.has(service.name);
      const isProcess = problem.includes("process");
      yield {
        met: false,
        at,
        message: `the health check of service "${service.name}" ${problem}`,
        hint: hintFor(problem),
        severity: softenedByRole(
          project,
          missing && awaited.has(service.name) ? "error" : isProcess && !matters ? "notice" : "warning",
        ),
      };
    }
  },
});

function hintFor(problem: string): string {
  if (problem.startsWith("calls")) return "use the image's own wget: wget --spider -q <url>";
  if (problem.includes("--fail")) return "add --fail (-f) to curl";
  return "ask the service for something that only a working one can answer";
}

function awaitedIn(project: ComposeProject): ReadonlySet<Service["name"]> {
  const names = new Set<string>();
  for (const { dependsOn } of project.services.values()) {
    for (const need of dependsOn) if (need.condition === "service_healthy") names.add(need.service);
  }
  return names;
}

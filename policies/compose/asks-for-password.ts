import { exposureOf } from "../../checks/blueprint/exposure.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { compose, type EnvironmentEntry, type Service } from "../../checks/read/compose/model.ts";
import { softenedByRole } from "./facts/severity.ts";

export default definePolicy({
  id: "compose/asks-for-password",
  reads: compose,
  severity: "warning",
  title: "No data store or console has its password switched off",
  why: "POSTGRES_HOST_AUTH_METHOD=trust and ALLOW_EMPTY_PASSWORD let in whoever reaches the port: every container of the network, and with a published port everybody.",
  source: "Descriptions of the official images; PostgreSQL manual, 20.4 “Trust Authentication”",
  good: [
    `services:
  db:
    image: postgres:17
    environment: { POSTGRES_HOST_AUTH_METHOD: scram-sha-256 }
  shop:
    image: mysql:8.4
    environment:
      MYSQL_ALLOW_EMPTY_PASSWORD: ""
      MYSQL_RANDOM_ROOT_PASSWORD: "yes"
  grafana:
    image: grafana/grafana:12.2.0
    environment: { GF_AUTH_ANONYMOUS_ENABLED: "true", GF_AUTH_ANONYMOUS_ORG_ROLE: Viewer }
  replica:
    image: bitnami/postgresql:17
    environment: [ALLOW_EMPTY_PASSWORD=yes, "POSTGRESQL_PASSWORD=\${DB_PASSWORD:?}"]
  old:
    image: elasticsearch:9.1.4
    environment: ["xpack.security.enabled=true"]
`,
  ],
  bad: [
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_HOST_AUTH_METHOD: trust # ! compose/asks-for-password
  shop:
    image: mysql:8.4
    environment:
      MYSQL_ALLOW_EMPTY_PASSWORD: "yes" # ! compose/asks-for-password
  cache:
    image: bitnami/redis:8.0
    environment:
      - ALLOW_EMPTY_PASSWORD=yes # ! compose/asks-for-password
  search:
    image: elasticsearch:9.1.4
    environment:
      - xpack.security.enabled=false # ! compose/asks-for-password
  grafana:
    image: grafana/grafana:12.2.0
    environment:
      GF_AUTH_ANONYMOUS_ENABLED: true
      GF_AUTH_ANONYMOUS_ORG_ROLE: Admin # ! compose/asks-for-password
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const entry of service.environment.values()) {
        const text = entry.value?.resolved;
        const switchedOff = openBy(entry, service);
        if (switchedOff === undefined) continue;
        if (text === undefined) yield { met: "unknown", at: entry, decidedBy: "a variable" };
        else if (!switchedOff) yield { met: true, at: entry };
        else {
          yield {
            met: false,
            at: entry.value ?? entry,
            message: `"${entry.name}" lets everybody into service "${service.name}" who reaches it`,
            hint: "take it out, and give the account a password by a secret file",
            severity: softenedByRole(project, exposureOf(service) === "everyone" ? "error" : "warning"),
          };
        }
      }
    }
  },
});

/** The switch only lets an empty password pass: where one is set, it is asked for. */
function hasPassword({ environment }: Service): boolean {
  for (const { name, value } of environment.values()) {
    if (/_PASSWORD(_FILE)?$/.test(name) && !/^ALLOW_|REPLICATION/.test(name) && value && value.resolved !== "")
      return true;
  }
  return false;
}

/** Undefined: the variable has nothing to do with it. */
function openBy({ name, value }: EnvironmentEntry, service: Service): boolean | undefined {
  const text = (value?.resolved ?? "").toLowerCase();
  switch (name) {
    case "POSTGRES_HOST_AUTH_METHOD":
      return text === "trust";
    case "MYSQL_ALLOW_EMPTY_PASSWORD":
    case "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD":
      return text !== "" && !/^(no|false|0)$/.test(text);
    case "ALLOW_EMPTY_PASSWORD":
      return /bitnami/.test(service.image?.name ?? "") ? text === "yes" && !hasPassword(service) : undefined;
    case "xpack.security.enabled":
      return text === "false";
    case "DISABLE_SECURITY_PLUGIN":
      return text === "true";
    case "GF_AUTH_ANONYMOUS_ORG_ROLE":
      return (
        text === "admin" &&
        service.environment.get("GF_AUTH_ANONYMOUS_ENABLED")?.value?.resolved?.toLowerCase() === "true"
      );
    default:
      return undefined;
  }
}

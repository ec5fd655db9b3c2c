import { exposureOf } from "../../checks/blueprint/exposure.ts";
import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { ComposeProject, Service } from "../../checks/read/compose/model.ts";
import { softenedByRole } from "./facts/severity.ts";
import { consoles, dataStores, runs } from "./facts/software.ts";

export default definePolicy({
  id: "compose/no-default-credentials",
  reads: secretValues,
  severity: "error",
  title: "No container is started with a password from the manual",
  why: "Bots try postgres/postgres and admin/admin on every address within hours of its appearing. A fallback behind `:-` is what runs wherever somebody forgot the variable.",
  source: "OWASP ASVS 5.0, 6.3.2 and 13.2.3: no default accounts or credentials",
  good: [
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: billing
      POSTGRES_PASSWORD: \${DB_PASSWORD:?set it in .env}
`,
    `services:
  db:
    image: postgres:17
    environment:
      - POSTGRES_PASSWORD_FILE=/run/secrets/db_password
    secrets: [db_password]
secrets:
  db_password: { file: ./db_password }
`,
    `services:
  web:
    image: acme/web:1.2
    environment:
      DB_PASSWORD: \${DB_PASSWORD:-}
      PASSWORD_POLICY: default
      SESSION_TOKEN_TTL: "3600"
      DATABASE_URL: postgres://billing:\${DB_PASSWORD:?}@db/billing
`,
  ],
  bad: [
    `services:
  db:
    image: postgres:17
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: postgres # ! compose/no-default-credentials
  cache:
    image: rabbitmq:4-management
    environment:
      RABBITMQ_DEFAULT_USER: guest
      RABBITMQ_DEFAULT_PASS: guest # ! compose/no-default-credentials
`,
    `services:
  grafana:
    image: grafana/grafana:12.2.0
    environment:
      - GF_SECURITY_ADMIN_PASSWORD=\${GRAFANA_PASSWORD:-admin} # ! compose/no-default-credentials
`,
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: billing
      POSTGRES_PASSWORD: billing # ! compose/no-default-credentials
  api:
    image: acme/api:1.2
    environment:
      DATABASE_URL: postgres://billing:password@db:5432/billing # ! compose/no-default-credentials
`,
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: secret # ! compose/no-default-credentials
  api:
    image: acme/api:1.2
    environment:
      DB_PASSWORD: secret
`,
    `services:
  db:
    image: mariadb:11
    environment:
      MARIADB_USER: shop
      MARIADB_PASSWORD: shop # ! compose/no-default-credentials
      MARIADB_ROOT_PASSWORD: shop
  other:
    image: mariadb:11
    environment:
      MARIADB_ROOT_PASSWORD: root # ! compose/no-default-credentials
`,
    {
      files: {
        "compose.yaml": "services:\n  db:\n    image: mysql:8.4\n    env_file: [db.env]\n",
        "db.env": "MYSQL_DATABASE=shop\nMYSQL_ROOT_PASSWORD=root\n",
      },
      reports: ["db.env:2"],
    },
  ],
  *judge({ project, values }) {
    for (const value of values) {
      if (!project || value.purpose !== "password" || value.services.length === 0) continue;
      if (value.class === "empty" || value.class === "reference") continue;
      if (value.class !== "well-known") {
        yield { met: true, at: value };
        continue;
      }
      const same = values.filter((one) => one.text === value.text && one.services.length > 0);
      if (!isServer(value) && same.some(isServer)) continue;
      const alike = same.filter((one) => one === value || isOfSameServer(one, value));
      if (alike[0] !== value) continue;
      const how = value.origin === "fallback" ? "falls back to a password" : "is a password";
      yield {
        met: false,
        at: value,
        message: `"${value.name}"${ownerOf(value)} ${how} that everybody tries first`,
        hint:
          value.origin === "env-file"
            ? "put a random value there, and keep the file out of the repository"
            : `write \${${variableName(value.name)}:?} and put a random value into an ignored .env, or use a secret file`,
        related: same.filter((one) => one !== value && (!isServer(one) || alike.includes(one))),
        severity: severityOf(value, project),
      };
    }
  },
});

/** Published to everyone it is an open door; inside of the networks it is one step of an attack. */
function severityOf(value: SecretValue, project: ComposeProject): Severity {
  const exposed = value.services.some((service) => exposureOf(service) === "everyone" && isServer(value));
  const certain = value.origin !== "fallback" || project.role === "production";
  if (value.text === "test" && value.services.every(isForTests)) return "notice";
  return softenedByRole(project, exposed && certain ? "error" : exposed || certain ? "warning" : "notice");
}

/** Its database is called "test": it holds nothing. */
const isForTests = ({ environment }: Service): boolean =>
  [...environment].some(([name, { value }]) => /_(DB|DATABASE)$/.test(name) && value?.resolved === "test");

/** `MARIADB_PASSWORD` and `MARIADB_ROOT_PASSWORD` of one container with one text are mended together. */
const isOfSameServer = (one: SecretValue, other: SecretValue): boolean =>
  isServer(one) &&
  isServer(other) &&
  one.origin === other.origin &&
  one.services.some((service) => other.services.includes(service));

/** The container itself creates this account; others log in to one elsewhere. */
const isServer = (value: SecretValue): boolean =>
  value.services.some(isStarted) && (value.origin !== "env-file" || ownName.test(value.name));

/** Names by which images make their first account. */
const ownName =
  /^_?(POSTGRES|PG|MYSQL|MARIADB|MONGO|RABBITMQ|GF_|GRAFANA|MINIO|ELASTIC|OPENSEARCH|CLICKHOUSE|REDIS|VALKEY|INFLUX|NEO4J|COUCHDB|MSSQL|SA_)/;

const isStarted = (service: Service): boolean => runs(service, ...dataStores, ...consoles);

/** A file that is given whole to a service holds much that the service never reads. */
function ownerOf({ origin, services }: SecretValue): string {
  const owner = services.find(isStarted) ?? services[0];
  return origin === "env-file" ? "" : ` of service "${owner?.name}"`;
}

const variableName = (name: string): string => name.replaceAll(/\W/g, "_");

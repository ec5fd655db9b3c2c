import { type ProjectVariable, projectVariables } from "../../checks/blueprint/project-variables.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { ComposeProject, Service } from "../../checks/read/compose/model.ts";
import { isSensitiveName } from "../../checks/read/sensitive.ts";
import { softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/guarded",
  reads: projectVariables,
  severity: "warning",
  title: "A secret that is missing stops the start",
  why: "Compose replaces a missing ${DB_PASSWORD} by an empty text and goes on with one line of warning: Redis then runs without a password, and tokens are signed with an empty key.",
  source: "Compose specification, “Interpolation”: ${NAME:?error}",
  good: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?make one}
      SESSION_SECRET: \${SESSION_SECRET:-}
      SMTP_PASSWORD: \${SMTP_PASSWORD}
      STRIPE_API_KEY: \${STRIPE_API_KEY}
      LINKEDIN_APP_SECRET: \${LINKEDIN_APP_SECRET}
      LEVEL: \${LEVEL}
  two:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET}
      DB_PASSWORD:
`,
    {
      "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    environment:\n      JWT_SECRET: ${JWT_SECRET}\n",
      ".env": "JWT_SECRET=bK7pQ2sX9wE4rT6yU1iO3aZ8\n",
    },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET} # ! secrets/guarded
      DATABASE_URL: postgres://api:\${DB_PASSWORD}@db/api # ! secrets/guarded
  two:
    image: acme/api:1.2
    environment: { JWT_SECRET: "$JWT_SECRET" }
  cache:
    image: redis:8
    command: redis-server --requirepass \${REDIS_PASSWORD} # ! secrets/guarded
  grafana:
    image: grafana/grafana:12.2.0
    environment: [ "GF_SECURITY_ADMIN_PASSWORD=\${PASSWORD}" ] # ! secrets/guarded
`,
  ],
  *judge({ project, variables }) {
    for (const variable of variables.values()) {
      if (!isSensitiveName(variable.name)) continue;
      const [first, ...more] = variable.uses;
      const open = variable.uses.filter((use) => use.operator === "" && use.decided === "unknown");
      if (variable.optional || open.length === 0) {
        yield { met: true, at: first };
        continue;
      }
      if (mayBeEmpty(variable) || !isNeeded(variable, project)) {
        yield { met: "unknown", at: first, decidedBy: "whether the service needs it" };
        continue;
      }
      yield {
        met: false,
        at: open[0] ?? first,
        message: `where "${variable.name}" is missing, Compose puts an empty text in its place and starts all the same`,
        hint: `write \${${variable.name}:?} at one place at least`,
        related: more.filter((use) => use !== open[0]),
        severity: softenedByRole(
          project,
          isRefusedEmpty(variable, project) || onlyLogsIn(variable, project) ? "notice" : "warning",
        ),
      };
    }
  },
});

/** A file of defaults, which is copied and runs as it is, leaves it empty. */
const mayBeEmpty = ({ documented }: ProjectVariable): boolean =>
  documented?.value?.text === "" && /default/i.test(documented.source.path);

const vital =
  /jwt|session|cookie|signing|encrypt|secret_key|master|salt|pepper|(^|_)(app|application|nextauth|auth|django|rails|laravel|flask)_?(secret|key)|(^|_)(db|database|postgres|postgresql|pg|mysql|mariadb|mongo|mongodb|redis|rabbitmq|amqp|clickhouse|elastic|minio)_|root|admin/i;

/** Accounts that a container makes for itself: empty, they are open or keep the image's default. */
const ownAccount =
  /^(GF_SECURITY_ADMIN_PASSWORD|MINIO_ROOT_PASSWORD|(POSTGRES|POSTGRESQL|MYSQL|MARIADB)_(\w+_)?PASSWORD|MONGO_INITDB_ROOT_PASSWORD|RABBITMQ_DEFAULT_PASS|ELASTIC_PASSWORD|CLICKHOUSE_PASSWORD|REDIS_PASSWORD)$/;

const optional =
  /smtp|mail|oauth|oidc|ldap|sentry|slack|webhook|client_secret|proxy|backup|s3_|stripe|google|github|gitlab|facebook|instagram|twitter|linkedin|discord|telegram|apple|paypal/i;

/** Many passwords are those of optional services, such as a mail relay: an empty one means that there is none. */
function isNeeded({ name }: ProjectVariable, { services }: ComposeProject): boolean {
  if (vital.test(name) && !optional.test(name)) return true;
  for (const { environment } of services.values()) {
    for (const entry of environment.values()) {
      if (ownAccount.test(entry.name) && entry.value?.variables.some((use) => use.name === name)) return true;
    }
  }
  return false;
}

/** In a URL it is shown to a server that has its own: an empty one is turned away there. */
function onlyLogsIn({ name }: ProjectVariable, { services }: ComposeProject): boolean {
  let inUrl = false;
  for (const service of services.values()) {
    for (const { value } of service.environment.values()) {
      if (!value?.variables.some((use) => use.name === name)) continue;
      if (!/:\/\/[^/]*@/.test(value.raw)) return false;
      inUrl = true;
    }
  }
  return inUrl;
}

/** These images end at once when their password is empty: the mistake shows itself. */
function isRefusedEmpty({ name }: ProjectVariable, { services }: ComposeProject): boolean {
  for (const service of services.values()) {
    for (const entry of service.environment.values()) {
      if (entry.value?.variables.some((use) => use.name === name) && refuses(service, entry.name)) return true;
    }
  }
  return false;
}

const refuses = ({ image }: Service, name: string): boolean =>
  /(^|\/)(postgres|mysql|mariadb|postgis|pgvector|pgvecto-rs|vchord-postgres|timescaledb(-ha)?|pgautoupgrade|minio)$/.test(
    image?.name ?? "",
  ) && /^(POSTGRES_PASSWORD|MYSQL_ROOT_PASSWORD|MARIADB_ROOT_PASSWORD|MINIO_ROOT_PASSWORD)$/.test(name);

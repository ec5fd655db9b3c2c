import { resolveName } from "../../checks/blueprint/name-resolution.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { compose, type EnvironmentEntry, type Interpolated, type Service } from "../../checks/read/compose/model.ts";

const stack = (url: string, password: string, mark = "", extra = ""): string => `services:
  api:
    image: acme/api:1.0.0
    environment:
      DATABASE_URL: ${url}${mark}
  db:
    image: postgres:17.2
    environment:
      POSTGRES_USER: app
      POSTGRES_PASSWORD: ${password}
      POSTGRES_DB: shop
${extra}`;

/** What the official images create at their first start. By familiar image name. */
const firstAccount: Readonly<
  Record<string, { readonly user: string; readonly password: string; readonly database: string }>
> = {
  postgres: { user: "POSTGRES_USER", password: "POSTGRES_PASSWORD", database: "POSTGRES_DB" },
  mysql: { user: "MYSQL_USER", password: "MYSQL_PASSWORD", database: "MYSQL_DATABASE" },
  mariadb: { user: "MYSQL_USER", password: "MYSQL_PASSWORD", database: "MYSQL_DATABASE" },
};

export default definePolicy({
  id: "stack/matching-credentials",
  reads: compose,
  severity: "error",
  title: "the account and database in a connection URL are those that the database creates",
  why: 'a password changed in one of the two places lets a new environment start with "password authentication failed", while the old one, whose volume was initialised long ago, still works',
  source: "documentation of the postgres, mysql and mariadb images: their variables apply to an empty data folder only",
  good: [
    stack("postgres://app:k3epTh1s@db:5432/shop", "k3epTh1s"),
    stack("postgres://app:${DB_PASSWORD}@db:5432/shop", "${DB_PASSWORD}"),
    stack("postgres://app:${DB_PASSWORD:-a}@db/shop", "${DB_PASSWORD:-a}"),
    stack(
      "postgres://reporting:other@db/shop",
      "k3epTh1s",
      "",
      '    volumes: ["./init:/docker-entrypoint-initdb.d:ro"]\n',
    ),
    stack("postgres://app:p%40ss@db/shop?sslmode=disable", "p@ss"),
    stack("postgres://app:x@db.example.com/other", "k3epTh1s"),
  ],
  bad: [
    stack("postgres://app:0ther@db:5432/shop", "k3epTh1s", " # ! stack/matching-credentials"),
    stack("postgres://application:k3epTh1s@db:5432/shop", "k3epTh1s", " # ! stack/matching-credentials"),
    stack("postgres://app:k3epTh1s@db:5432/store", "k3epTh1s", " # ! stack/matching-credentials"),
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const entry of service.environment.values()) yield* judgeEntry(service, entry);
    }
  },
});

const url = /^(?:postgres(?:ql)?|mysql|mariadb)(?:\+\w+)?:\/\/([^:@/\s]+):([^@/\s]*)@([^:/?#\s]+)(?::\d+)?\/([^?#\s]*)/;

function* judgeEntry(service: Service, { name, value, from }: EnvironmentEntry): Generator<Judgement> {
  if (!value || from !== "environment") return;
  const [, user, password, host, database] = url.exec(value.resolved ?? value.raw) ?? [];
  if (user === undefined || password === undefined || !host) return;
  const resolution = resolveName(service.project, service, host);
  const target =
    resolution.found === "services" && resolution.services.length === 1 ? resolution.services[0] : undefined;
  const variables = firstAccount[target?.image?.familiar ?? ""];
  if (!target || !variables) return;
  if (value.resolved === undefined) {
    yield { met: "unknown", at: value, decidedBy: "a variable" };
    return;
  }
  if (target.mounts.some((mount) => mount.target?.startsWith("/docker-entrypoint-initdb.d"))) {
    yield { met: "unknown", at: value, decidedBy: "the scripts that the database runs at its first start" };
    return;
  }
  const created = (variable: string): Interpolated | undefined => target.environment.get(variable)?.value;
  const differs = (variable: string, used: string | undefined): boolean => {
    const expected = created(variable)?.resolved;
    return expected !== undefined && used !== undefined && used !== "" && decoded(used) !== expected;
  };
  // The administrator exists besides the first account.
  if (user === "root" || (user === "postgres" && !created(variables.user))) return;
  const wrong = differs(variables.user, user)
    ? "user"
    : differs(variables.password, password)
      ? "password"
      : differs(variables.database, database)
        ? "database"
        : undefined;
  if (!wrong) {
    yield { met: true, at: value };
    return;
  }
  yield {
    met: false,
    at: value,
    message: `the ${wrong} in ${name} is not the one that "${target.name}" creates by ${variables[wrong]}`,
    hint: "use one variable in both places",
    related: [target.environment.get(variables[wrong]) ?? target],
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { isPlayground } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/no-default-in-production",
  reads: secretValues,
  severity: "warning",
  title: "No secret has a default in the file",
  why: "`${SECRET:-text}` starts with the published text wherever the variable is missing or misspelt, in silence. With :? the start fails and says which one.",
  source: "Compose specification, “Interpolation”; OWASP ASVS 5.0, 13.3.1",
  good: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?}
      OPTIONAL_TOKEN: \${OPTIONAL_TOKEN:-}
      TOKEN_TTL: \${TOKEN_TTL:-3600}
      DB_PASSWORD_FILE: \${DB_PASSWORD_FILE:-/run/secrets/db}
`,
    {
      "compose.dev.yaml":
        "services:\n  api:\n    image: acme/api:1.2\n    environment:\n      JWT_SECRET: ${JWT_SECRET:-bK7pQ2sX9wE4rT6yU1iO3aZ8}\n",
    },
  ],
  bad: [
    {
      files: {
        "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment:
      DATABASE_URL: postgres://shop:\${DB_PASSWORD:-shop-api}@db/shop
      JWT_SECRET: \${JWT_SECRET:-bK7pQ2sX9wE4rT6yU1iO3aZ8}
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: shop-api
      POSTGRES_PASSWORD: \${DB_PASSWORD:-shop-api}
`,
      },
      reports: ["compose.yaml:6"],
    },
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:-bK7pQ2sX9wE4rT6yU1iO3aZ8} # ! secrets/no-default-in-production
      DATABASE_URL: postgres://api:\${DB_PASSWORD:-tq8Zr2mVx0Lk}@db/api # ! secrets/no-default-in-production
`,
    `services:
  api:
    image: acme/api:1.2
    environment:
      DATABASE_URL: \${DATABASE_URL:-postgres://api:tq8Zr2mVx0Lk@db/api} # ! secrets/no-default-in-production
`,
  ],
  *judge({ project, values }) {
    const seen = new Set<string>();
    for (const value of values) {
      if (value.origin !== "fallback" || (value.class !== "sound" && value.class !== "weak")) continue;
      if (seen.has(value.name) || isToldElsewhere(value, values)) continue;
      seen.add(value.name);
      if (isPlayground(project)) {
        yield { met: true, at: value };
        continue;
      }
      yield {
        met: false,
        at: value,
        message: `"${value.name}" has a published default, which is in force wherever the variable is missing`,
        related: values.filter((one) => one !== value && one.name === value.name),
        hint: `write \${${value.name}:?} instead`,
        severity: project?.role === "production" ? "error" : "warning",
      };
    }
  },
});

/** The same default where the server reads it is a password that everybody tries: compose/no-default-credentials. */
const isToldElsewhere = ({ name, text }: SecretValue, values: readonly SecretValue[]): boolean =>
  values.some((one) => one.name === name && one.text === text && one.class === "well-known");

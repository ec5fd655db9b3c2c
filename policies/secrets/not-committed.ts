import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { nameOf } from "../../checks/read/repository-path.ts";
import { isPlaygroundPath, softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/not-committed",
  reads: secretValues,
  severity: "error",
  title: "No secret stands in a file of the repository",
  why: "What was committed once is in every clone and in the history after it was deleted; scanners find a pushed key within minutes. Pattern scanners miss passwords without a known form, which one in five public Compose files holds.",
  source: "OWASP ASVS 5.0, 13.3.1; CWE-798, use of hard-coded credentials",
  good: [
    {
      "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?}
      API_KEY_FILE: /run/secrets/api_key
      SECRET_PROVIDER: vault
      DB_PASSWORD: vault:secret/data/db#password
`,
      ".env.example": "JWT_SECRET=\n",
    },
    { ".env": "LEVEL=info\nDB_PASSWORD=\nAPI_TOKEN_TTL=30\n" },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: bK7pQ2sX9wE4rT6yU1iO3aZ8 # ! secrets/not-committed
      DATABASE_URL: postgres://api:tq8Zr2mVx0Lk@db/api # ! secrets/not-committed
`,
    `services:
  api:
    image: acme/api:1.2
    environment:
      DATABASE_URL: mysql://shop:tq8Zr2mVx0Lk@db/shop
  db:
    image: mariadb:11
    environment:
      MARIADB_USER: shop
      MARIADB_PASSWORD: tq8Zr2mVx0Lk # ! secrets/not-committed
`,
    {
      files: { ".env": "LEVEL=info\nDB_PASSWORD=tq8Zr2mVx0Lk\nJWT_SECRET=bK7pQ2sX9wE4rT6yU1iO3aZ8\n" },
      reports: [".env:2"],
    },
  ],
  *judge({ project, values }) {
    const files = new Map<string, SecretValue[]>();
    const literals = new Map<string, SecretValue[]>();
    for (const value of values) {
      if (value.origin === "fallback" || (value.class !== "sound" && value.class !== "weak")) continue;
      if (value.origin === "env-file") {
        const { path } = value.source;
        files.set(path, [...(files.get(path) ?? []), value]);
        continue;
      }
      literals.set(value.text, [...(literals.get(value.text) ?? []), value]);
    }
    for (const same of literals.values()) {
      const value = same.find(({ inUrl }) => !inUrl) ?? same[0];
      if (!value) continue;
      const severe = same.some((one) => severityOf(one) === "error");
      yield {
        met: false,
        at: value,
        message: `"${value.name}" of service "${value.services[0]?.name}" is written out in a file of the repository`,
        hint: `take \${${value.name}:?} from an ignored .env or a secret file, and change the value: it is published`,
        related: same.filter((one) => one !== value),
        severity: softenedByRole(project, severe ? "error" : "warning"),
      };
    }
    for (const [path, [first, ...more]] of files) {
      if (!first) continue;
      const count = more.length + 1;
      yield {
        met: false,
        at: first,
        message: `${path} is not ignored by git and holds ${count === 1 ? `the secret "${first.name}"` : `${count} secrets, first "${first.name}"`}`,
        hint: isDotFile(path)
          ? "git rm --cached it, add it to .gitignore, commit an example without values, and change every value"
          : "leave the values empty and guard them with :? in Compose; where it is the file of a real server, change every value",
        related: more,
        severity: isPlaygroundPath(path)
          ? "notice"
          : softenedByRole(
              project,
              isDotFile(path) && [first, ...more].some((one) => severityOf(one) === "error") ? "error" : "warning",
            ),
      };
    }
    for (const value of values) {
      if (value.class === "empty" || value.class === "reference") yield { met: true, at: value };
    }
  },
});

/** `.env` is somebody's own; `settings.env` beside the Compose file is as often the default that a project hands out. */
const isDotFile = (path: string): boolean => nameOf(path).startsWith(".");

/** A key opens from anywhere; a password of the inner network is one step of an attack. */
const severityOf = ({ purpose, class: strength }: SecretValue): Severity =>
  purpose === "key" && strength === "sound" ? "error" : "warning";

import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/not-reused",
  reads: secretValues,
  severity: "warning",
  title: "No secret serves two purposes",
  why: "Where the key of the sessions is also the password of the database, one leak is two, and the one cannot be changed without the other.",
  source: "OWASP ASVS 5.0, 11.1.1; NIST SP 800-57 part 1, 5.2: one key, one purpose",
  good: [
    {
      "compose.yaml": `services:
  db:
    image: postgres:17
    environment: { POSTGRES_PASSWORD: "\${DB_PASSWORD}" }
  api:
    image: acme/api:1.2
    environment:
      DB_PASSWORD: \${DB_PASSWORD}
      PGPASSWORD: \${DB_PASSWORD}
      JWT_SECRET: \${JWT_SECRET}
`,
      ".env": "DB_PASSWORD=tq8Zr2mVx0Lk77aa\nJWT_SECRET=bK7pQ2sX9wE4rT6yU1iO3aZ8\n",
    },
    `services:
  db:
    image: postgres:17
    environment: { POSTGRES_PASSWORD: tq8Zr2mVx0Lk77aa }
  api:
    image: acme/api:1.2
    environment: { DATABASE_URL: "postgres://api:tq8Zr2mVx0Lk77aa@db/api", APP_DB_PASS: tq8Zr2mVx0Lk77aa }
`,
    `services:
  store:
    image: minio/minio:RELEASE.2025-09-07T16-13-09Z
    environment: { MINIO_ROOT_PASSWORD: bK7pQ2sX9wE4rT6y }
  api:
    image: acme/api:1.2
    environment: { UPLOADS_S3_SECRET_ACCESS_KEY: bK7pQ2sX9wE4rT6y }
`,
  ],
  bad: [
    {
      files: {
        "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    env_file: [.env]\n",
        ".env": "DB_PASSWORD=tq8Zr2mVx0Lk77aa\nJWT_SECRET=tq8Zr2mVx0Lk77aa\n",
      },
      reports: [".env:2"],
    },
    `services:
  api:
    image: acme/api:1.2
    environment:
      SESSION_SECRET: bK7pQ2sX9wE4rT6yU1iO3aZ8
      ENCRYPTION_KEY: bK7pQ2sX9wE4rT6yU1iO3aZ8 # ! secrets/not-reused
`,
  ],
  *judge({ project, values }) {
    const first = new Map<string, SecretValue>();
    for (const value of values) {
      if (value.class !== "sound" && value.class !== "weak") continue;
      const other = first.get(value.text);
      if (!other) first.set(value.text, value);
      if (!other || !differInPurpose(other, value)) {
        yield { met: true, at: value };
        continue;
      }
      yield {
        met: false,
        at: value,
        message: `"${value.name}" has the same value as "${other.name}", which has another purpose`,
        hint: "make one of its own for each",
        related: [other],
        severity: softenedByRole(project, "warning"),
      };
    }
  },
});

/** Both ends of one connection hold the same password under different names; a key and a password, or two keys, do not. */
function differInPurpose(one: SecretValue, two: SecretValue): boolean {
  if (one.inUrl || two.inUrl) return false;
  if (one.purpose === "password" && two.purpose === "password") return false;
  if (ofObjectStore(one.name) && ofObjectStore(two.name)) return false;
  return topicOf(one.name) !== topicOf(two.name) && !related(one.name, two.name);
}

/** The password of a MinIO account is the secret access key that its clients sign with. */
const ofObjectStore = (name: string): boolean => /(^|_)(minio|s3|aws)(_|$)/i.test(name);

const related = (one: string, two: string): boolean => one.endsWith(two) || two.endsWith(one);

/** `APP_JWT_SECRET_KEY` and `JWT_SECRET` are about the same. */
function topicOf(name: string): string {
  return name
    .toLowerCase()
    .split(/[_.-]/)
    .filter(
      (word) =>
        !/^(app|api|web|secret|key|token|password|pass|base|old|new|the|my|server|client|default|root|\d+)$/.test(word),
    )
    .join("_");
}

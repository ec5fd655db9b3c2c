import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { isPlaygroundPath, softenedByRole } from "./facts/role.ts";

/**
 * A literal or a default in Compose is published and has to be changed for that alone, and so is a password in a dotenv
 * file that git does not ignore: other policies say so. A key is guessed from one token, wherever the file lies.
 */
export default definePolicy({
  id: "secrets/strong-value",
  reads: secretValues,
  severity: "warning",
  title: "Keys are too long and too random to be guessed",
  why: "A key that signs tokens is attacked offline with millions of tries a second: words and a year are found in an hour. What a machine types may as well be 32 random characters.",
  source: "OWASP ASVS 5.0, 11.2.3 (128 bits); RFC 7518, 3.2 (a key for HS256 has 256 bits)",
  good: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?}
      OTHER_SECRET: \${OTHER_SECRET:-}
      DB_PASSWORD_FILE: /run/secrets/db
      PUBLIC_KEY: abc
      CACHE_KEY_PREFIX: api
`,
    { ".env.example": "JWT_SECRET=short\n" },
  ],
  bad: [
    {
      files: {
        "compose.yaml":
          "services:\n  api:\n    image: acme/api:1.2\n    environment:\n      JWT_SECRET: ${JWT_SECRET}\n      DB_PASSWORD: ${DB_PASSWORD}\n",
        ".env": "DB_PASSWORD=bill24\nJWT_SECRET=billing-signing-2024\nSESSION_SECRET=short-one\n",
      },
      reports: [".env:2"],
    },
  ],
  *judge({ project, values }) {
    const weakKeys = new Map<string, SecretValue[]>();
    for (const value of values) {
      if (value.origin !== "env-file" || (value.class !== "weak" && value.class !== "sound")) continue;
      if (value.class === "sound") {
        yield { met: true, at: value };
        continue;
      }
      if (value.purpose !== "key") continue;
      const { path } = value.source;
      weakKeys.set(path, [...(weakKeys.get(path) ?? []), value]);
    }
    for (const [path, [first, ...more]] of weakKeys) {
      if (!first) continue;
      const others = more.length > 0 ? ` and ${more.length} more are keys` : " is a key";
      yield {
        met: false,
        at: first,
        message: `"${first.name}"${others} that can be guessed: too short or too regular`,
        hint: "openssl rand -base64 48",
        related: more,
        severity: isPlaygroundPath(path) ? "notice" : softenedByRole(project, "warning"),
      };
    }
  },
});

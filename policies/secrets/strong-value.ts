import { secretValues } from "../../checks/blueprint/secret-values.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { isPlaygroundPath, softenedByRole } from "./facts/role.ts";

/** A literal or a default in Compose is published and has to be changed for that alone: other policies say so. */
export default definePolicy({
  id: "secrets/strong-value",
  reads: secretValues,
  severity: "warning",
  title: "Secrets are too long and too random to be guessed",
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
        ".env": "JWT_SECRET=billing-signing-2024\nDB_PASSWORD=bill24\n",
      },
      reports: [".env:1", ".env:2"],
    },
  ],
  *judge({ project, values }) {
    for (const value of values) {
      if (value.origin !== "env-file" || (value.class !== "weak" && value.class !== "sound")) continue;
      if (value.class === "sound") {
        yield { met: true, at: value };
        continue;
      }
      const isKey = value.purpose === "key";
      yield {
        met: false,
        at: value,
        message: `"${value.name}" is ${isKey ? "a key" : "a password"} that can be guessed: it is too short or too regular`,
        hint: `openssl rand -base64 ${isKey ? 48 : 24}`,
        severity: isPlaygroundPath(value.source.path)
          ? "notice"
          : softenedByRole(project, isKey ? "warning" : "notice"),
      };
    }
  },
});

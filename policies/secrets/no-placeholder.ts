import { exposureOf } from "../../checks/blueprint/exposure.ts";
import { type SecretValue, secretValues } from "../../checks/blueprint/secret-values.ts";
import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/no-placeholder",
  reads: secretValues,
  severity: "error",
  title: "No secret is a text that asks to be replaced",
  why: "A `changeme` behind `:-` or in a file that is run works, so nobody notices; everybody who has read the repository then signs tokens or opens the database. Keys copied from documentation are the first that scanners try.",
  source: "OWASP ASVS 5.0, 13.2.3 and 13.3.1; CWE-1392, use of default credentials",
  good: [
    {
      "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET:?make one with openssl rand -hex 32}
      SESSION_SECRET_FILE: /run/secrets/session
      TOKEN_NAME: change-me
      API_KEY: \${API_KEY}
`,
      ".env.example": "JWT_SECRET=changeme\nAPI_KEY=<your key>\n",
    },
    { ".env.template": "API_TOKEN=your-token-here\n" },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: change_me_in_production # ! secrets/no-placeholder
      API_TOKEN: \${API_TOKEN:-your-token-here} # ! secrets/no-placeholder
      DATABASE_URL: postgres://api:changeme@db/api # ! secrets/no-placeholder
`,
    {
      files: {
        "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    env_file: [api.env]\n",
        "api.env":
          "LEVEL=info\nSECRET_KEY=replace-with-a-long-random-text\nAPI_KEY=\nMAIL_PASSWORD=changeme\nSIGNING_KEY=changeme\n",
      },
      reports: ["api.env:2"],
    },
    { files: { ".env": "SMTP_PASSWORD=<password>\n" }, reports: [".env:1"] },
  ],
  *judge({ project, values }) {
    const files = new Map<string, SecretValue[]>();
    for (const value of values) {
      if (value.class === "empty" || value.class === "reference") continue;
      if (value.class !== "placeholder") {
        yield { met: true, at: value };
        continue;
      }
      if (value.origin === "env-file") {
        const key = `${value.source.path} ${severityOf(value)}`;
        files.set(key, [...(files.get(key) ?? []), value]);
        continue;
      }
      const how = value.origin === "fallback" ? "falls back to" : "is";
      const owner = value.services.length === 1 ? ` of service "${value.services[0]?.name}"` : "";
      yield {
        met: false,
        at: value,
        message: `"${value.name}"${owner} ${how} a text that asks to be replaced, and works as it is`,
        hint:
          value.origin === "fallback"
            ? `write \${${value.name}:?} so that nothing starts without a value`
            : "put a random value there, or leave it empty and guard it with :? in Compose",
        severity: softenedByRole(project, severityOf(value)),
      };
    }
    for (const [first, ...more] of files.values()) {
      if (!first) continue;
      const others = more.length > 0 ? ` and ${more.length} more` : "";
      yield {
        met: false,
        at: first,
        message: `"${first.name}"${others} in ${first.source.path} ${more.length > 0 ? "are texts that ask" : "is a text that asks"} to be replaced, and ${more.length > 0 ? "work as they are" : "works as it is"}`,
        hint: "put random values there, or leave them empty and guard them with :? in Compose",
        related: more,
        severity: softenedByRole(project, severityOf(first)),
      };
    }
  },
});

/** A signing key that is known forges tokens from anywhere; a password must be reached first; a file is perhaps filled in later. */
function severityOf({ name, origin, services }: SecretValue): Severity {
  if (services.length === 0) return "notice";
  if (origin !== "literal") return "warning";
  const signs = /jwt|sign|session|cookie|encrypt|secret_?key|app_?(secret|key)/i.test(name);
  return signs || services.some((service) => exposureOf(service) === "everyone") ? "error" : "warning";
}

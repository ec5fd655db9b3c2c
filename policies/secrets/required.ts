import { type ProjectVariables, projectVariables } from "../../checks/blueprint/project-variables.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Resource } from "../../checks/read/compose/model.ts";
import { isSensitiveName } from "../../checks/read/sensitive.ts";

export default definePolicy({
  id: "secrets/required",
  reads: projectVariables,
  severity: "error",
  title: "Every promised secret is documented, used and guarded",
  why: "A release that forgets one secret of the list starts with an empty password or not at all, mostly at night. The list is the promise; the files must keep it at three places.",
  source: "seaworthy.yaml, promises.requiredSecrets; OWASP ASVS 5.0, 13.3.1",
  promise: "requiredSecrets",
  good: [
    {
      "seaworthy.yaml": "promises:\n  requiredSecrets: [DB_PASSWORD, DB_HOST, JWT_SECRET_KEY]\n",
      "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment: { DB_HOST: "\${DB_HOST:-db}", JWT_SECRET_KEY: "\${JWT_SECRET_KEY:?}" }
    secrets: [db_password]
secrets: { db_password: { file: ./secrets/db_password } }
`,
      ".env.example": "DB_PASSWORD=\nDB_HOST=\nJWT_SECRET_KEY=\n",
    },
  ],
  bad: [
    {
      files: {
        "seaworthy.yaml":
          "promises:\n  requiredSecrets: [DB_PASSWORD, JWT_SECRET_KEY, API_TOKEN, SMTP_PASSWORD, OLD_TOKEN]\n",
        "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET_KEY: \${JWT_SECRET_KEY:?}
      API_TOKEN: \${API_TOKEN}
secrets:
  db_password: { file: ./secrets/db_password }
`,
        ".env.example": "DB_PASSWORD=\nAPI_TOKEN=\nOLD_TOKEN=\n",
      },
      reports: ["compose.yaml:1", "compose.yaml:5", "compose.yaml:6", "compose.yaml:8"],
    },
  ],
  *judge(model, { promises }) {
    if (!model.keepsPromises) return;
    for (const name of promises.requiredSecrets ?? []) {
      const problems = [...problemsOf(name, model)];
      const file = fileOf(name, model);
      const variable = model.variables.get(name);
      const at = variable?.uses[0] ?? file ?? model;
      if (problems.length === 0) yield { met: true, at };
      for (const { text, hint } of problems)
        yield { met: false, at, message: `promised secret "${name}" ${text}`, hint };
    }
  },
});

/** A host or a port may have a default; a secret with one is a published secret. */
function* problemsOf(name: string, model: ProjectVariables): Generator<{ text: string; hint: string }> {
  const variable = model.variables.get(name);
  const file = fileOf(name, model);
  if (!variable && !file) {
    yield {
      text: "is used by no service",
      hint: `write \${${name}:?}, or declare a secret "${name.toLowerCase()}" and give it to the service`,
    };
  } else if (!variable && file && !isGranted(file, model)) {
    yield { text: "is declared, but no service gets it", hint: `secrets: [${file.name}] in the service that needs it` };
  } else if (variable && !file && !variable.guarded && !(variable.optional && !isSensitiveName(name))) {
    yield { text: "is not guarded: without a value everything starts all the same", hint: `write \${${name}:?}` };
  }
  const documented = model.examples.some((example) => example.entries.some((entry) => entry.name === name));
  if (!documented) yield { text: "is named in no .env.example", hint: `add ${name}= to .env.example` };
}

/** A secret of Compose is named as the variable, mostly in small letters; a file that is missing stops the start by itself. */
function fileOf(name: string, { project }: ProjectVariables): Resource | undefined {
  for (const secret of project.secrets.values()) {
    if (secret.name.toLowerCase().replaceAll("-", "_") === name.toLowerCase()) return secret;
    if (secret.environment?.resolved === name) return secret;
  }
  return undefined;
}

function isGranted({ name }: Resource, { project }: ProjectVariables): boolean {
  for (const service of project.services.values()) if (service.secrets.some((use) => use.name === name)) return true;
  return false;
}

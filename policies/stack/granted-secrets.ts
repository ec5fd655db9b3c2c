import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { compose, type Service } from "../../checks/read/compose/model.ts";

const db = (secrets: string, mark = ""): string => `services:
  db:
    image: postgres:17.2
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password${mark}
${secrets}secrets:
  db_password: { file: ./db_password.txt }
  pg: { file: ./db_password.txt }
`;

export default definePolicy({
  id: "stack/granted-secrets",
  reads: compose,
  severity: "error",
  title: "every secret file that a service is told to read is granted to it",
  why: "a service whose settings name /run/secrets/x without `secrets: [x]` starts without its password, or not at all; the declaration at the end of the file looks right and is not enough",
  source: "Compose specification, secrets: a service sees only the secrets it lists",
  good: [
    db("    secrets: [db_password]\n"),
    db("    secrets: [{ source: pg, target: db_password }]\n"),
    db('    volumes: ["./secrets:/run/secrets:ro"]\n'),
    db("    tmpfs: [/run/secrets]\n"),
  ],
  bad: [
    db("", " # ! stack/granted-secrets"),
    db("    secrets: [pg]\n", " # ! stack/granted-secrets"),
    `services:
  api:
    image: acme/api:1.0.0
    command:
      - serve
      - --key-file=/run/secrets/jwt_key # ! stack/granted-secrets
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const { at, path } of namedPaths(service)) {
        if (isProvided(service, path)) yield { met: true, at };
        else if (service.build && !project.secrets.has(path.slice("/run/secrets/".length))) {
          yield { met: "unknown", at, decidedBy: "the image, which is built here" };
        } else {
          const name = path.slice("/run/secrets/".length);
          yield {
            met: false,
            at,
            message: `"${service.name}" reads ${path}, but no secret is granted to it under that name`,
            hint: `add \`secrets: [${name}]\` to the service`,
            related: [project.secrets.get(name) ?? service],
          };
        }
      }
    }
  },
});

/** `/run/secrets/name` in the environment and in the command. */
function* namedPaths(service: Service): Generator<{ readonly at: Located; readonly path: string }> {
  for (const { value, from } of service.environment.values()) {
    const path = from === "environment" ? secretPath(value?.resolved) : undefined;
    if (path && value) yield { at: value, path };
  }
  for (const word of [...(service.command?.words ?? []), ...(service.entrypoint?.words ?? [])]) {
    const path = word.decided ? secretPath(word.text) : undefined;
    if (path) yield { at: word, path };
  }
}

const secretPath = (text: string | undefined): string | undefined =>
  /(?:^|[=:])(\/run\/secrets\/[\w.-]+)$/.exec(text ?? "")?.[1];

function isProvided(service: Service, path: string): boolean {
  if (service.secrets.some(({ target }) => target === undefined || target === path)) return true;
  if (service.configs.some(({ target }) => target === path)) return true;
  const covers = (target: string | undefined): boolean =>
    target === undefined || path === target || path.startsWith(`${target.replace(/\/$/, "")}/`);
  return (
    service.mounts.some(({ target }) => covers(target)) ||
    service.tmpfs.some(({ resolved }) => covers(resolved?.split(":")[0]))
  );
}

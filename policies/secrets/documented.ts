import leven from "leven";
import { type ProjectVariables, projectVariables } from "../../checks/blueprint/project-variables.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { VariableUse } from "../../checks/read/compose/model.ts";
import { isSensitiveName } from "../../checks/read/sensitive.ts";
import { softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/documented",
  reads: projectVariables,
  severity: "warning",
  title: "What Compose needs, what .env.example names and what is used agree",
  why: "Whoever fills in the example and misses a variable that only the Compose file names starts with an empty text in its place; a name in the example that nothing reads is set in good faith and does nothing, such as a password after a rename.",
  source: "The Twelve-Factor App, III. Config; Compose specification, “Interpolation”",
  good: [
    {
      "compose.yaml": `services:
  api:
    image: acme/api:\${RELEASE:-1.2}
    environment:
      JWT_SECRET: \${JWT_SECRET:?}
      DB_PASSWORD: $DB_PASSWORD
      OPTIONAL: \${OPTIONAL:-}
      TRACE: \${TRACE+1}
      PASSED:
      HOME: $HOME
`,
      ".env.example": "JWT_SECRET=\n#DB_PASSWORD=\nRELEASE=1.2\nPASSED=\nCOMPOSE_PROJECT_NAME=api\n",
    },
    {
      "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    env_file: .env\n    environment: { A: $A }\n",
      ".env.example": "A=1\nB=2\nC=3\n",
    },
    { "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    environment: { A: $A, B: $B }\n" },
    {
      "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\n    environment: { A: $A }\n",
      ".env.example": "A=1\nB=2\n",
      "start.sh": "echo $B\n",
    },
  ],
  bad: [
    {
      "compose.yaml": `services:
  api:
    image: acme/api:1.2
    environment:
      JWT_SECRET: \${JWT_SECRET} # ! secrets/documented
      DB_USERNAME: \${DB_USERNAME}
      DB_PASSWORD: \${DB_PASSWORD:?}
      LEVEL: \${LEVEL} # ! secrets/documented
      ZONE: \${ZONE}
`,
      ".env.example": "DB_PASSWORD=\nDB_USERNAME=\nJWT_SECERT=# ! secrets/documented\n",
    },
  ],
  *judge(model) {
    const { project, variables, examples } = model;
    if (examples.length === 0) {
      if (model.otherExamples) yield { met: "unknown", at: model, decidedBy: "which example belongs to this project" };
      return;
    }
    const missing: VariableUse[] = [];
    const names = new Set(examples.flatMap((file) => file.entries.map((entry) => entry.name)));
    for (const { name, uses, optional, guarded, documented, declared } of variables.values()) {
      const [use] = uses;
      const explained = documented || declared || (optional && !guarded) || isOfShell(name);
      const unread = uses.every((one) => one.decided === "default");
      if (explained || guarded || unread) {
        yield { met: true, at: use };
        continue;
      }
      const near = nearest(name, names);
      if (!near) {
        missing.push(use);
        continue;
      }
      yield {
        met: false,
        at: use,
        message: `"${name}" has no default, and ${paths(model)} does not name it`,
        hint: `the example has "${near}": give both the same name`,
        related: examples
          .flatMap((file) => file.entries.filter((entry) => entry.name === near))
          .map((entry) => entry.nameAt),
        severity: softenedByRole(project, "warning"),
      };
    }
    yield* unnamed(model, missing);
    yield* unused(model);
  },
});

const paths = ({ examples }: ProjectVariables): string => examples.map((file) => file.source.path).join(", ");

/** Whoever completes the example does so once for all that it lacks. */
function* unnamed(model: ProjectVariables, missing: readonly VariableUse[]) {
  const secrets = missing.filter(({ name }) => isSensitiveName(name));
  const ordered = [...secrets, ...missing.filter((use) => !secrets.includes(use))];
  const [first, ...more] = ordered;
  if (!first) return;
  const shown = ordered.slice(0, 3).map(({ name }) => `"${name}"`);
  const rest = ordered.length > shown.length ? ` and ${ordered.length - shown.length} more` : "";
  yield {
    met: false,
    at: first,
    message: `${shown.join(", ")}${rest} ${more.length > 0 ? "have" : "has"} no default, and ${paths(model)} does not name ${more.length > 0 ? "them" : "it"}`,
    hint: `add ${first.name}= ${more.length > 0 ? "and the others " : ""}to the example, with a word on what it is`,
    related: more,
    severity: softenedByRole(model.project, secrets.length > 0 ? "warning" : "notice"),
  } as const;
}

/** Only an example that is made for the Compose file: where most of its names are read elsewhere, it serves the program. */
function* unused({ project, variables, examples, passedWhole, saidElsewhere }: ProjectVariables) {
  if (passedWhole || project.incomplete || project.unattached.length > 0) return;
  for (const file of examples) {
    const entries = file.entries.filter(
      (entry) => !entry.commentedOut && !/^(COMPOSE|DOCKER|BUILDKIT)_/.test(entry.name),
    );
    const used = entries.filter((entry) => variables.has(entry.name));
    if (used.length * 2 < entries.length) continue;
    for (const entry of entries) {
      if (variables.has(entry.name) || isPassed(entry.name, project) || saidElsewhere(entry.name)) {
        yield { met: true, at: entry.nameAt } as const;
        continue;
      }
      yield {
        met: false,
        at: entry.nameAt,
        message: `nothing reads "${entry.name}": neither Compose nor another file beside it`,
        hint: "delete it from the example, or use it",
        severity: "notice",
      } as const;
    }
  }
}

function isPassed(name: string, { services }: ProjectVariables["project"]): boolean {
  for (const { environment } of services.values()) if (environment.has(name)) return true;
  return false;
}

/** Every shell has them. */
const isOfShell = (name: string): boolean =>
  /^(HOME|PWD|USER|UID|GID|HOSTNAME|PATH|SHELL|LANG|TZ|XDG_\w+|SSH_AUTH_SOCK|DISPLAY|DOCKER_\w+|COMPOSE_\w+)$/.test(
    name,
  );

function nearest(name: string, others: Iterable<string>): string | undefined {
  for (const other of others) if (leven(name, other) <= 2 && name.length > 4) return other;
  return undefined;
}

import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { isInterpolated } from "../../checks/read/compose/interpolated.ts";
import { compose, type Service, type VariableUse } from "../../checks/read/compose/model.ts";
import { entriesOf, get, isMapping, isSequence, type Node } from "../../checks/read/yaml/tree.ts";

export default definePolicy({
  id: "compose/dollar-escaped",
  reads: compose,
  severity: "error",
  title: "Variables that the container's shell is to expand are written with $$",
  why: "Compose replaces $NAME before the container exists, with what the caller's shell and .env know. What only `environment` or another env_file defines becomes an empty text, with one line of warning: `pg_isready -U $POSTGRES_USER` then asks for nobody.",
  source: "Compose specification, “Interpolation”: $$ for a literal dollar sign; env_file and environment take no part",
  good: [
    `services:
  db:
    image: postgres:17
    environment: { POSTGRES_USER: billing }
    healthcheck: { test: "pg_isready -U $$POSTGRES_USER" }
    command: sh -c 'for i in 1 2; do echo "$$i"; done'
  cache:
    image: redis:8
    environment: { REDIS_PASSWORD: "\${REDIS_PASSWORD}" }
    command: redis-server --requirepass \${REDIS_PASSWORD} --port $PORT
    healthcheck: { test: "redis-cli -a $REDIS_PASSWORD ping" }
  api:
    image: acme/api:1.2
    environment: { NAME: api, LEVEL: "\${LOG_LEVEL:-info}" }
    command: run --level \${LEVEL:-info} --name \${NAME:?}
`,
    `services:
  edge:
    image: traefik:v3.3.1
    environment: { PRICE: "$5 or $SUM", HASH: "$ADMIN_HASH" }
    labels:
      - "traefik.http.middlewares.door.basicauth.users=ops:$$apr1$$Uf3kQz7w$$b0Jm2XsVq8Lr5TnYc1Hd4/"
      - "traefik.http.middlewares.gate.basicauth.users=\${GATE_USERS}"
`,
    {
      "compose.yaml": `services:
  db:
    image: postgres:17
    env_file: [.env]
    healthcheck: { test: "pg_isready -U $POSTGRES_USER" }
`,
      ".env": "POSTGRES_USER=billing\n",
    },
  ],
  bad: [
    `services:
  db:
    image: postgres:17
    environment:
      POSTGRES_USER: billing
      POSTGRES_DB: shop
    healthcheck:
      test: pg_isready -U $POSTGRES_USER -d \${POSTGRES_DB} # ! compose/dollar-escaped
  job:
    image: acme/job:1
    command: >-
      sh -c '
      for file in a b; do
        echo $file; # ! compose/dollar-escaped
      done'
    entrypoint: ["sh", "-c", "HOST=$$(hostname); echo $HOST"] # ! compose/dollar-escaped
`,
    `services:
  edge:
    image: traefik:v3.3.1
    environment:
      PANEL_HASH: "$2y$10$Qk3vXw9ZtR5mLs8Yb2NdHe7GfJc4PaUi6To1KqEzMxBnVrWyCd0Fh" # ! compose/dollar-escaped
    deploy:
      labels:
        - "traefik.http.middlewares.door.basicauth.users=ops:$apr1$Uf3kQz7w$b0Jm2XsVq8Lr5TnYc1Hd4/" # ! compose/dollar-escaped
`,
    {
      files: {
        "compose.yaml": `services:
  db:
    image: postgres:17
    env_file: db.env
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U $POSTGRES_USER"]
`,
        "db.env": "POSTGRES_USER=billing\n",
      },
      reports: ["compose.yaml:6"],
    },
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const place of [["labels"], ["deploy", "labels"], ["environment"]]) {
        for (const { text, uses } of textsIn(get(service.body, ...place))) {
          const eaten =
            hashStart.test(text) && uses.find(({ decided, operator }) => decided === "unknown" && !operator);
          if (!eaten) continue;
          yield {
            met: false,
            at: eaten,
            // The names of these variables are parts of the hash.
            message: `Compose takes parts of a password hash of service "${service.name}" for variables and removes them, so no password fits it`,
            hint: "write $$ for each $ of the hash",
          };
        }
      }
      for (const place of [["command"], ["entrypoint"], ["healthcheck", "test"]]) {
        for (const { text, uses } of textsIn(get(service.body, ...place))) {
          const origins = new Map<string, Origin | undefined>();
          for (const use of uses) {
            if (use.decided !== "unknown" || use.operator !== "") {
              yield { met: true, at: use };
              continue;
            }
            if (!origins.has(use.name)) origins.set(use.name, originOf(use, text, service));
            const origin = origins.get(use.name);
            if (!origin) {
              yield { met: "unknown", at: use, decidedBy: "the environment of who calls Compose" };
              continue;
            }
            yield {
              met: false,
              at: use,
              message: `Compose replaces "$${use.name}" of service "${service.name}" by an empty text before the container's shell sees it: ${origin.why}`,
              hint: `write $$${use.name}`,
              ...(origin.at && { related: [origin.at] }),
            };
          }
        }
      }
    }
  },
});

/** Of Apache's MD5, bcrypt and SHA crypt, written with single dollar signs. */
const hashStart = /(?<!\$)\$(apr1|1|2[abxy]|5|6)\$[^$]/;

type Origin = { readonly why: string; readonly at?: Located };

/** A longer text is no script that a human wrote; each of its variables would go through all of it. */
const longestScript = 10_000;

/** Why the container, and not the caller, was to give the value. */
function originOf(use: VariableUse, text: string, service: Service): Origin | undefined {
  const { name } = use;
  if (
    new RegExp(
      `\\bfor\\s+${name}\\s+in\\b|\\bread\\s+(-\\w+\\s+)*${name}\\b|(^|[\\s;&|('"])(export\\s+|local\\s+)?${name}=`,
    ).test(text.slice(0, longestScript))
  ) {
    return { why: "the script itself sets it" };
  }
  const entry = service.environment.get(name);
  if (!entry?.value || entry.passThrough) return undefined;
  if (entry.value.variables.some((one) => one.name === name)) return undefined;
  const where =
    entry.from === "env_file"
      ? "an env_file takes no part in the file's own variables"
      : "`environment` is for the container only";
  return { why: where, at: entry };
}

function* textsIn(node: Node | undefined): Generator<{ text: string; uses: readonly VariableUse[] }> {
  if (!node) return;
  if (isSequence(node)) {
    for (const item of node.items) yield* textsIn(item);
  } else if (isMapping(node)) {
    for (const { value } of entriesOf(node)) yield* textsIn(value);
  } else if (isInterpolated(node)) yield { text: node.raw, uses: node.variables };
}

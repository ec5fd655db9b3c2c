import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { type Command, compose, type Pair, type Service, type Word } from "../../checks/read/compose/model.ts";
import { isSensitiveName, userInformation } from "../../checks/read/sensitive.ts";
import { softenedByRole } from "./facts/role.ts";

export default definePolicy({
  id: "secrets/no-secret-in-command",
  reads: compose,
  severity: "warning",
  title: "No secret is an argument of a command or of a build, or a label",
  why: "Arguments stand in `ps` for every user of the host and in `docker inspect`; build arguments stay in the history of the image, which whoever pulls it can read.",
  source: "OWASP ASVS 5.0, 13.3.1; Dockerfile build check SecretsUsedInArgOrEnv; Docker manual, “Build secrets”",
  good: [
    `services:
  cache:
    image: redis:8
    command: redis-server /run/secrets/redis.conf --port 6379
    entrypoint: ["sh", "-c", "exec redis-server --requirepass $$(cat /run/secrets/redis)"]
  db:
    image: mysql:8.4
    command: --password-file /run/secrets/db --token-ttl 30 --secret-name=db
    entrypoint: sh -c "mysqld --init-password $$DB_PASSWORD"
    healthcheck: { test: 'mysqladmin ping -p"$$MYSQL_ROOT_PASSWORD"' }
  api:
    build:
      context: .
      args: { NODE_ENV: production, PUBLIC_KEY: abc, NPM_TOKEN: "" }
      secrets: [npm_token]
    labels: { acme.token.ttl: "30" }
secrets: { npm_token: { environment: NPM_TOKEN } }
`,
  ],
  bad: [
    `services:
  cache:
    image: redis:8
    command: redis-server --requirepass \${REDIS_PASSWORD} # ! secrets/no-secret-in-command
  two:
    image: redis:8
    command: ["redis-server", "--requirepass", "tq8Zr2mVx0Lk"] # ! secrets/no-secret-in-command
  three:
    image: redis:8
    command: sh -c "redis-server --requirepass \${REDIS_PASSWORD}" # ! secrets/no-secret-in-command
  exporter:
    image: acme/exporter:1
    command:
      - --db.password=\${DB_PASSWORD} # ! secrets/no-secret-in-command
      - --dsn
      - postgres://api:\${DB_PASSWORD}@db/api # ! secrets/no-secret-in-command
  api:
    build:
      context: .
      args:
        NPM_TOKEN: \${NPM_TOKEN} # ! secrets/no-secret-in-command
    labels:
      acme.api-key: bK7pQ2sX9wE4 # ! secrets/no-secret-in-command
`,
  ],
  *judge(project) {
    for (const service of project.services.values()) {
      for (const [what, command] of [
        ["command", service.command],
        ["entrypoint", service.entrypoint],
      ] as const) {
        if (command) yield* judgeCommand(service, command, what);
      }
      yield* judgePairs(
        service,
        service.build?.args ?? new Map(),
        "build argument",
        "pass it with build.secrets and RUN --mount=type=secret",
      );
      yield* judgePairs(
        service,
        service.labels,
        "label",
        "labels are read by everybody who may list containers: take it out",
      );
    }
  },
});

function* judgeCommand(service: Service, { words, ...at }: Command, what: string): Generator<Judgement> {
  let clean = true;
  for (const [index, word] of words.entries()) {
    const secret = secretIn(word, words[index + 1]);
    if (!secret) continue;
    clean = false;
    yield {
      met: false,
      at: secret.at,
      message: `the ${what} of service "${service.name}" has a secret as an argument (${secret.option}), which every user of the host sees in \`ps\``,
      hint: "give it by a secret file or by the environment",
      severity: softenedByRole(service.project, secret.severity),
    };
  }
  if (clean) yield { met: true, at };
}

interface Secret {
  readonly at: Word;
  readonly option: string;
  readonly severity: Severity;
}

/** `--password=x`, `--requirepass x`, `https://user:x@host`; what the container's own shell expands is not in the file. */
function secretIn(word: Word, next: Word | undefined): Secret | undefined {
  if (/\s/.test(word.text.trim())) return secretInScript(word);
  const [, option = "", joined] = /^--?([A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word.text) ?? [];
  if (isSensitiveName(option) || /^(requirepass|masterauth)$/.test(option)) {
    const value = joined ?? next?.text ?? "";
    const at = joined === undefined ? next : word;
    if (!at || value === "" || value.startsWith("--") || /^(["'])\1$/.test(value)) return undefined;
    return isOutside(value, at) ? undefined : { at, option: `--${option}`, severity: severityOf(value) };
  }
  const [part] = userInformation(word.text);
  if (!part) return undefined;
  const value = word.text.slice(part.from, part.to);
  return isOutside(value, word)
    ? undefined
    : { at: word, option: "a URL with a password", severity: severityOf(value) };
}

/** The text behind `sh -c`: Compose has already put its variables in, so that they are arguments too. */
function secretInScript(word: Word): Secret | undefined {
  const parts = word.text.split(/\s+/).map((text) => ({ ...word, text }));
  for (const [index, part] of parts.entries()) {
    const found = part.text === "" ? undefined : secretIn(part, parts[index + 1]);
    if (found) return { ...found, at: word };
  }
  return undefined;
}

/** The shell of the container, a template or a file holds it. */
const isOutside = (value: string, word?: Word): boolean =>
  (word?.decided === true && /^["']?\$/.test(value)) || /^["']?(\$\$|\$\(|\/|\{\{|file:|<)|^\$[^{A-Za-z_]/.test(value);

/** A variable is seen on the host alone; a literal is seen in the repository too. */
const severityOf = (value: string): Severity => (value.includes("$") ? "notice" : "warning");

function* judgePairs(
  service: Service,
  pairs: ReadonlyMap<string, Pair>,
  what: string,
  hint: string,
): Generator<Judgement> {
  for (const { name, value, ...at } of pairs.values()) {
    const text = value?.resolved ?? value?.raw ?? "";
    if (!isSensitiveName(name) || text === "" || isOutside(text)) {
      yield { met: true, at };
      continue;
    }
    yield {
      met: false,
      at: value ?? at,
      message: `the ${what} "${name}" of service "${service.name}" holds a secret`,
      hint,
      severity: softenedByRole(service.project, "warning"),
    };
  }
}

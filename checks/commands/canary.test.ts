import assert from "node:assert/strict";
import { test } from "node:test";
import { policies } from "../../policies/index.ts";
import { defaultConfig } from "../config/config.ts";
import { definePolicy, type Kind, type Policy } from "../core/policy.ts";
import type { Report } from "../core/report.ts";
import { runPolicies } from "../core/run-policies.ts";
import { locate, type Source } from "../core/source.ts";
import { readTree } from "../read/read-tree.ts";
import { memoryTree } from "../read/trees.ts";
import { renderJson } from "../report/render-json.ts";
import { renderPretty } from "../report/render-pretty.ts";
import { checkTree } from "./check-tree.ts";

/** One secret in each kind of file, in each of its usual places. */
const canary = "c4nary-Zx81-Qq7";
const files = {
  "compose.yaml": `services:
  db:
    image: postgres:17
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: ${canary}
      API_TOKEN: \${API_TOKEN:-${canary}}
      DATABASE_URL: postgres://app:${canary}@db/app
  cache:
    image: redis
    command: redis-server --requirepass ${canary}
    environment:
      - REDIS_PASSWORD=${canary}
    labels: { "acme.secret": "${canary}" }
`,
  ".env.example": `DB_PASSWORD=${canary}\nSENTRY_DSN="https://${canary}@sentry.example.com/1"\n`,
  "nginx.conf": `server {
  listen 80;
  location / {
    proxy_pass http://user:${canary}@api:80;
    proxy_set_header Authorization "Bearer ${canary}";
  }
}
`,
  "prometheus.yml": `scrape_configs:
  - job_name: api
    basic_auth: { username: u, password: ${canary} }
    static_configs: [{ targets: ["api:80"] }]
remote_write:
  - url: https://u:${canary}@metrics.example.com/write
    authorization: { credentials: ${canary} }
`,
  "alertmanager.yml": `global:
  smtp_auth_password: ${canary}
  slack_api_url: https://hooks.slack.com/services/${canary}
route: { receiver: team }
receivers:
  - name: team
    pagerduty_configs: [{ routing_key: ${canary} }]
    webhook_configs: [{ url: "https://u:${canary}@example.com/x" }]
`,
};

const outputs = (report: Report): string =>
  renderPretty(report, { color: true, verbose: true, failOn: "error", strict: true }) +
  renderJson(report, { failOn: "error", strict: true });

test("no policy shows a secret", async () => {
  const report = await checkTree(memoryTree(files), defaultConfig, policies, "2026-11-24");
  assert.ok(report.outcomes.some((one) => one.status === "failed"));
  assert.ok(!outputs(report).includes(canary));
});

test("not even a policy that reports every line, word by word", () => {
  const sources: Kind<Source> = { name: "sources", from: [], examplePath: "x" };
  const hostile = definePolicy<Source>({
    id: "test/hostile",
    reads: sources,
    severity: "error",
    title: "nothing is right",
    why: "for this test",
    source: "this file",
    good: [],
    bad: [],
    *judge(source) {
      for (const match of source.text.matchAll(/[^\n]+/g)) {
        const at = locate(source, match.index, match.index + match[0].length);
        yield { met: false, at, message: `line ${match[0]}`, hint: match[0], related: [at] };
        yield { met: "unknown", at, decidedBy: match[0] };
      }
      for (const match of source.text.matchAll(/\S+/g)) {
        yield { met: false, at: locate(source, match.index, match.index + match[0].length), message: "word" };
      }
    },
  });
  const read = readTree(memoryTree(files), defaultConfig);
  const { outcomes } = runPolicies({
    policies: [hostile as Policy],
    subjects: <M>() => [...read.sources.values()] as unknown as readonly M[],
    unreadable: new Map(),
    reportsOn: () => true,
    suppressions: [],
    severities: new Map(),
    skipped: new Map(),
    options: { today: "2026-11-24", promises: {} },
  });
  assert.equal(read.sources.size, Object.keys(files).length);
  const shown = outputs({ files: read.files, outcomes, durationMs: 0, judgeMs: 0 });
  const leaks = shown.split("\n").filter((line) => line.includes(canary));
  assert.deepEqual(leaks, []);
  assert.ok(shown.includes("•••"));
});

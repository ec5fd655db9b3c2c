import { existsSync, mkdirSync, writeFileSync } from "node:fs";

/** `npm run new policy nginx/hsts` writes the file of a new policy, to be filled in. */
const [what, id = ""] = process.argv.slice(2);
const families: Readonly<Record<string, readonly [kind: string, module: string, comment: string]>> = {
  nginx: ["nginx", "read/nginx/model.ts", "server { listen 80; }"],
  compose: ["compose", "read/compose/model.ts", "services:\n  api:\n    image: acme/api:1.0.0"],
  secrets: ["compose", "read/compose/model.ts", "services:\n  api:\n    image: acme/api:1.0.0"],
  prometheus: ["rules", "read/prometheus/model.ts", "groups: []"],
  alertmanager: ["alertmanager", "read/alertmanager/model.ts", "route:\n  receiver: team\nreceivers:\n  - name: team"],
};
const [, family = "", name = ""] = /^([a-z]+)\/([a-z0-9-]+)$/.exec(id) ?? [];
const known = families[family];
if (what !== "policy" || !known || !name) {
  console.error(
    `usage: npm run new policy <family>/<good-state>, with a family of ${Object.keys(families).join(", ")}`,
  );
  process.exit(2);
}
const path = `policies/${family}/${name}.ts`;
if (existsSync(path)) {
  console.error(`${path} exists already`);
  process.exit(2);
}
const [kind, module, example] = known;
const indented = example.replaceAll("\n", "\n    ");
mkdirSync(`policies/${family}`, { recursive: true });
writeFileSync(
  path,
  `import { definePolicy } from "../../checks/core/policy.ts";
import { ${kind} } from "../../checks/${module}";

export default definePolicy({
  id: "${id}",
  reads: ${kind},
  severity: "warning",
  title: "a sentence that is true when this passes",
  why: "the harm, and a shape that this would have caught",
  source: "the standard or document behind it",
  good: [
    \`${indented}
\`,
  ],
  bad: [
    \`${indented} # ! ${id}
\`,
  ],
  *judge(_model) {
    // yield { met: true, at } for what is fine, { met: false, at, message, hint } for what is not,
    // { met: "unknown", at, decidedBy } for what the files do not decide.
  },
});
`,
);
console.log(`${path} is written: fill it in, then \`npm run generate\` and \`npm run policies\``);

import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { walk } from "../../checks/read/nginx/walk.ts";

const site = (body: string): string => `server {
  listen 80;
${body}}
`;

export default definePolicy<NginxConfig>({
  id: "nginx/ended-directives",
  reads: nginx,
  severity: "error",
  title: "No directive swallows the next line because its semicolon is missing",
  why: "Where a directive takes any number of values, nginx accepts the file without the semicolon: the next line becomes values of the one before it, and what it should have done never happens. nginx -t says that all is well.",
  source:
    "nginx documentation, Configuration file's structure: a simple directive ends with a semicolon; measured with nginx -t on index, gzip_types and try_files",
  good: [
    site("  index index.html\n        index.htm;\n  gzip_types text/css\n    application/json;\n"),
    site(
      "  server_name a.example.com\n    b.example.com;\n  location / {\n    try_files $uri\n      /index.html;\n  }\n",
    ),
  ],
  bad: [
    site("  index index.html # ! nginx/ended-directives\n  root /srv/www;\n"),
    site(
      "  location / {\n    try_files $uri /index.html # ! nginx/ended-directives\n    add_header X-Frame-Options DENY always;\n  }\n",
    ),
  ],
  *judge(config): Generator<Judgement> {
    for (const directive of walk(config.directives)) {
      const { swallows, name, args, nameAt } = directive;
      if (args.length < 2) continue;
      if (!swallows) yield { met: true, at: directive };
      else if (config.template) yield { met: "unknown", at: directive, decidedBy: "what the template becomes" };
      else {
        yield {
          met: false,
          at: args[args.indexOf(swallows) - 1] ?? nameAt,
          message: `"${name}" does not end with ";", so "${swallows.value}" and what follows on the next line are values of it`,
          hint: 'add the missing ";"',
          related: [swallows],
        };
      }
    }
  },
});

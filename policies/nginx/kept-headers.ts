import type { Severity } from "../../checks/core/finding.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { childrenNamed, directivesNamed } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";
import { isForAssets, isForProbes } from "./data/location-kind.ts";
import { soften } from "./data/rehearsal.ts";
import { headerName, securityHeaders } from "./data/security-headers.ts";

/** What a page itself is protected by. */
const ofPages: ReadonlySet<string> = new Set(["content-security-policy", "x-frame-options"]);
/** One response of the host with them is enough, or browsers have a good default. */
const mild: ReadonlySet<string> = new Set(["strict-transport-security", "referrer-policy", "permissions-policy"]);
const site = (text: string): string =>
  `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 3000;\n    add_header X-Frame-Options DENY always;\n    add_header X-Content-Type-Options nosniff always;\n    add_header X-Robots-Tag none;\n${text}    location / { proxy_pass http://127.0.0.1:3001; }\n  }\n}\n`;
const both = "add_header X-Frame-Options DENY always; add_header X-Content-Type-Options nosniff always;";

export default definePolicy<NginxConfig>({
  id: "nginx/kept-headers",
  reads: nginx,
  severity: "error",
  title: "A block that adds a header keeps the security headers around it",
  why: "One add_header in a location drops every add_header outside it. `location = /index.html { add_header Cache-Control no-cache; }` takes X-Frame-Options and the Content-Security-Policy from the very page they were written for.",
  source: "https://nginx.org/en/docs/http/ngx_http_headers_module.html#add_header",
  good: [
    site(`    location /a { ${both} add_header X-Robots-Tag all; add_header Cache-Control no-cache; root /srv; }\n`),
    site(
      "    location /b { expires 1y; root /srv; }\n    location /c { add_header_inherit merge; add_header Cache-Control no-cache; root /srv; }\n",
    ),
    site(
      "    location /api {\n      if ($request_method = OPTIONS) {\n        add_header Access-Control-Max-Age 600;\n        return 204;\n      }\n      proxy_pass http://127.0.0.1:3001;\n    }\n",
    ),
    site("    location /nginx-health { add_header Cache-Control no-store; return 200 ok; }\n"),
    site("    location = /healthz { add_header Cache-Control no-store; return 200 ok; }\n"),
    site("    location /d { include /opt/headers.conf; add_header Cache-Control no-cache; root /srv; }\n"),
    "events {}\nhttp {\n  server_tokens off;\n  add_header X-XSS-Protection 0;\n  server { listen 80; location /a { add_header Cache-Control no-cache; proxy_pass http://127.0.0.1:3001; } }\n}\n",
  ],
  bad: [
    site(
      "    location = /index.html {\n      add_header Cache-Control no-cache; # ! nginx/kept-headers\n      root /srv/www;\n    }\n",
    ),
    site(
      `    location /static/ {\n      ${both} add_header X-Robots-Tag none;\n      location /static/uploads/ {\n        add_header Content-Disposition attachment; # ! nginx/kept-headers\n        add_header Cache-Control private;\n        alias /srv/uploads/;\n      }\n    }\n`,
    ),
    site(
      "    location /e {\n      if ($arg_download) {\n        add_header Content-Disposition attachment; # ! nginx/kept-headers\n      }\n      root /srv;\n    }\n",
    ),
    site(`    location /f { ${both} proxy_pass http://127.0.0.1:3001; } # ! nginx/kept-headers\n`),
  ],
  *judge(config) {
    const blocks = new Set<Directive>();
    for (const { parent } of directivesNamed(config, "add_header")) if (parent) blocks.add(parent);
    for (const block of blocks) {
      const [first] = childrenNamed(block, "add_header");
      const around = block.parent
        ? inForce(config, block.parent, "add_header")
        : config.context === "http"
          ? topLevel(config)
          : [];
      if (!first || around.length === 0) continue;
      const kept = new Set(inForce(config, block, "add_header").map(headerName));
      const lost = around.filter((one) => !kept.has(headerName(one)) && headerName(one) !== "x-xss-protection");
      const [include] = childrenNamed(block, "include");
      if (lost.length === 0 || isPreflight(block) || isFixedProbe(block)) yield { met: true, at: first };
      else if (include) yield { met: "unknown", at: first, decidedBy: `the include of "${include.args[0]?.value}"` };
      else {
        const names = [...new Set(lost.map((one) => securityHeaders.get(headerName(one)) ?? one.args[0]?.value))];
        yield {
          met: false,
          at: first,
          message: `this add_header drops what is set outside ${describe(block)}: ${names.join(", ")} ${names.length > 1 ? "are" : "is"} not sent here`,
          hint: "repeat them here, include one file with all of them in both places, or write `add_header_inherit merge;` (nginx 1.29.3)",
          related: lost,
          severity: soften(config, severityOf(block, lost.map(headerName))),
        };
      }
    }
  },
});

const topLevel = (config: NginxConfig): readonly Directive[] =>
  config.directives.filter((one) => one.name === "add_header");

/** The answer to a CORS preflight is never shown. */
const isPreflight = (block: Directive): boolean =>
  block.name === "if" &&
  block.args.some((arg) => arg.variables.includes("request_method") || /OPTIONS/i.test(arg.value)) &&
  childrenNamed(block, "return").length > 0;

/** No browser shows what a monitor asks for. */
const isFixedProbe = (block: Directive): boolean => isForProbes(block) && childrenNamed(block, "return").length > 0;

/** Worst where nginx serves pages itself; what an application sends may carry its own headers. Pictures and scripts need `nosniff` alone. */
function severityOf(block: Directive, lost: readonly string[]): Severity {
  const serious = lost.filter((name) => securityHeaders.has(name) && !mild.has(name));
  if (serious.length === 0) return "notice";
  const proxied = /^(proxy|fastcgi|uwsgi|scgi|grpc)_pass$/;
  const passed = block.block?.some((one) => proxied.test(one.name)) ?? false;
  const fixed = childrenNamed(block, "return").length > 0;
  if (isForProbes(block) && passed) return "notice";
  if (isForAssets(block) && (passed || !lost.includes("x-content-type-options"))) return "notice";
  if (passed || fixed || isForAssets(block) || leavesPages(block)) return "warning";
  return serious.some((name) => ofPages.has(name)) ? "error" : "warning";
}

/** What is no file is answered by another location, which makes the pages. */
function leavesPages(block: Directive): boolean {
  const [tried] = childrenNamed(block, "try_files");
  return /^@|\.php\b/.test(tried?.args.at(-1)?.value ?? "");
}

const describe = ({ name, args }: Directive): string =>
  name === "location" ? `location ${args.map((arg) => arg.value).join(" ")}` : `this ${name}`;

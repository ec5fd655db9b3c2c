import { definePolicy } from "../../checks/core/policy.ts";
import { type Directive, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { childrenNamed, walk } from "../../checks/read/nginx/walk.ts";
import { inForce } from "./data/in-force.ts";

const http = (text: string): string => `events {}\nhttp {\n  server_tokens off;\n  server {\n${text}  }\n}\n`;

export default definePolicy<NginxConfig>({
  id: "nginx/enforced-access-list",
  reads: nginx,
  severity: "error",
  title: "An access list keeps somebody out",
  why: "`allow 10.0.0.0/8` alone refuses nobody: an address that no rule names may enter. And `return` answers before nginx looks at allow and deny. Status pages and admin areas are open to the world with a list above them.",
  source:
    "https://nginx.org/en/docs/http/ngx_http_access_module.html; https://nginx.org/en/docs/dev/development_guide.html#http_phases",
  good: [
    http(
      "    location /a { allow 10.0.0.0/8; deny all; proxy_pass http://127.0.0.1:3000; }\n    location /b { allow all; return 200; }\n    location /c { deny 192.0.2.7; root /srv; }\n    location /d { satisfy any; allow 10.0.0.0/8; auth_basic x; auth_basic_user_file /etc/x; root /srv; }\n    location /e { deny all; return 404; }\n    location /i { allow 10.0.0.0/8; deny all; return 301 /e; }\n    location /j { deny 192.0.2.7; return 200; }\n    location /f { allow 10.0.0.0/8; include /opt/deny.conf; root /srv; }\n    location /g { limit_except GET { allow 10.0.0.0/8; deny all; } root /srv; }\n    location /h { allow 127.0.0.1; deny all; if ($arg_x) { return 403; } root /srv; }\n",
    ),
  ],
  bad: [
    http(
      "    location /status {\n      allow 127.0.0.1; # ! nginx/enforced-access-list\n      allow 10.0.0.0/8;\n      stub_status;\n    }\n    location /list {\n      allow 127.0.0.1;\n      deny all;\n      return 200 internal; # ! nginx/enforced-access-list\n    }\n",
    ),
    "server {\n  allow 192.0.2.0/24; # ! nginx/enforced-access-list\n  listen 80;\n}\n",
  ],
  *judge(config) {
    for (const block of walk(config.directives)) {
      const allowed = childrenNamed(block, "allow");
      const denied = childrenNamed(block, "deny");
      const [first] = allowed;
      const answer = allowed.length > 0 && denied.length > 0 ? answerBefore(block) : undefined;
      if (answer) {
        yield {
          met: false,
          at: answer,
          message: "return answers before nginx looks at allow and deny: everybody gets this",
          hint: "serve it by a location of its own that proxy_pass or try_files reaches, or choose by `geo` and `if`",
          related: [...denied],
          severity: "warning",
        };
      } else if (first && denied.length === 0) {
        const [unseen] = childrenNamed(block, "include");
        if (allowed.some(({ args }) => args[0]?.value === "all") || asksOtherwise(config, block)) {
          yield { met: true, at: first };
        } else if (unseen) yield { met: "unknown", at: first, decidedBy: `the include of "${unseen.args[0]?.value}"` };
        else {
          yield {
            met: false,
            at: first,
            message: "this list allows some addresses but denies none, so everybody is let in",
            hint: "end it with `deny all;`",
            related: allowed.slice(1),
          };
        }
      } else if (first ?? denied[0]) yield { met: true, at: first ?? denied[0] ?? block };
    }
  },
});

/** A password or a subrequest keeps others out; with `satisfy any` the addresses are what saves asking. */
const asksOtherwise = (config: NginxConfig, block: Directive): boolean =>
  ["auth_basic", "auth_request", "auth_jwt"].some((name) =>
    inForce(config, block, name).some(({ args }) => args[0]?.value !== "off"),
  );

const answerBefore = (block: Directive): Directive | undefined =>
  childrenNamed(block, "return").find(({ args }) => args[0]?.value === "200");

import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { soften } from "./data/rehearsal.ts";
import { isTemplateChoice } from "./data/template-choice.ts";
import { brokenProtocols, retiredProtocols } from "./data/tls-guideline.ts";

export default definePolicy<NginxConfig>({
  id: "nginx/tls-versions",
  reads: nginx,
  severity: "error",
  title: "Only TLS 1.2 and 1.3 are offered",
  why: "SSL 3.0 falls to POODLE (CVE-2014-3566); TLS 1.0 and 1.1 rest on MD5 and SHA-1, no current browser speaks them, and payment audits fail them. Copied server blocks keep `TLSv1 TLSv1.1` alive for years. Where nothing is set, nginx 1.27.3 and later offer 1.2 and 1.3 only.",
  source: "RFC 7568; RFC 8996; Mozilla Server Side TLS guideline 6.0",
  good: [
    "events {}\nhttp {\n  ssl_protocols TLSv1.2 TLSv1.3;\n  server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; ssl_protocols TLSv1.3; }\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n}\n",
    "ssl_protocols ${TLS_VERSIONS};\n",
    {
      "nginx.conf.tmpl":
        '{{ if eq .policy "old" }}\nssl_protocols TLSv1 TLSv1.2;\n{{ else }}\nssl_protocols TLSv1.3;\n{{ end }}\nserver { listen 443 ssl; }\n',
    },
  ],
  bad: [
    "events {}\nhttp {\n  ssl_protocols TLSv1.1 TLSv1.2; # ! nginx/tls-versions\n  server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; ssl_protocols SSLv3 TLSv1.2; } # ! nginx/tls-versions\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; # ! nginx/tls-versions\n}\n",
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "ssl_protocols")) {
      const old = directive.args.filter(({ value }) => brokenProtocols.has(value) || retiredProtocols.has(value));
      const [first] = old;
      if (!first || isTemplateChoice(config, directive)) {
        yield isTemplateChoice(config, directive) || directive.args.some((arg) => arg.template)
          ? { met: "unknown", at: directive, decidedBy: "a template" }
          : { met: true, at: directive };
        continue;
      }
      const broken = old.some(({ value }) => brokenProtocols.has(value));
      yield {
        met: false,
        at: first,
        message: `${old.map(({ value }) => value).join(" and ")} ${old.length > 1 ? "are" : "is"} offered, which ${broken ? "is broken" : "RFC 8996 forbids"}`,
        hint: "write `ssl_protocols TLSv1.2 TLSv1.3;`",
        severity: soften(config, broken ? "error" : "warning"),
      };
    }
    // What nginx offers by itself since 1.27.3 is fine, so a server that sets nothing is examined and passes.
    for (const server of config.servers) if (server.tls) yield { met: true, at: server };
  },
});

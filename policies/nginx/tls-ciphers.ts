import { definePolicy } from "../../checks/core/policy.ts";
import { type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../checks/read/nginx/walk.ts";
import { cipherFaults } from "./data/cipher-list.ts";
import { soften } from "./data/rehearsal.ts";
import { isTemplateChoice } from "./data/template-choice.ts";
import { intermediateCiphers } from "./data/tls-guideline.ts";

const hint = `write \`ssl_ciphers ${intermediateCiphers.join(":")};\`, or leave ssl_ciphers out`;

export default definePolicy<NginxConfig>({
  id: "nginx/tls-ciphers",
  reads: nginx,
  severity: "warning",
  title: "The cipher list has modern suites alone",
  why: "Lists are copied for a decade: they name 3DES (SWEET32, CVE-2016-2183), RC4 (RFC 7465) or suites without forward secrecy, where one stolen key opens all recorded traffic; and names that OpenSSL does not have, such as ...-GCM-SHA512, which it drops without a word.",
  source: "Mozilla Server Side TLS guideline 6.0, intermediate; RFC 9325, section 4",
  good: [
    "events {}\nhttp {\n  server {\n    listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key;\n    ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-CHACHA20-POLY1305:DHE-RSA-AES256-GCM-SHA384;\n  }\n}\n",
    "ssl_ciphers HIGH:!aNULL:!MD5;\nssl_protocols TLSv1.2;\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_ciphers 'EECDH+AESGCM:EDH+AESGCM:!RC4:!3DES:!aNULL:-EXP';\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_ciphers ALL:RC4+RSA:!RC4:!aNULL:!eNULL:TLS_AES_128_GCM_SHA256;\n}\n",
    "ssl_ciphers ${TLS_CIPHERS};\nssl_protocols TLSv1.2;\n",
  ],
  bad: [
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_ciphers ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA:!aNULL:!DES; # ! nginx/tls-ciphers\n}\n",
    "events {}\nhttp {\n  ssl_ciphers ECDHE-RSA-AES128-SHA:AES128-GCM-SHA256; # ! nginx/tls-ciphers\n  server { listen 443 ssl; ssl_certificate a.pem; ssl_certificate_key a.key; ssl_ciphers ECDHE-RSA-AES256-GCM-SHA512; } # ! nginx/tls-ciphers\n}\n",
    "server {\n  listen 443 ssl;\n  ssl_certificate a.pem;\n  ssl_certificate_key a.key;\n  ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES256-GCM-SHA512; # ! nginx/tls-ciphers\n}\n",
  ],
  *judge(config) {
    for (const directive of directivesNamed(config, "ssl_ciphers")) {
      const [list] = directive.args;
      if (!list) continue;
      if (isTemplateChoice(config, directive) || list.template || list.variables.length > 0) {
        yield { met: "unknown", at: list, decidedBy: "a template" };
        continue;
      }
      const { broken, outdated, unknown, empty } = cipherFaults(list.value);
      if (empty) {
        const message = `OpenSSL knows none of these suites for TLS 1.2, so nginx does not start`;
        yield { met: false, at: list, message, hint, severity: "error" };
      } else if (broken.length > 0) {
        const message = `the cipher list names ${few(broken)}: broken, or too weak to protect`;
        yield { met: false, at: list, message, hint, severity: soften(config, "warning") };
      } else if (unknown.length > 0) {
        const message = `OpenSSL has no ${few(unknown)}: it drops the name and offers less than the list says`;
        yield { met: false, at: list, message, hint, severity: "notice" };
      } else if (outdated.length > 0) {
        const message = `the cipher list names ${few(outdated)}: no forward secrecy, or CBC, which the guideline left out`;
        yield { met: false, at: list, message, hint, severity: "notice" };
      } else yield { met: true, at: list };
    }
    for (const server of config.servers) if (server.tls) yield { met: true, at: server };
  },
});

const few = (names: readonly string[]): string =>
  names.length > 2 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(" and ");

import { type LogFormat, logFormats } from "../../checks/blueprint/log-formats.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const site = (format: string, mark = ""): string => `http {
  log_format audit
    '${format}';${mark}
  access_log /var/log/nginx/access.log audit;
}
`;

/** What lets its reader act as the person; `$arg_*` only under names that mean a credential. */
const credential =
  /^(http_authorization|http_cookie|cookie_.+|http_x_(api_key|auth_token|access_token|csrf_token)|sent_http_set_cookie|upstream_http_set_cookie|request_body|arg_(token|access_token|refresh_token|password|api_?key|secret|code))$/;

export default definePolicy<LogFormat>({
  id: "privacy/no-credentials-in-logs",
  reads: logFormats,
  severity: "error",
  title: "no access log writes authorization headers, cookies, tokens or request bodies",
  why: "whoever reads the log, its shipper, its store or its backup can act as every user in it; bodies of log-ins hold passwords. Debug formats of this shape stay in production for years",
  source: "OWASP ASVS 5.0, 16.2.5: credentials and session tokens are never logged; GDPR Article 32",
  good: [
    site('$remote_addr [$time_local] "$request_method $uri" $status $body_bytes_sent "$http_referer" $request_id'),
    site("$cookie_consent_region $http_x_request_id").replace("$cookie_consent_region", "$http_user_agent"),
    "http {\n  log_format debug '$http_authorization';\n}\n",
  ],
  bad: [
    site("$remote_addr $http_authorization $status", " # ! privacy/no-credentials-in-logs"),
    site("$remote_addr $http_cookie", " # ! privacy/no-credentials-in-logs"),
    site('"$request" $request_body', " # ! privacy/no-credentials-in-logs"),
  ],
  *judge({ variables, name, uses, at }) {
    if (uses.length === 0) {
      yield { met: "unknown", at, decidedBy: "whether any access_log uses this format" };
      return;
    }
    const written = variables.filter((one) => credential.test(one.name));
    if (written.length === 0) yield { met: true, at };
    const [first] = written;
    if (!first) return;
    const names = written.map((one) => `$${one.name}`).join(", ");
    const hint = "remove it; a request id tells requests apart";
    yield { met: false, at: first.at, message: `the log format "${name}" writes ${names}`, hint, related: uses };
  },
});

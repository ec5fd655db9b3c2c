import { type LogFormat, logFormats } from "../../checks/blueprint/log-formats.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { emailColumn, mapWith } from "./data/example-map.ts";

const site = (format: string, mark = ""): string => `http {
  log_format audit
    '${format}';${mark}
  access_log /var/log/nginx/access.log audit;
}
`;
const table = `  users:\n    none: [id]\n    personal:\n${emailColumn()}`;
const logs = (fields: string, protection = ""): string => `logs:
  access:
    store: database
    fields: [${fields}]
    category: identifier
    purpose: account
    retention: { duration: P30D, starts: created, action: delete }
    erasure: expire
${protection}`;

/** Variables of NGINX that hold personal data of the client, with the words a data map may use for them. */
const personal: Readonly<Record<string, RegExp>> = {
  remote_addr: /addr|ip/i,
  binary_remote_addr: /addr|ip/i,
  http_x_forwarded_for: /addr|ip|forwarded/i,
  proxy_add_x_forwarded_for: /addr|ip|forwarded/i,
  http_x_real_ip: /addr|ip/i,
  remote_user: /user/i,
  http_user_agent: /agent|browser|device/i,
};

export default definePolicy<LogFormat>({
  id: "privacy/declared-log-fields",
  reads: logFormats,
  severity: "warning",
  title:
    "the access log writes no personal field that the data map does not declare, and none in full that it promises to truncate",
  why: "addresses in access logs are personal data: a data map that promises truncated addresses while the log writes them in full promises what is not kept",
  source:
    "Court of Justice of the European Union C-582/14 (dynamic addresses are personal data); GDPR Articles 5(1)(c) and 30",
  good: [
    { "nginx.conf": site("$remote_addr $status") },
    { "data-map.yaml": mapWith(table, logs("remote_addr")), "nginx.conf": site("$remote_addr $status") },
    {
      "data-map.yaml": mapWith(table, logs("client_ip", "    protection: truncated\n")),
      "nginx.conf": site("$truncated_addr $status"),
    },
  ],
  bad: [
    { "data-map.yaml": mapWith(table), "nginx.conf": site("$remote_addr $status", " # ! privacy/declared-log-fields") },
    {
      "data-map.yaml": mapWith(table, logs("client_ip", "    protection: truncated\n")),
      "nginx.conf": site("$remote_addr $status", " # ! privacy/declared-log-fields"),
    },
  ],
  *judge({ variables, name, uses, at, declared }) {
    if (!declared || uses.length === 0) return;
    const faults: Judgement[] = [];
    for (const variable of variables) {
      const words = personal[variable.name];
      if (!words) continue;
      const entries = declared.filter(({ fields }) => fields.some(({ text }) => words.test(text)));
      const truncated = entries.find(({ protection }) => protection !== undefined && protection !== "encrypted");
      if (entries.length === 0) {
        const hint = "declare it below logs of the data map, or leave it out of the format";
        faults.push({
          met: false,
          at: variable.at,
          message: `the log format "${name}" writes $${variable.name}, which the data map does not declare`,
          hint,
        });
      } else if (truncated) {
        const hint = "write a variable that a map truncates instead";
        const message = `the log format "${name}" writes $${variable.name} in full, which the data map promises as ${truncated.protection}`;
        faults.push({ met: false, at: variable.at, message, hint, related: [truncated] });
      }
    }
    if (faults.length === 0) yield { met: true, at };
    yield* faults;
  },
});

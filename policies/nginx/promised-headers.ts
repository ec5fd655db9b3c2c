import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { headerOf } from "../../checks/read/nginx/headers.ts";
import { type HeaderState, type NginxConfig, nginx } from "../../checks/read/nginx/model.ts";
import { responses } from "../../checks/read/nginx/responses.ts";

const promise = "promises:\n  responseHeaders:\n    X-Frame-Options: DENY\n    X-Content-Type-Options: nosniff\n";
const all = "add_header X-Frame-Options DENY always; add_header X-Content-Type-Options nosniff always;";
const site = (text: string): Record<string, string> => ({
  "seaworthy.yaml": promise,
  "nginx.conf": `events {}\nhttp {\n  server_tokens off;\n  server {\n    listen 443 ssl;\n    ssl_certificate a.pem;\n    ssl_certificate_key a.key;\n${text}  }\n}\n`,
});

interface Fault {
  readonly at: Located;
  readonly names: Map<string, string>;
  readonly what: string[];
}

export default definePolicy<NginxConfig>({
  id: "nginx/promised-headers",
  reads: nginx,
  severity: "error",
  title: "Every response over TLS carries the promised headers with their promised values",
  why: "What a security review or a contract asks for holds only until somebody adds a location, an error page or a redirect. All ways in which a server can answer are gone through, errors included.",
  source: "promises.responseHeaders in seaworthy.yaml",
  promise: "responseHeaders",
  good: [
    site(
      `    ${all}\n    location / { proxy_pass http://127.0.0.1:3000; proxy_hide_header X-Frame-Options; }\n    location /old { return 301 /new; }\n    error_page 404 /404.html;\n`,
    ),
    { "seaworthy.yaml": promise, "nginx.conf": "events {}\nhttp {\n  server { listen 80; return 200; }\n}\n" },
    site("    location / { proxy_pass http://127.0.0.1:3000; include /opt/headers.conf; }\n"),
  ],
  bad: [
    site(
      `    ${all}\n    location / { proxy_pass http://127.0.0.1:3000; }\n    location = /version { add_header Cache-Control no-cache always; return 200 1; } # ! nginx/promised-headers\n`,
    ),
    site(
      "    add_header X-Frame-Options SAMEORIGIN always;\n    add_header X-Content-Type-Options nosniff;\n    location / { root /srv/www; } # ! nginx/promised-headers\n",
    ),
  ],
  *judge(config, { promises }) {
    const wanted = Object.entries(promises.responseHeaders ?? {});
    for (const server of config.servers) {
      if (!server.tls) continue;
      const faults = new Map<string, Fault>();
      for (const response of responses(server)) {
        if (response.body === "none") continue;
        let open: string | undefined;
        let good = true;
        for (const [name, value] of wanted) {
          const state = headerOf(response, name);
          const fault = faultOf(state, value);
          if (fault === undefined) continue;
          good = false;
          if (fault === "unknown") open = state.decidedBy ?? "the upstream";
          else note(faults, response.at, response.what, name, fault);
        }
        if (open) yield { met: "unknown", at: response.at, decidedBy: open };
        else if (good) yield { met: true, at: response.at };
      }
      for (const { at, names, what } of faults.values()) {
        const list = [...names].map(([name, fault]) => `${name} ${fault}`).join(", ");
        yield {
          met: false,
          at,
          message: `promised headers do not hold for ${what.join(", ")}: ${list}`,
          hint: "set them with `add_header ... always;` in this block, or in one file that it includes",
        };
      }
    }
  },
});

/** "unknown" where something outside the files decides; undefined where the promise holds. */
function faultOf({ state, values }: HeaderState, wanted: string): string | undefined {
  if (state === "unknown" || state === "upstream" || state === "sometimes") return "unknown";
  if (state === "absent" || state === "cleared") return "is missing";
  if (values.some((value) => value.template || value.variables.length > 0)) return "unknown";
  return values.length === 1 && values[0]?.value.trim() === wanted ? undefined : "has another value";
}

function note(faults: Map<string, Fault>, at: Located, what: string, name: string, fault: string): void {
  const key = `${at.source.path}:${at.start}`;
  const known = faults.get(key) ?? { at, names: new Map<string, string>(), what: [] };
  known.names.set(name, fault);
  if (!known.what.includes(what)) known.what.push(what);
  faults.set(key, known);
}

import { alertmanagerServer } from "../../checks/blueprint/alertmanager-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { placeIn } from "../../checks/read/yaml/scalar-place.ts";
import { scalarsIn } from "./data/scalars.ts";

const config = (value: string, mark = ""): string =>
  `route:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - channel: '#x'\n        api_url: ${value}${mark}\n`;
const service = (more: string): string =>
  `services:\n  alertmanager:\n    image: prom/alertmanager:v0.28.0\n    volumes: [./alertmanager.yml:/etc/alertmanager/alertmanager.yml]\n${more}`;

export default definePolicy({
  id: "alertmanager/expanded-variables",
  reads: alertmanagerServer,
  severity: "error",
  title: "No value waits for a variable that nobody fills in",
  why: "Alertmanager does not read its environment: `api_url: ${SLACK_WEBHOOK_URL}` is sent to as it is written, or refuses the whole file, and no alert is ever delivered. Seen in public in configurations copied from Compose files.",
  source:
    "Alertmanager documentation, Configuration (no expansion of environment variables; *_file fields exist instead)",
  good: [
    {
      "compose.yaml": service(""),
      "alertmanager.yml": `route:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - channel: '#x'\n        api_url_file: /run/secrets/slack\n        title: '{{ range $i, $a := .Alerts }}\${{ $i }}{{ end }}'\n        text: costs $5\n`,
    },
    {
      "compose.yaml": service("    entrypoint: [sh, -c, 'envsubst < /in.yml > /out.yml']\n"),
      "alertmanager.yml": config('"${SLACK_URL}"'),
    },
  ],
  bad: [
    {
      "compose.yaml": service("    environment: { SLACK_URL: 'x' }\n"),
      "alertmanager.yml": config('"${SLACK_URL}"', " # ! alertmanager/expanded-variables"),
    },
    {
      "compose.yaml": service(""),
      "alertmanager.yml": `global:\n  smtp_from: \${MAIL_FROM} # ! alertmanager/expanded-variables\n  smtp_smarthost: \${MAIL_HOST}:25\n${config("https://hooks.acme.dev/${ID}")}`,
    },
  ],
  *judge({ config: file, service: home, readAsIs, blueprint }) {
    const filled = [...blueprint.repository.sources.values()].some(({ text }) =>
      /envsubst|gomplate|confd\b/.test(text),
    );
    const found: { readonly at: Located; readonly text: string }[] = [];
    for (const scalar of scalarsIn(file.root)) {
      const plain = scalar.text.replaceAll(/\{\{(?:(?!\{\{).)*?\}\}/gs, (action) => " ".repeat(action.length));
      const match = /\$\{[A-Za-z_]\w*(?::?[-?+][^}]*)?\}|^\$[A-Z_][A-Z0-9_]*$/.exec(plain);
      if (!match) continue;
      found.push({ at: placeIn(scalar)(match.index, match.index + match[0].length), text: match[0] });
    }
    const [first, ...more] = found;
    if (!first) yield { met: true, at: file };
    else if ((home && !readAsIs) || filled || /\.(tmpl|tpl|template|j2|in|erb)$/.test(file.source.path)) {
      yield { met: "unknown", at: first.at, decidedBy: "what fills in this file" };
    } else {
      const count = more.length === 0 ? "" : ` (first of ${more.length + 1} values)`;
      yield {
        met: false,
        at: first.at,
        severity: readAsIs ? "error" : "warning",
        message: `Alertmanager does not expand ${first.text}${count}: it takes these characters as the value`,
        hint: "use the *_file fields with mounted secrets, or fill the file in before the start",
        related: [...more.map(({ at }) => at), ...(home ? [home] : [])],
      };
    }
  },
});

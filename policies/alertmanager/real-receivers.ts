import { alertmanagerServer } from "../../checks/blueprint/alertmanager-server.ts";
import type { Blueprint } from "../../checks/blueprint/blueprint.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { AlertmanagerConfig } from "../../checks/read/alertmanager/model.ts";
import type { Service } from "../../checks/read/compose/model.ts";
import { folderOf } from "../../checks/read/repository-path.ts";
import { routesIn } from "./data/routes.ts";
import { entriesIn } from "./data/scalars.ts";

const webhook = (url: string, mark = ""): string =>
  `route:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs:\n      - url: ${url}${mark}\n`;
const service =
  "services:\n  alertmanager:\n    image: prom/alertmanager:v0.28.0\n    volumes: [./alertmanager.yml:/etc/alertmanager/alertmanager.yml]\n";

/** Names reserved for documentation, RFC 2606, and words that ask to be replaced. */
const placeholder =
  /(^|[/@.])example\.(com|org|net)\b|\.(invalid|example)(?![\w.-])|your[-_.]?(company|domain|webhook|slack|team|email|mail|org|token|url|server)|replace[-_]?(me|with)?|changeme|\/XXX+|services\/T0+\/|<[a-z][\w -]*>|\/\.\.\.|\bYOUR\b/i;
const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:|\/|$)/i;
const address = /^(url|api_url|webhook_url|to|smarthost|smtp_smarthost|slack_api_url)$/;
/** Keeps every message, whoever it is addressed to. */
const mailCatcher = /^(.*[-_.])?(mailhog|mailpit|mailcatcher|maildev|mailtrap|smtp4dev|inbucket)([-_.].*)?:\d+$/i;

export default definePolicy({
  id: "alertmanager/real-receivers",
  reads: alertmanagerServer,
  severity: "warning",
  title: "Receivers send to addresses that exist",
  why: "The sample configuration of Alertmanager sends to 127.0.0.1:5001, which in a container is the container itself; others still hold example.com or REPLACE_ME. Every alert is then logged as a failed notification that nobody reads.",
  source: "RFC 2606 (reserved names); Alertmanager documentation, Configuration: webhook_config",
  good: [
    webhook("http://bridge:5001/"),
    webhook("https://chat.example.edu/hooks/alerts"),
    { "compose.yaml": service, "alertmanager.yml": webhook("https://alerts.acme.dev/hook") },
    webhook("http://127.0.0.1:5001/"),
    {
      "compose.yaml": `${service}    network_mode: host\n`,
      "alertmanager.yml": webhook("http://localhost:5001/"),
    },
    {
      "compose.yaml": `${service}  bridge:\n    image: acme/bridge:1.0.0\n    network_mode: service:alertmanager\n`,
      "alertmanager.yml": webhook("http://localhost:5001/"),
    },
    {
      "compose.yaml": `${service}    entrypoint: [/start.sh]\n`,
      "alertmanager.yml": webhook("https://hooks.example.com/x"),
    },
    `global:\n  smtp_smarthost: smtp.example.com:587\n  smtp_from: alerts@example.com\n${webhook("http://bridge:5001/")}`,
    "global:\n  smtp_smarthost: mailpit:1025\n  smtp_from: a@acme.dev\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    email_configs:\n      - to: team@example.org\n",
  ],
  bad: [
    {
      "compose.yaml": service,
      "alertmanager.yml": webhook("http://127.0.0.1:5001/", " # ! alertmanager/real-receivers"),
    },
    {
      "compose.yaml": service,
      "alertmanager.yml": webhook("https://example.com/webhook", " # ! alertmanager/real-receivers"),
    },
    "global:\n  smtp_smarthost: smtp.example.com:587 # ! alertmanager/real-receivers\n  smtp_from: alerts@acme.dev\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    email_configs:\n      - to: team@acme.dev\n",
    "global:\n  slack_api_url: https://hooks.slack.com/services/REPLACE_ME # ! alertmanager/real-receivers\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    slack_configs:\n      - channel: '#x'\n",
  ],
  *judge({ config, service: home, readAsIs, blueprint }) {
    const named = new Set([...routesIn(config.route)].map((route) => route.receiver?.text));
    const used = config.receivers.filter((receiver) => named.has(receiver.name.text));
    const integrations = used.flatMap((one) => one.integrations);
    const kinds = new Set(integrations.map(({ kind }) => kind));
    const parts = [...(config.global ? [config.global] : []), ...integrations.map(({ body }) => body)];
    const entries = parts.flatMap((part) => [...entriesIn(part)]);
    const caught = entries.some(({ key, value }) => key.text.endsWith("smarthost") && mailCatcher.test(value.text));
    const role = blueprint.project?.role;
    const alone = home !== undefined && home.networkMode === undefined && !hasCompanion(home);
    const isSample =
      role === "example" || role === "development" || role === "test" || (!home && runsAnother(config, blueprint));
    for (const { key, value } of entries) {
      if (!address.test(key.text) || /\$\{|\{\{/.test(value.text)) continue;
      if (key.text === "smtp_smarthost" && !kinds.has("email")) continue;
      if (key.text === "slack_api_url" && !kinds.has("slack")) continue;
      if (key.text === "to" && caught) {
        yield { met: true, at: value };
        continue;
      }
      const toItself = alone && loopback.test(value.text);
      const isPlaceholder = placeholder.test(value.text);
      if (!toItself && !isPlaceholder) yield { met: true, at: value };
      else if (home && !readAsIs) yield { met: "unknown", at: value, decidedBy: "what fills in this file" };
      else {
        yield {
          met: false,
          at: value,
          ...(isSample && { severity: "notice" as const }),
          message: toItself
            ? `"${key.text}" is the container of Alertmanager itself, where nothing else listens`
            : `"${key.text}" still holds a placeholder, so nothing is delivered`,
          hint: toItself ? "write the name of the service that takes the alerts" : "write the real address",
        };
      }
    }
  },
});

/** An Alertmanager of the repository is started with another file of the same folder: this one waits for whoever wants it. */
function runsAnother({ source }: AlertmanagerConfig, { repository }: Blueprint): boolean {
  const services = repository.projects.flatMap((project) => [...project.services.values()]);
  return services.some(
    ({ image, mounts }) =>
      /alertmanager/.test(image?.name ?? "") &&
      mounts.some(({ sourcePath }) => sourcePath && folderOf(sourcePath) === folderOf(source.path)),
  );
}

/** Another container lives in its network namespace, so that loopback reaches it too. */
const hasCompanion = (home: Service): boolean =>
  [...home.project.services.values()].some((one) => one.networkMode?.text === `service:${home.name}`);

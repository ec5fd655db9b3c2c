import { alertmanagerServer } from "../../checks/blueprint/alertmanager-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Node } from "../../checks/read/yaml/tree.ts";
import { scalarsIn } from "./data/scalars.ts";

const service = (volume: string): string =>
  `services:\n  alertmanager:\n    image: prom/alertmanager:v0.28.0\n    volumes: [${volume}]\n`;
const config = (pattern: string, mark = ""): string =>
  `templates:\n  - ${pattern}${mark}\nroute:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n`;

export default definePolicy({
  id: "alertmanager/templates-present",
  reads: alertmanagerServer,
  severity: "warning",
  title: "Every template file that is named exists",
  why: "A pattern that finds no file is no error at the start; each notification that uses one of its templates then fails, at the moment of the first alert.",
  source: "Alertmanager documentation, Configuration: templates",
  good: [
    {
      "compose.yaml": service("./alertmanager:/etc/alertmanager"),
      "alertmanager/alertmanager.yml": config("templates/*.tmpl"),
      "alertmanager/templates/mail.tmpl": '{{ define "mail" }}x{{ end }}',
    },
    config("'/etc/alertmanager/templates/*.tmpl'"),
  ],
  bad: [
    {
      "compose.yaml": service("./alertmanager.yml:/etc/alertmanager/alertmanager.yml"),
      "alertmanager.yml": config("/etc/alertmanager/templates/*.tmpl", " # ! alertmanager/templates-present"),
      "templates/mail.tmpl": '{{ define "mail" }}x{{ end }}',
    },
  ],
  *judge({ config: file, service: home, lookUp }) {
    const used = file.receivers.some((receiver) => usesOwnTemplate(receiver.body));
    for (const at of file.templates) {
      const { result } = lookUp(at.text);
      if (result === "found") yield { met: true, at };
      else if (result === "unknown") yield { met: "unknown", at, decidedBy: "files outside of the repository" };
      else {
        yield {
          met: false,
          at,
          severity: used ? "warning" : "notice",
          message: `no file matches "${at.text}" ${home ? `in the container of service "${home.name}"` : "beside this file"}`,
          hint: "mount the templates at this path, or remove the entry",
          related: home ? [home.at("volumes")] : [],
        };
      }
    }
  },
});

/** Templates named `slack.default.text` and the like come with Alertmanager. */
function usesOwnTemplate(body: Node): boolean {
  for (const { text } of scalarsIn(body)) {
    for (const [, name = ""] of text.matchAll(/\{\{-?\s*template\s+"([^"]+)"/g)) {
      if (!/^__|\.default\b/.test(name)) return true;
    }
  }
  return false;
}

import { definePolicy } from "../../checks/core/policy.ts";
import { type AlertmanagerConfig, alertmanager, type Receiver } from "../../checks/read/alertmanager/model.ts";
import { readGoTemplate } from "../../checks/read/go-template/read-go-template.ts";
import { placeIn } from "../../checks/read/yaml/scalar-place.ts";
import { entriesOf } from "../../checks/read/yaml/tree.ts";
import { routesIn } from "./data/routes.ts";
import { scalarsIn } from "./data/scalars.ts";

const config = (groupBy: string, title: string, mark = ""): string =>
  `route:\n  receiver: a\n  group_by: ${groupBy}\nreceivers:\n  - name: a\n    slack_configs:\n      - channel: '#x'\n        api_url_file: /run/secrets/slack\n        title: '${title}'${mark}\n`;

export default definePolicy({
  id: "alertmanager/known-template-labels",
  reads: alertmanager,
  severity: "warning",
  title: "Notifications name group labels only by which they are grouped",
  why: "`.GroupLabels` holds what is in group_by and nothing else. A subject with `.GroupLabels.severity` under `group_by: [alertname]` prints an empty place where the urgency should stand. amtool accepts it.",
  source: "Alertmanager documentation, Notification template reference: GroupLabels",
  good: [
    config("[alertname, severity]", "{{ .GroupLabels.severity }} {{ .GroupLabels.alertname }}"),
    config("['...']", "{{ .GroupLabels.anything }}"),
    config("[alertname]", "{{ .CommonLabels.severity }} {{ .GroupLabels.SortedPairs.Values }}"),
    config("[alertname]", "{{ range .Alerts }}{{ .StartsAt }}{{ end }}"),
    `${config("[alertname]", "x")}        headline: '{{ .GroupLabels.severity }}'\n`,
  ],
  bad: [
    config(
      "[alertname]",
      "{{ .GroupLabels.severity }}: {{ .GroupLabels.alertname }}",
      " # ! alertmanager/known-template-labels",
    ),
    config("[alertname]", "since {{ .GroupLabels.startsAt }}", " # ! alertmanager/known-template-labels"),
    config("[cluster]", "{{ .GroupLabels.alertname }}", " # ! alertmanager/known-template-labels"),
  ],
  *judge(file) {
    const refused = new Set(file.defects.flatMap(({ rule, start }) => (rule === "field" ? [start] : [])));
    for (const receiver of file.receivers) {
      const grouped = groupsOf(receiver, file);
      if (!grouped) continue;
      const fields = receiver.integrations.flatMap(({ body }) => entriesOf(body));
      const known = fields.filter(({ key }) => !refused.has(key.start));
      for (const scalar of known.flatMap(({ value }) => [...scalarsIn(value)])) {
        const { labels } = readGoTemplate(scalar.text, placeIn(scalar), "alertmanager");
        for (const use of labels) {
          if (!/GroupLabels\b/.test(use.source.text.slice(use.start, use.end))) continue;
          if (grouped.has(use.name)) yield { met: true, at: use };
          else {
            yield {
              met: false,
              at: use,
              message: `group label "${use.name}" is empty here: no route to receiver "${receiver.name.text}" groups by it`,
              hint: ofAlert.has(use.name.toLowerCase())
                ? `it is no label but a field: {{ range .Alerts }}{{ .${use.name[0]?.toUpperCase()}${use.name.slice(1)} }}{{ end }}`
                : `write .CommonLabels.${use.name}, or add ${use.name} to group_by`,
            };
          }
        }
      }
    }
  },
});

/** What a template knows of each alert besides its labels. */
const ofAlert: ReadonlySet<string> = new Set(["startsat", "endsat", "status", "generatorurl", "fingerprint"]);

/** Labels by which some route to a receiver groups; undefined where it cannot be told. */
function groupsOf(receiver: Receiver, file: AlertmanagerConfig): ReadonlySet<string> | undefined {
  const routes = [...routesIn(file.route)].filter((route) => route.receiver?.text === receiver.name.text);
  if (routes.length === 0) return undefined;
  const labels = routes.flatMap((route) => route.groupBy.map((label) => label.text));
  return labels.some((label) => label === "..." || label.includes("$")) ? undefined : new Set(labels);
}

import { delivery } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { routesIn } from "./data/routes.ts";

const receivers = "receivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";
const rules = (expr: string): string =>
  `groups:\n  - name: g\n    rules:\n      - alert: A\n        expr: ${expr}\n        labels: { severity: page }\n      - alert: B\n        expr: sum(up) < 1\n        labels: { severity: page }\n      - alert: C\n        expr: sum by (job) (up) < 1\n`;

export default definePolicy({
  id: "alertmanager/known-group-labels",
  reads: delivery,
  severity: "warning",
  title: "Alerts are grouped by labels that they have",
  why: "Grouping by a label that no alert has puts everything into one group: the page about the database waits for the group of the web server's warnings and is buried in their message.",
  source: "Alertmanager documentation, Configuration: route (group_by)",
  good: [
    {
      "alertmanager.yml": `route:\n  receiver: a\n  group_by: [alertname, job, severity]\n${receivers}`,
      "rules.yml": rules("sum by (job, instance) (up) == 0"),
    },
    {
      "alertmanager.yml": `route:\n  receiver: a\n  group_by: ['...']\n${receivers}`,
      "rules.yml": rules("sum(up) == 0"),
    },
    {
      "alertmanager.yml": `route:\n  receiver: a\n  group_by: [cluster, service]\n${receivers}`,
      "rules.yml": rules("up == 0"),
    },
    `route:\n  receiver: a\n  group_by: [anything]\n${receivers}`,
  ],
  bad: [
    {
      "alertmanager.yml": `route:\n  receiver: a\n  group_by:\n    - alertname\n    - cluster # ! alertmanager/known-group-labels\n${receivers}`,
      "rules.yml": rules("sum by (job) (up) == 0"),
    },
    `route:\n  receiver: a\n  group_by:\n    - alertname\n    - alertnme # ! alertmanager/known-group-labels\n${receivers}`,
  ],
  *judge({ config, alerts }) {
    const seen = new Set<number>();
    for (const route of routesIn(config.route)) {
      for (const label of route.groupBy) {
        const name = label.text;
        if (name === "..." || seen.has(label.start)) continue;
        seen.add(label.start);
        if (isMisspelt(name)) {
          yield {
            met: false,
            at: label,
            message: `alerts are grouped by "${name}", probably meant is "${name.toLowerCase().startsWith("s") ? "severity" : "alertname"}"`,
            hint: "correct the name: grouping by an unknown label is no error, it only does nothing",
          };
        } else if (alerts.length === 0)
          yield { met: "unknown", at: label, decidedBy: "rules outside of the repository" };
        else if (alerts.some((one) => one.labels.mayHave(name))) yield { met: true, at: label };
        else {
          yield {
            met: false,
            at: label,
            severity: "notice",
            message: `alerts are grouped by "${name}", which none of the ${alerts.length} alerts can have`,
            hint: "group by labels that the expressions keep, or add the label to the rules",
          };
        }
      }
    }
  },
});

const isMisspelt = (name: string): boolean =>
  /^(alert_?names?|alertnme|alertnam|alert-name|allertname|severty|serverity|sevirity|severities)$/i.test(name) &&
  name !== "alertname";

import { type DeliveredAlert, delivery } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { AlertmanagerConfig, Receiver } from "../../checks/read/alertmanager/model.ts";
import { dropsOnPurpose, receiverOf } from "./data/routes.ts";

const urgent = /^(?:critical|page|emergency|disaster|fatal|high|p1|sev1)$/i;
const alert = (name: string, severity: string): string =>
  `      - alert: ${name}\n        expr: up == 0\n        labels:\n          severity: ${severity}\n`;
const group = "groups:\n  - name: g\n    rules:\n";
const routes =
  "route:\n  receiver: team\n  routes:\n    - matchers: [severity=\"critical\"]\n      receiver: pager\n    - matchers: [alertname=\"Watchdog\"]\n      receiver: 'null'\nreceivers:\n  - name: team\n    webhook_configs: [{ url: 'http://b:1/' }]\n  - name: 'null'\n";

export default definePolicy({
  id: "alertmanager/delivered-alerts",
  reads: delivery,
  severity: "error",
  title: "Every alert of the rules reaches a receiver that sends",
  why: "Rules, routes and receivers are each valid on their own; whether the alert about the lost database reaches anybody shows only when its labels are walked through the routes. No tool of Prometheus reads both sides.",
  source: "Alertmanager documentation, Configuration: route (matching, continue), receiver",
  good: [
    {
      "alertmanager.yml": `${routes}  - name: pager\n    pagerduty_configs: [{ routing_key_file: /run/secrets/key }]\n`,
      "rules.yml": `${group}${alert("Down", "critical")}${alert("Slow", "warning")}${alert("Watchdog", "none")}`,
    },
    {
      "alertmanager.yml": `${routes}  - name: pager\n    webhook_configs: [{ url: 'http://b:1/' }]\n`,
      "rules.yml": `${group}      - alert: Unknown\n        expr: up == 0\n`,
    },
  ],
  bad: [
    {
      "alertmanager.yml": `${routes}  - name: pager # ! alertmanager/delivered-alerts\n`,
      "rules.yml": `${group}${alert("Down", "critical")}${alert("Slow", "warning")}`,
    },
    {
      "alertmanager.yml":
        "route:\n  receiver: 'null'\n  routes:\n    - matchers: [team=\"web\"]\n      receiver: web\nreceivers:\n  - name: 'null'\n  - name: web\n    webhook_configs: [{ url: 'http://b:1/' }]\n",
      "rules.yml": `${group}      - alert: Down # ! alertmanager/delivered-alerts\n        expr: sum(up) == 0\n        labels:\n          severity: critical\n`,
    },
  ],
  *judge({ config, alerts }) {
    const swallowed = new Map<Receiver, DeliveredAlert[]>();
    for (const one of alerts) {
      const silent = silentEnd(one, config);
      if (silent === "unknown") yield { met: "unknown", at: one, decidedBy: "the labels of its series" };
      else if (!silent) yield { met: true, at: one };
      else if (!dropsOnPurpose(silent)) swallowed.set(silent, [...(swallowed.get(silent) ?? []), one]);
      else if (!isUrgent(one)) yield { met: true, at: one };
      else {
        yield {
          met: false,
          at: one,
          severity: "notice",
          message: `alert "${one.rule.name.text}" is urgent by its severity, yet it is routed to "${silent.name.text}", which drops it`,
          hint: "give it a route to people, or another severity",
          related: [silent],
        };
      }
    }
    for (const [receiver, lost] of swallowed) {
      const names = lost.slice(0, 3).map((one) => `"${one.rule.name.text}"`);
      const more = lost.length > names.length ? ` and ${lost.length - names.length} more` : "";
      yield {
        met: false,
        at: receiver,
        message: `${lost.length === 1 ? "alert" : "alerts"} ${names.join(", ")}${more} end at receiver "${receiver.name.text}", which has no integration: nobody hears of ${lost.length === 1 ? "it" : "them"}`,
        hint: "add an integration to the receiver, or route these alerts elsewhere",
        related: lost.slice(0, 5),
      };
    }
  },
});

/** The receiver that takes an alert to nobody. Undefined: somebody hears of it, whatever the open labels are. */
function silentEnd({ destinations }: DeliveredAlert, config: AlertmanagerConfig): Receiver | "unknown" | undefined {
  const ends = destinations.map(({ route, certain }) => ({ certain, receiver: receiverOf(config, route) }));
  if (ends.some(({ receiver }) => !receiver)) return "unknown";
  if (ends.some(({ certain, receiver }) => certain && receiver && receiver.integrations.length > 0)) return undefined;
  const silent = ends.filter(({ receiver }) => receiver && receiver.integrations.length === 0);
  if (silent.length === 0) return ends.length > 0 ? undefined : "unknown";
  return silent.length === ends.length ? silent[0]?.receiver : "unknown";
}

function isUrgent({ labels }: DeliveredAlert): boolean {
  const severity = labels.value("severity");
  return severity !== "unknown" && urgent.test(severity.text);
}

import { type Delivery, delivery } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Receiver } from "../../checks/read/alertmanager/model.ts";
import { dropsOnPurpose, receiverOf, routesIn } from "./data/routes.ts";

export default definePolicy({
  id: "alertmanager/receiver-with-integration",
  reads: delivery,
  severity: "warning",
  title: "Every receiver that a route names sends somewhere",
  why: "A receiver that is only a name swallows every alert without a trace: amtool says SUCCESS, Alertmanager counts the notification, and nobody hears of it. Often the integration was commented out for a test.",
  source: "Alertmanager documentation, Configuration: receiver",
  good: [
    "route:\n  receiver: team\n  routes:\n    - matchers: [alertname=\"Watchdog\"]\n      receiver: 'null'\nreceivers:\n  - name: team\n    webhook_configs: [{ url: 'http://b:1/' }]\n  - name: 'null'\n",
    "route:\n  receiver: blackhole\nreceivers:\n  - name: blackhole\n  - name: never-named\n",
  ],
  bad: [
    "route:\n  receiver: team\n  routes:\n    - matchers: [severity=\"critical\"]\n      receiver: pager\nreceivers:\n  - name: team\n    webhook_configs: [{ url: 'http://b:1/' }]\n  - name: pager # ! alertmanager/receiver-with-integration\n",
  ],
  *judge(model) {
    const { config } = model;
    const reported = new Set(swallowing(model));
    const named = new Set([...routesIn(config.route)].map((route) => receiverOf(config, route)));
    for (const receiver of named) {
      if (!receiver || reported.has(receiver)) continue;
      if (receiver.integrations.length > 0 || dropsOnPurpose(receiver)) yield { met: true, at: receiver };
      else {
        yield {
          met: false,
          at: receiver,
          message: `receiver "${receiver.name.text}" has no integration, so what is routed to it reaches nobody`,
          hint: 'add one, such as `slack_configs`; name it "null" if dropping is meant',
        };
      }
    }
  },
});

/** Those at which an alert of the rules certainly ends: `alertmanager/delivered-alerts` names them with their alerts. */
function* swallowing({ alerts, config }: Delivery): Generator<Receiver> {
  for (const { destinations } of alerts) {
    for (const { route, certain } of destinations) {
      const receiver = receiverOf(config, route);
      if (certain && receiver) yield receiver;
    }
  }
}

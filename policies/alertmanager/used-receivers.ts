import { definePolicy } from "../../checks/core/policy.ts";
import { alertmanager } from "../../checks/read/alertmanager/model.ts";
import { hasPlaceholder } from "../../checks/read/placeholder.ts";
import { dropsOnPurpose, routesIn } from "./data/routes.ts";

export default definePolicy({
  id: "alertmanager/used-receivers",
  reads: alertmanager,
  severity: "warning",
  title: "Every receiver is named by a route",
  why: "A receiver that no route names never sends: the pager was set up and tested, and the route to it was forgotten or names another one. amtool accepts it.",
  source: "Alertmanager documentation, Configuration: route, receiver",
  good: [
    "route:\n  receiver: team\n  routes:\n    - matchers: [severity=\"critical\"]\n      receiver: pager\nreceivers:\n  - name: team\n    webhook_configs: [{ url: 'http://b:1/' }]\n  - name: pager\n    webhook_configs: [{ url: 'http://b:2/' }]\n  - name: 'null'\n",
  ],
  bad: [
    "route:\n  receiver: team\nreceivers:\n  - name: team\n    webhook_configs: [{ url: 'http://b:1/' }]\n  - name: pager # ! alertmanager/used-receivers\n    webhook_configs: [{ url: 'http://b:2/' }]\n",
  ],
  *judge(config) {
    const named = new Set([...routesIn(config.route)].map((route) => route.receiver?.text ?? ""));
    if (named.size === 0 || [...named].some((name) => hasPlaceholder(name))) return;
    for (const receiver of config.receivers) {
      if (named.has(receiver.name.text) || dropsOnPurpose(receiver)) yield { met: true, at: receiver };
      else {
        yield {
          met: false,
          at: receiver,
          severity: receiver.integrations.length > 0 ? "warning" : "notice",
          message: `no route names receiver "${receiver.name.text}", so it never sends`,
          hint: "add a route to it, or remove it",
        };
      }
    }
  },
});

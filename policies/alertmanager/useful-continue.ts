import { definePolicy } from "../../checks/core/policy.ts";
import { alertmanager } from "../../checks/read/alertmanager/model.ts";
import { routesIn } from "./data/routes.ts";

const receivers = "receivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";

export default definePolicy({
  id: "alertmanager/useful-continue",
  reads: alertmanager,
  severity: "notice",
  title: "`continue` stands where a later route can follow",
  why: "On the last route of its level `continue: true` does nothing: the alert does not go on to the parent's receiver, as its author seems to expect, so the second notification is never sent.",
  source: "Alertmanager documentation, Configuration: route (continue)",
  good: [
    `route:\n  receiver: a\n  routes:\n    - matchers: [team="db"]\n      continue: true\n    - matchers: [severity="critical"]\n      continue: false\n${receivers}`,
  ],
  bad: [
    `route:\n  receiver: a\n  routes:\n    - matchers: [team="db"]\n    - matchers: [severity="critical"]\n      continue: true # ! alertmanager/useful-continue\n${receivers}`,
  ],
  *judge(config) {
    for (const route of routesIn(config.route)) {
      const at = route.continueAt;
      if (!at || !route.parent) continue;
      if (!route.continue || route !== route.parent.children.at(-1)) yield { met: true, at };
      else {
        yield {
          met: false,
          at,
          message:
            "`continue` on the last route of its level does nothing: no route follows, and the parent does not take the alert too",
          hint: "remove it, or add the route that was meant to follow",
        };
      }
    }
  },
});

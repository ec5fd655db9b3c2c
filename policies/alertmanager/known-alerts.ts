import leven from "leven";
import { all, delivery } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { routesIn } from "./data/routes.ts";

const receivers = "receivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";
const rules =
  "groups:\n  - name: g\n    rules:\n      - alert: HostDown\n        expr: up == 0\n        labels: { severity: critical }\n      - alert: HostSlow\n        expr: sum(x) > 1\n        labels: { severity: warning }\n";
const route = (matcher: string, mark = ""): string =>
  `route:\n  receiver: a\n  routes:\n    - matchers:\n        - ${matcher}${mark}\n${receivers}`;

export default definePolicy({
  id: "alertmanager/known-alerts",
  reads: delivery,
  severity: "notice",
  title: "Every route waits for an alert that some rule can send",
  why: 'An alert was renamed and its route was not, or the route asks for `severity="page"` where every rule says `critical`: the route is dead, and its alerts go to the default receiver.',
  source: "Alertmanager documentation, Configuration: route, matchers",
  good: [
    { "alertmanager.yml": route("alertname=HostDown"), "rules.yml": rules },
    { "alertmanager.yml": route('severity=~"critical|page"'), "rules.yml": rules },
    { "alertmanager.yml": route("team=db"), "rules.yml": rules },
    route("alertname=Anything"),
  ],
  bad: [
    { "alertmanager.yml": route("alertname=HostsDown", " # ! alertmanager/known-alerts"), "rules.yml": rules },
    { "alertmanager.yml": route("severity=Critical", " # ! alertmanager/known-alerts"), "rules.yml": rules },
  ],
  *judge({ config, alerts }) {
    if (alerts.length === 0) return;
    for (const one of routesIn(config.route)) {
      for (const matcher of one.matchers) {
        if (matcher.op !== "=" || !/^(alertname|severity)$/.test(matcher.label)) continue;
        if (alerts.some(({ labels }) => all([matcher], labels) === "yes")) {
          yield { met: true, at: matcher };
          continue;
        }
        const set = new Set(alerts.map(({ labels }) => labels.value(matcher.label)));
        const known = [...set].flatMap((value) => (value === "unknown" ? [] : [value.text]));
        const near = known.find((value) => isNear(value, matcher.value));
        if (near === undefined && alerts.some(({ labels }) => all([matcher], labels) === "maybe")) {
          yield { met: "unknown", at: matcher, decidedBy: "the labels of the series" };
        } else {
          yield {
            met: false,
            at: matcher,
            severity: near === undefined ? "notice" : "warning",
            message: `no alert of the rules has ${matcher.label} "${matcher.value}"${near === undefined ? "" : `, but some have "${near}"`}`,
            hint: "use the value that the rules set, or remove the route",
          };
        }
      }
    }
  },
});

const isNear = (known: string, asked: string): boolean =>
  known.length > 3 && leven(known.toLowerCase(), asked.toLowerCase()) <= (known.length > 6 ? 2 : 1);

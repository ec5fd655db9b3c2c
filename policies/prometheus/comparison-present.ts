import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { bare, selectorsIn } from "../../checks/read/promql/walk.ts";
import { textOf } from "../../checks/read/yaml/tree.ts";
import { filteringOf } from "./expression/filters.ts";
import { alertsOf } from "./expression/rules-of.ts";

/** Alerts that are meant to fire all the time, so that their absence is noticed. */
const watchdogs = /watchdog|dead.?mans?.?(switch|snitch)|heartbeat|always.?firing|test.?alert/i;

export default definePolicy({
  id: "prometheus/comparison-present",
  reads: rulesInUse,
  severity: "warning",
  title: "Every alert compares something",
  why: "An alert fires for each series that its expression yields, whatever its value, zero included: without a comparison it fires as long as the metric exists, and people learn to ignore it. promtool accepts it.",
  source: "Prometheus documentation, Alerting rules: the alert is active for the elements the expression yields",
  good: [
    'groups:\n  - name: api\n    rules:\n      - alert: Down\n        expr: up == 0\n      - alert: Gone\n        expr: absent(up{job="api"})\n      - alert: Lost\n        expr: up offset 1h unless up\n      - alert: Many\n        expr: count by (job) (up == 0)\n      - alert: Firing\n        expr: ALERTS{severity="critical"}\n      - alert: Watchdog\n        expr: vector(1)\n      - alert: Heartbeat\n        expr: up{job="prometheus"}\n      - alert: Both\n        expr: rate(errors_total[5m]) and on (job) (up == 1)\n      - alert: Listener\n        expr: app_listener_info{state="down"}\n      - alert: Recorded\n        expr: job:errors:burning\n',
    "groups:\n  - name: api\n    rules:\n      - record: x:y\n        expr: sum by (job) (up)\n      - alert: Guarded\n        expr: (a > 1) or (b > 2)\n      - alert: InfoInhibitor\n        expr: vector(1)\n        labels:\n          severity: none\n",
  ],
  bad: [
    "groups:\n  - name: api\n    rules:\n      - alert: Errors\n        expr: rate(http_errors_total[5m]) # ! prometheus/comparison-present\n      - alert: Zero\n        expr: up == bool 0 # ! prometheus/comparison-present\n      - alert: OneSide\n        expr: (up == 0) or probe_success # ! prometheus/comparison-present\n",
    "groups:\n  - name: api\n    rules:\n      - record: job:up:sum\n        expr: sum by (job) (up)\n      - alert: Sum\n        expr: job:up:sum # ! prometheus/comparison-present\n",
  ],
  *judge({ file, vocabulary: { recorded } }) {
    for (const rule of alertsOf(file)) {
      const root = rule.query.root;
      if (!root) continue;
      const only = bare(root);
      const metric = only.kind === "selector" ? only.metric?.name : undefined;
      const source = metric === undefined ? undefined : recorded.get(metric)?.query.root;
      const filtering = filteringOf(source ?? root);
      if (filtering === "selective" || isMeantToFire(rule)) yield { met: true, at: rule.expr };
      else if (filtering === "unknown") yield { met: "unknown", at: rule.expr, decidedBy: "the series it selects" };
      else {
        yield {
          met: false,
          at: rule.expr,
          message: `alert "${rule.name.text}" compares nothing, so it fires as long as its series exist`,
          hint: "compare with a threshold, such as `... > 0`; write no `bool`, which keeps every series",
        };
      }
    }
  },
});

function isMeantToFire(rule: Rule): boolean {
  if (watchdogs.test(rule.name.text) || textOf(rule.labels.get("severity")?.value) === "none") return true;
  return rule.query.root !== undefined && [...selectorsIn(rule.query.root)].length === 0;
}

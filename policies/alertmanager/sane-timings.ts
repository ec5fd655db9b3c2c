import { alertmanagerServer } from "../../checks/blueprint/alertmanager-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Route, Wait } from "../../checks/read/alertmanager/model.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import { routesIn } from "./data/routes.ts";

const receivers = "receivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";

export default definePolicy({
  id: "alertmanager/sane-timings",
  reads: alertmanagerServer,
  severity: "warning",
  title: "Notifications are repeated in an order that the intervals allow",
  why: "A notification is repeated only when its group is looked at, which happens every group_interval: a shorter repeat_interval does nothing, and one of a few minutes trains people to mute the channel. A long group_wait delays the first page.",
  source: "Alertmanager documentation, Configuration: route (group_wait, group_interval, repeat_interval)",
  good: [
    `route:\n  receiver: a\n  group_wait: 30s\n  group_interval: 5m\n  repeat_interval: 4h\n  routes:\n    - matchers: [severity="critical"]\n      repeat_interval: 1h\n${receivers}`,
    `route:\n  receiver: a\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - matchers: [alertname="Watchdog"]\n      group_wait: 0s\n      group_interval: 1m\n      repeat_interval: 1m\n${receivers}`,
  ],
  bad: [
    `route:\n  receiver: a\n  group_interval: 10m\n  repeat_interval: 5m # ! alertmanager/sane-timings\n${receivers}`,
    `route:\n  receiver: a\n  group_wait: 10m # ! alertmanager/sane-timings\n  group_interval: 5m\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - matchers: [severity="warning"]\n      repeat_interval: 2m # ! alertmanager/sane-timings\n${receivers}`,
    `route:\n  receiver: a\n  repeat_interval: 3h\n  routes:\n    - matchers: [severity="warning"]\n      group_interval: 1d # ! alertmanager/sane-timings\n${receivers}`,
  ],
  *judge({ config, blueprint }) {
    const role = blueprint.project?.role;
    const isSample = role === "example" || role === "development" || role === "test";
    const seen = new Set<string>();
    for (const route of routesIn(config.route)) {
      for (const fault of faultsOf(route)) {
        const { at } = fault.wait;
        if (!at || seen.has(`${at.start} ${fault.message}`)) continue;
        seen.add(`${at.start} ${fault.message}`);
        const { message, hint } = fault;
        yield { met: false as const, at, message, hint, ...(isSample && { severity: "notice" as const }) };
      }
      yield { met: true as const, at: route };
    }
  },
});

function* faultsOf(route: Route): Generator<{ readonly wait: Wait; readonly message: string; readonly hint: string }> {
  const { groupWait, groupInterval, repeatInterval } = route;
  const [wait, interval, repeat] = [groupWait.seconds, groupInterval.seconds, repeatInterval.seconds];
  if (interval !== undefined && repeat !== undefined && repeat < interval) {
    yield {
      wait: isOwn(route, "group_interval") && !isOwn(route, "repeat_interval") ? groupInterval : repeatInterval,
      message: `repeat_interval ${formatDuration(repeat)} is shorter than group_interval ${formatDuration(interval)}, so it does nothing: groups are looked at only every ${formatDuration(interval)}`,
      hint: "write a repeat_interval that is a multiple of group_interval",
    };
  }
  if (interval !== undefined && wait !== undefined && wait > interval) {
    yield {
      wait: isOwn(route, "group_interval") && !isOwn(route, "group_wait") ? groupInterval : groupWait,
      message: `the first notification waits ${formatDuration(wait)}, longer than the ${formatDuration(interval)} between later ones`,
      hint: "keep group_wait at 30s, or 0s for pages",
    };
  }
}

const isOwn = (route: Route, key: string): boolean => route.body.entries.has(key);

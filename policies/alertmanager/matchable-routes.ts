import { takes } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { alertmanager, type Matcher, type Route } from "../../checks/read/alertmanager/model.ts";
import { matchersTo, routesIn, shown } from "./data/routes.ts";

/** Text that is a pattern and no value. */
const pattern = /\.\*|\.\+|^\^|\$$|^\(.*\)$|^[\w.-]+\s*(?:\|\s*[\w.-]+\s*)+$/;
const receivers = "receivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";

export default definePolicy({
  id: "alertmanager/matchable-routes",
  reads: alertmanager,
  severity: "error",
  title: "Every route can be reached by some alert",
  why: "`match: {severity: page|warning}` compares with the whole text `page|warning`, so the route takes nothing and its alerts fall to the default receiver; a route behind a sibling that takes all it would is dead too. amtool accepts both. The first stands in the production template of a well-known public project.",
  source: "Alertmanager documentation, Configuration: route, matchers",
  good: [
    `route:\n  receiver: a\n  routes:\n    - matchers: [severity="critical", team="db"]\n      continue: true\n    - match:\n        severity: critical\n    - match_re:\n        severity: page|warning\n    - matchers: [team=~"db|web", team!="db"]\n    - matchers: [service="a/b"]\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - matchers: [severity="critical"]\n      continue: true\n    - matchers: [severity="critical", team="db"]\n    - matchers: [team="db"]\n    - receiver: a\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - matchers: [team="db"]\n      routes:\n        - matchers: [severity="critical"]\n    - matchers: [severity="critical"]\n${receivers}`,
  ],
  bad: [
    `route:\n  receiver: a\n  routes:\n    - match:\n        severity: page|warning # ! alertmanager/matchable-routes\n    - matchers:\n        - alertname="Node.*" # ! alertmanager/matchable-routes\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - matchers: [severity="critical"]\n      routes:\n        - matchers: [severity="warning"] # ! alertmanager/matchable-routes\n    - matchers: [severity=~"critical|page"]\n    - matchers: [severity="page", team="db"] # ! alertmanager/matchable-routes\n${receivers}`,
    `route:\n  receiver: a\n  routes:\n    - receiver: a\n    - matchers: [team="db"] # ! alertmanager/matchable-routes\n${receivers}`,
  ],
  *judge(config) {
    for (const route of routesIn(config.route)) {
      if (!route.parent) continue;
      yield* judgeRoute(route);
    }
  },
});

function* judgeRoute(route: Route) {
  const literal = route.matchers.find((one) => !one.template && /^!?=$/.test(one.op) && pattern.test(one.value));
  const path = matchersTo(route);
  const clash = literal ? undefined : clashOf(route.matchers, path);
  const shadow = literal || clash ? undefined : shadowOf(route, path);
  if (literal) {
    const never = literal.op === "=" ? "takes no alert" : "excludes no alert";
    yield {
      met: false as const,
      at: literal,
      message: `this matcher compares "${literal.label}" with the literal text "${literal.value}", which is a pattern, so it ${never}`,
      hint: `write ${literal.label}${literal.op === "=" ? "=~" : "!~"}"${literal.value.replaceAll(/\s*\|\s*/g, "|")}" under matchers`,
    };
  } else if (clash) {
    yield {
      met: false as const,
      at: clash.matcher,
      message: `no alert can meet ${shown(clash.matcher)} here, since ${shown(clash.against)} holds on the way to this route`,
      hint: "move the route out of its parent, or drop one of the matchers",
      related: [clash.against],
    };
  } else if (shadow) {
    yield {
      met: false as const,
      at: route.matchers[0] ?? route,
      message:
        "no alert reaches this route: an earlier one beside it takes every alert that it would, and has no `continue`",
      hint: "move it before the other one, or write `continue: true` there",
      related: [shadow.matchers[0] ?? shadow],
    };
  } else yield { met: true as const, at: route.matchers[0] ?? route };
}

function clashOf(
  own: readonly Matcher[],
  path: readonly Matcher[],
): { readonly matcher: Matcher; readonly against: Matcher } | undefined {
  for (const matcher of own) {
    for (const against of path) {
      if (matcher === against || matcher.label !== against.label || matcher.template || against.template) continue;
      const excluded =
        (against.op === "=" && takes(matcher, against.value) === false) ||
        (matcher.op === "=" && takes(against, matcher.value) === false);
      if (excluded) return { matcher, against };
    }
  }
  return undefined;
}

/** An earlier sibling that takes whatever could reach this route. */
function shadowOf(route: Route, path: readonly Matcher[]): Route | undefined {
  for (const sibling of route.parent?.children ?? []) {
    if (sibling === route) return undefined;
    if (!sibling.continue && sibling.matchers.every((matcher) => path.some((one) => implies(one, matcher)))) {
      return sibling;
    }
  }
  return undefined;
}

/** Whether every alert that meets one matcher meets the other. */
function implies(one: Matcher, other: Matcher): boolean {
  if (one.label !== other.label || one.template || other.template) return false;
  if (one.op === other.op && one.value === other.value) return true;
  if (one.op === "=") return takes(other, one.value) === true;
  const values = one.op === "=~" && /^[\w-]+(\|[\w-]+)+$/.test(one.value) ? one.value.split("|") : [];
  return values.length > 0 && values.every((value) => takes(other, value) === true);
}

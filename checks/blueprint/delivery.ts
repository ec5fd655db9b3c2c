import type { Located } from "../core/source.ts";
import type { AlertmanagerConfig, Matcher, Route } from "../read/alertmanager/model.ts";
import type { Rule } from "../read/prometheus/model.ts";
import { fullRegex } from "../read/regex.ts";
import { type AlertLabels, labelsOfAlert } from "./alert-labels.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { serversOf } from "./prometheus-server.ts";

/** A route at which an alert ends. `certain` where no label that the files leave open could change it. */
export interface Destination {
  readonly route: Route;
  readonly certain: boolean;
}

/** An alerting rule with what its alerts carry and where they end. It stands at the rule. */
export interface DeliveredAlert extends Located {
  readonly rule: Rule;
  readonly labels: AlertLabels;
  readonly destinations: readonly Destination[];
}

/** One Alertmanager configuration with every alerting rule of its blueprint walked through its routes. */
export interface Delivery extends Located {
  readonly config: AlertmanagerConfig;
  readonly alerts: readonly DeliveredAlert[];
  readonly blueprint: Blueprint;
}

export const delivery = defineJoin<Delivery>({
  name: "delivery",
  from: ["alertmanager", "rules"],
  examplePath: "alertmanager.yml",
  *join(blueprint) {
    if (blueprint.alertmanager.length === 0) return;
    const rules = alertsOf(blueprint);
    for (const config of blueprint.alertmanager) {
      const { source, start, end } = config;
      const alerts = rules.map(({ rule, labels }) => delivered(rule, labels, config));
      yield { source, start, end, config, alerts, blueprint };
    }
  },
});

interface SentAlert {
  readonly rule: Rule;
  readonly labels: AlertLabels;
}

/** Every alerting rule, with the labels that the servers give it which load its file; all servers where none is seen to. */
function alertsOf(blueprint: Blueprint): SentAlert[] {
  const servers = serversOf(blueprint);
  const loadedBy = servers.map((server) => ({ server, files: new Set(server.rules) }));
  return blueprint.rules.flatMap((file) => {
    const loading = loadedBy.filter(({ files }) => files.has(file)).map(({ server }) => server);
    const senders = loading.length > 0 ? loading : servers;
    const rules = file.groups.flatMap((group) => group.rules);
    return rules
      .filter((rule) => rule.kind === "alert")
      .map((rule) => ({ rule, labels: labelsOfAlert(rule, senders) }));
  });
}

function delivered(rule: Rule, labels: AlertLabels, config: AlertmanagerConfig): DeliveredAlert {
  const { source, start, end } = rule;
  return { source, start, end, rule, labels, destinations: destinationsOf(config, labels) };
}

/** Where an alert can end. Its open labels may have any value, so that every place it could reach is listed. */
export function destinationsOf(config: AlertmanagerConfig, labels: Pick<AlertLabels, "value">): readonly Destination[] {
  const destinations: Destination[] = [];
  if (config.route) walk(config.route, labels, true, destinations);
  return destinations;
}

/** Depth first, as Alertmanager: an alert ends at a route when none of its children takes it; a child without `continue` keeps it from its later siblings. */
function walk(route: Route, labels: Pick<AlertLabels, "value">, certain: boolean, found: Destination[]): void {
  let takenBy: Answer = "no";
  let reaches = certain;
  for (const child of route.children) {
    const answer = all(child.matchers, labels);
    if (answer === "no") continue;
    walk(child, labels, reaches && answer === "yes", found);
    if (answer === "yes") takenBy = "yes";
    else if (takenBy === "no") takenBy = "maybe";
    if (child.continue) continue;
    if (answer === "yes") return;
    reaches = false;
  }
  if (takenBy !== "yes") found.push({ route, certain: certain && takenBy === "no" });
}

export type Answer = "yes" | "no" | "maybe";

/** Whether a set of matchers takes an alert. */
export function all(matchers: readonly Matcher[], labels: Pick<AlertLabels, "value">): Answer {
  let answer: Answer = "yes";
  for (const matcher of matchers) {
    const one = answerOf(matcher, labels);
    if (one === "no") return "no";
    if (one === "maybe") answer = "maybe";
  }
  return answer;
}

function answerOf(matcher: Matcher, labels: Pick<AlertLabels, "value">): Answer {
  const value = labels.value(matcher.label);
  if (matcher.template || value === "unknown") return "maybe";
  const holds = takes(matcher, value.text);
  return holds === undefined ? "maybe" : holds ? "yes" : "no";
}

/** Whether a matcher takes a value; an absent label is the empty text. Undefined where its regular expression is broken. */
export function takes(matcher: Matcher, value: string): boolean | undefined {
  const { op } = matcher;
  if (op === "=") return value === matcher.value;
  if (op === "!=") return value !== matcher.value;
  const regex = fullRegex(matcher.value);
  if ("problem" in regex) return undefined;
  return regex.matches(value) === (op === "=~");
}

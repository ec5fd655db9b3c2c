import { fullRegex } from "../regex.ts";
import type { AlertmanagerConfig, Matcher, Route } from "./model.ts";

/** Where an alert with exactly these labels ends, in the order in which Alertmanager notifies; a missing label is the empty text. */
export function routesOf(config: AlertmanagerConfig, labels: ReadonlyMap<string, string>): readonly Route[] {
  return config.route ? walk(config.route, labels) : [];
}

function walk(route: Route, labels: ReadonlyMap<string, string>): readonly Route[] {
  if (!route.matchers.every((matcher) => takes(matcher, labels))) return [];
  const found: Route[] = [];
  for (const child of route.children) {
    const below = walk(child, labels);
    found.push(...below);
    if (below.length > 0 && !child.continue) break;
  }
  return found.length > 0 ? found : [route];
}

function takes({ label, op, value }: Matcher, labels: ReadonlyMap<string, string>): boolean {
  const actual = labels.get(label) ?? "";
  if (op === "=") return actual === value;
  if (op === "!=") return actual !== value;
  const regex = fullRegex(value);
  return "matches" in regex && regex.matches(actual) === (op === "=~");
}

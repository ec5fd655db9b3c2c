import type { AlertmanagerConfig, Matcher, Receiver, Route } from "../../../checks/read/alertmanager/model.ts";

/** A route and everything below it, in the order in which Alertmanager looks. */
export function* routesIn(route: Route | undefined): Generator<Route> {
  if (!route) return;
  yield route;
  for (const child of route.children) yield* routesIn(child);
}

export const receiverOf = (config: AlertmanagerConfig, route: Route): Receiver | undefined =>
  config.receivers.find((one) => one.name.text === route.receiver?.text);

/** Names that say that whatever comes here is dropped on purpose. */
const dropping =
  /^(?:null|none|nil|noop|no-?op|black-?hole|dev-?null|\/dev\/null|drop|discard|silen(?:t|ce|ced)|ignore|mute|empty|nowhere|void|trash|deadend|dead-end)(?:[-_ ]?receiver)?$/i;
export const dropsOnPurpose = (receiver: Receiver): boolean => dropping.test(receiver.name.text);

/** The matchers that an alert has met when it stands at a route: its own and those of every route above. */
export function matchersTo(route: Route): readonly Matcher[] {
  const found: Matcher[] = [];
  for (let one: Route | undefined = route; one; one = one.parent) found.unshift(...one.matchers);
  return found;
}

/** As one would write it: `severity="page"`. */
export const shown = ({ label, op, value }: Matcher): string => `${label}${op}"${value}"`;

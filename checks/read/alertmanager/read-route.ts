import type { DefectSink } from "../defect.ts";
import { parseDuration } from "../prometheus/duration.ts";
import { get, isMapping, isScalar, itemsOf, keyOf, type Mapping, type Scalar, textOf } from "../yaml/tree.ts";
import type { Route, Wait } from "./model.ts";
import { readMatchers } from "./read-matchers.ts";

const fields = { equal: "match", regex: "match_re", list: "matchers" };

/** The tree of routes with what each inherits. Source: "Route-related settings" of the documentation of Alertmanager. */
export function readRoute(body: Mapping, sink: DefectSink, parent?: Route): Route {
  const ownReceiver = scalarIn(body, "receiver");
  const receiver = ownReceiver ?? parent?.receiver;
  const continueAt = scalarIn(body, "continue");
  const children: Route[] = [];
  const route: Route = {
    source: body.source,
    start: body.start,
    end: body.end,
    ...(parent && { parent }),
    ...(receiver && { receiver }),
    ownReceiver: ownReceiver !== undefined,
    matchers: readMatchers(body, fields, sink),
    continue: /^(?:true|yes|on|y)$/i.test(continueAt?.text ?? ""),
    ...(continueAt && { continueAt }),
    groupBy: keyOf(body, "group_by") ? scalarsIn(body, "group_by") : (parent?.groupBy ?? []),
    groupWait: waitIn(body, "group_wait", parent?.groupWait ?? { seconds: 30 }),
    groupInterval: waitIn(body, "group_interval", parent?.groupInterval ?? { seconds: 300 }),
    repeatInterval: waitIn(body, "repeat_interval", parent?.repeatInterval ?? { seconds: 4 * 3600 }),
    muteTimes: scalarsIn(body, "mute_time_intervals"),
    activeTimes: scalarsIn(body, "active_time_intervals"),
    children,
    body,
  };
  checkRoute(route, sink);
  for (const child of itemsOf(get(body, "routes"))) if (isMapping(child)) children.push(readRoute(child, sink, route));
  return route;
}

function scalarIn(body: Mapping, field: string): Scalar | undefined {
  const node = get(body, field);
  return isScalar(node) && textOf(node) ? node : undefined;
}

const scalarsIn = (body: Mapping, field: string): readonly Scalar[] => itemsOf(get(body, field)).filter(isScalar);

function waitIn(body: Mapping, field: string, inherited: Wait): Wait {
  const at = scalarIn(body, field);
  if (!at) return inherited;
  const seconds = parseDuration(at.text);
  return { at, ...(seconds !== undefined && { seconds }) };
}

function checkRoute({ body, parent, matchers, ownReceiver, continueAt, ...route }: Route, sink: DefectSink): void {
  for (const field of ["group_interval", "repeat_interval"]) {
    const at = scalarIn(body, field);
    if (at && parseDuration(at.text) === 0) sink.add("value", at, `${field} cannot be zero`);
  }
  checkGroupBy(scalarsIn(body, "group_by"), sink);
  if (parent) return;
  const { source, start } = body;
  const head = { source, start, end: [...body.entries.values()][0]?.key.end ?? start };
  if (!ownReceiver) sink.add("field", head, "the first route needs a receiver: it takes what no other route takes");
  if (matchers[0]) sink.add("value", matchers[0], "the first route cannot have matchers: it must take every alert");
  if (continueAt && route.continue) sink.add("value", continueAt, "the first route cannot have continue");
  const time = route.muteTimes[0] ?? route.activeTimes[0];
  if (time) sink.add("value", time, "the first route cannot have time intervals");
}

function checkGroupBy(labels: readonly Scalar[], sink: DefectSink): void {
  const seen = new Set<string>();
  for (const label of labels) {
    const name = textOf(label) ?? "";
    if (seen.has(name)) sink.add("duplicate", label, `the label "${name}" stands twice in group_by`);
    seen.add(name);
    if (name === "..." && labels.length > 1)
      sink.add("value", label, '"..." groups by every label and must stand alone');
  }
}

import { locate, type Source } from "../../core/source.ts";
import { type DefectSink, defectSink } from "../defect.ts";
import { readGoTemplate } from "../go-template/read-go-template.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { checkHttpClient, exclusive } from "../prometheus/check-http-client.ts";
import type { Reading } from "../reading.ts";
import { checkShape } from "../shape/check-shape.ts";
import { openYaml } from "../yaml/open-yaml.ts";
import { placeIn } from "../yaml/scalar-place.ts";
import { get, isMapping, isScalar, itemsOf, type Mapping, type Node, textOf } from "../yaml/tree.ts";
import { checkReceivers, checkSmarthost } from "./check-receivers.ts";
import { checkTimeInterval } from "./check-time-interval.ts";
import { alertmanagerShape } from "./config-shape.ts";
import {
  type AlertmanagerConfig,
  alertmanager,
  type InhibitRule,
  type Receiver,
  type Route,
  type TimeInterval,
} from "./model.ts";
import { readMatchers } from "./read-matchers.ts";
import { readRoute } from "./read-route.ts";

/** Reads one configuration of Alertmanager. What Alertmanager itself would refuse is in its `defects`. */
export function readAlertmanager(source: Source): Reading<AlertmanagerConfig> {
  const sink = defectSink();
  const opened = openYaml(source, alertmanager.name, sink);
  if (!("root" in opened)) return { problems: [opened.problem] };
  const { root } = opened;
  checkShape(root, alertmanagerShape, sink, "the configuration");
  const global = get(root, "global");
  const routeBody = get(root, "route");
  const receivers = readReceivers(root, sink);
  const file: AlertmanagerConfig = {
    source,
    start: root.start,
    end: root.end,
    root,
    ...(isMapping(global) && { global }),
    ...(isMapping(routeBody) && { route: readRoute(routeBody, sink) }),
    receivers,
    inhibitRules: readInhibitRules(root, sink),
    timeIntervals: readTimeIntervals(root, sink),
    templates: itemsOf(get(root, "templates")).filter(isScalar),
    defects: sink.defects,
    template: /\{%|<%|\$\{[A-Za-z_]\w*|^[ \t]*[\w-]+:[ \t]*\{\{/m.test(source.text),
  };
  checkConfig(file, sink);
  for (const receiver of receivers) checkTexts(receiver.body, sink);
  return { file, problems: [] };
}

function readReceivers(root: Mapping, sink: DefectSink): readonly Receiver[] {
  const receivers: Receiver[] = [];
  for (const body of itemsOf(get(root, "receivers"))) {
    if (!isMapping(body)) continue;
    const name = get(body, "name");
    if (!isScalar(name) || !textOf(name)) {
      sink.add("field", body, "a receiver needs a name");
      continue;
    }
    const integrations = [...body.entries].flatMap(([key, { value }]) =>
      key.endsWith("_configs")
        ? itemsOf(value).map((item) => ({
            ...locate(item.source, item.start, item.end),
            kind: key.slice(0, -"_configs".length),
            body: item,
          }))
        : [],
    );
    receivers.push({ ...locate(name.source, name.start, name.end), name, integrations, body });
  }
  return receivers;
}

function readInhibitRules(root: Mapping, sink: DefectSink): readonly InhibitRule[] {
  const rules: InhibitRule[] = [];
  for (const body of itemsOf(get(root, "inhibit_rules"))) {
    if (!isMapping(body)) continue;
    const side = (name: string) =>
      readMatchers(body, { equal: `${name}_match`, regex: `${name}_match_re`, list: `${name}_matchers` }, sink);
    rules.push({
      ...locate(body.source, body.start, body.end),
      sources: side("source"),
      targets: side("target"),
      equal: itemsOf(get(body, "equal")).filter(isScalar),
      body,
    });
  }
  return rules;
}

function readTimeIntervals(root: Mapping, sink: DefectSink): readonly TimeInterval[] {
  const intervals: TimeInterval[] = [];
  const names = new Set<string>();
  for (const body of [...itemsOf(get(root, "time_intervals")), ...itemsOf(get(root, "mute_time_intervals"))]) {
    const name = get(body, "name");
    if (!isMapping(body)) continue;
    checkTimeInterval(body, sink);
    if (!isScalar(name) || !textOf(name)) {
      sink.add("field", body, "a time interval needs a name");
      continue;
    }
    if (names.has(name.text)) sink.add("duplicate", name, `two time intervals are named "${name.text}"`);
    names.add(name.text);
    intervals.push({ ...locate(name.source, name.start, name.end), name: name.text });
  }
  return intervals;
}

function checkConfig(
  { source, root, route, receivers, timeIntervals, global }: AlertmanagerConfig,
  sink: DefectSink,
): void {
  if (!route) {
    const at = root.entries.get("route")?.key ?? locate(source, root.start, root.start);
    sink.add("field", at, "no route: alerts would reach nobody");
  } else {
    const known = { receivers: receivers.map(({ name }) => name.text), times: timeIntervals.map(({ name }) => name) };
    checkReferences(route, known, sink);
  }
  checkReceivers(receivers, global, sink);
  if (!global) return;
  checkSmarthost(global, "smtp_smarthost", sink);
  for (const name of [
    "slack_api_url",
    "opsgenie_api_key",
    "victorops_api_key",
    "smtp_auth_password",
    "rocketchat_token",
  ]) {
    exclusive(global, [name, `${name}_file`], sink);
  }
  const http = get(global, "http_config");
  if (isMapping(http)) checkHttpClient(http, sink);
}

interface Known {
  readonly receivers: readonly string[];
  readonly times: readonly string[];
}

function checkReferences(route: Route, known: Known, sink: DefectSink): void {
  const { receiver, ownReceiver } = route;
  if (receiver && ownReceiver && !known.receivers.includes(receiver.text) && !hasPlaceholder(receiver.text)) {
    sink.add("reference", receiver, `no receiver is named "${receiver.text}"`);
  }
  for (const time of [...route.muteTimes, ...route.activeTimes]) {
    if (known.times.includes(time.text) || hasPlaceholder(time.text)) continue;
    sink.add("reference", time, `no time interval is named "${time.text}"`);
  }
  for (const child of route.children) checkReferences(child, known, sink);
}

/** Texts of notifications are parsed when one is sent: a broken one is a notification that never arrives. */
function checkTexts(node: Node, sink: DefectSink): void {
  if (node.kind === "map") for (const { value } of node.entries.values()) checkTexts(value, sink);
  else if (node.kind === "seq") for (const item of node.items) checkTexts(item, sink);
  else if (node.text.includes("{{") && !/\{%|<%/.test(node.text)) {
    for (const defect of readGoTemplate(node.text, placeIn(node), "alertmanager").defects) {
      sink.add("template", defect, defect.message, defect.hint ? { hint: defect.hint } : {});
    }
  }
}

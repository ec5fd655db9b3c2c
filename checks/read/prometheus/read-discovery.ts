import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import {
  type Entry,
  get,
  isMapping,
  isScalar,
  itemsOf,
  keyOf,
  type Mapping,
  type Node,
  type Scalar,
  textOf,
} from "../yaml/tree.ts";
import { lookupFields } from "./discovery-shape.ts";
import type { Discovery, RelabelRule, StaticGroup } from "./model.ts";
import { relabel } from "./relabel.ts";

const noEntries: ReadonlyMap<string, Entry> = new Map();

/** The groups of `static_configs`. */
export function readStatic(section: Mapping, steps: readonly RelabelRule[], sink: DefectSink): readonly StaticGroup[] {
  const groups: StaticGroup[] = [];
  for (const item of itemsOf(get(section, "static_configs"))) {
    if (!isMapping(item)) {
      refuseEmpty(item, "static_configs", sink);
      continue;
    }
    const { source, start, end } = item;
    const targets = itemsOf(get(item, "targets")).filter(isScalar);
    const labels = get(item, "labels");
    groups.push({ source, start, end, targets, labels: isMapping(labels) ? labels.entries : noEntries });
    for (const target of targets) checkTarget(target, steps, sink);
  }
  return groups;
}

function refuseEmpty(item: Node, list: string, sink: DefectSink): void {
  if (isScalar(item) && item.value === null) sink.add("value", item, `an entry of ${list} is empty`);
}

/** Relabelling may turn a URL into an address, as it does for probes; what is no address after it is refused. */
function checkTarget(target: Scalar, steps: readonly RelabelRule[], sink: DefectSink): void {
  if (!target.text.includes("/") || hasPlaceholder(target.text)) return;
  const labels = relabel(new Map([["__address__", target.text]]), steps);
  if (!labels || !(labels.get("__address__") ?? "").includes("/")) return;
  const hint = "write host:port, and put scheme and path into scheme and metrics_path";
  sink.add("value", target, "a target is host:port, not a URL or a path", { hint });
}

/** Every `*_sd_configs` entry. */
export function readDiscovery(section: Mapping, sink: DefectSink): readonly Discovery[] {
  const found: Discovery[] = [];
  for (const [key, entry] of section.entries) {
    if (!key.endsWith("_sd_configs")) continue;
    for (const body of itemsOf(entry.value)) {
      if (!isMapping(body)) {
        refuseEmpty(body, key, sink);
        continue;
      }
      const kind = key.slice(0, -"_sd_configs".length);
      const names: Scalar[] = [];
      for (const field of lookupFields) {
        const value = get(body, field);
        if (isScalar(value) && value.value !== null) names.push(value);
        names.push(...itemsOf(value).filter(isScalar));
      }
      const { source, start, end } = body;
      const discovery = { source, start, end, kind, names, body };
      checkDiscovery(discovery, sink);
      found.push(discovery);
    }
  }
  return found;
}

/** A pattern in the last part of the path only, and one of three endings. */
const discoveryFile = /^[^*]*(?:\*[^/]*)?\.(?:json|yml|yaml|JSON|YML|YAML)$/;

const roles = new Set(["endpoints", "endpointslice", "ingress", "node", "pod", "service"]);

/** What Prometheus refuses although the fields are right. */
function checkDiscovery({ kind, names, body }: Discovery, sink: DefectSink): void {
  const required: Readonly<Record<string, string>> = {
    dns: "names",
    file: "files",
    http: "url",
    docker: "host",
    dockerswarm: "host",
    kubernetes: "role",
  };
  const field = required[kind];
  const value = field === undefined ? undefined : get(body, field);
  if (field && !textOf(value) && itemsOf(value).length === 0)
    sink.add("field", body, `${kind}_sd_config needs ${field}`);
  const role = get(body, "role");
  const roleName = textOf(role);
  if (kind === "kubernetes" && role && roleName && !roles.has(roleName) && !hasPlaceholder(roleName)) {
    sink.add("value", role, `no role "${roleName}" of kubernetes_sd_config: it is one of ${[...roles].join(", ")}`);
  }
  if (kind === "file") {
    for (const name of names) {
      if (discoveryFile.test(name.text) || hasPlaceholder(name.text)) continue;
      sink.add("value", name, "a discovery file ends in .json, .yml or .yaml and has * in its last part only");
    }
  }
  if (kind !== "dns") return;
  const type = textOf(get(body, "type"))?.toUpperCase() ?? "SRV";
  if (!/^(?:SRV|A|AAAA|MX|NS)$/.test(type)) sink.add("value", get(body, "type") ?? body, `no record type "${type}"`);
  else if (type !== "SRV" && !keyOf(body, "port")) sink.add("field", body, `dns_sd_config of type ${type} needs port`);
}

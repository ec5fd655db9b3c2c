import type { Located } from "../../core/source.ts";
import { entriesOf, get, itemsOf, type Mapping, type Node } from "../yaml/tree.ts";
import { booleanOf, marked, scalarOf, undecided } from "./interpolated.ts";
import type { Dependency, NetworkUse, Text } from "./model.ts";
import { listOf, placeOf } from "./pairs.ts";

/** What must start before the service: `depends_on` in both forms, and what `links` and shared namespaces imply. */
export function dependenciesOf(body: Mapping): readonly Dependency[] {
  const found: Dependency[] = [];
  const written = get(body, "depends_on");
  for (const item of listOf(written?.kind === "seq" ? written : undefined))
    add(found, item, item.resolved, "depends_on");
  for (const { key, value } of entriesOf(written)) {
    const condition = scalarOf(get(value, "condition"));
    found.push({
      ...placeOf(key),
      service: key.text,
      condition: condition ? condition.resolved : "service_started",
      required: booleanOf(get(value, "required")) !== false,
      via: "depends_on",
    });
  }
  for (const item of listOf(get(body, "links"))) add(found, item, marked(item).split(":")[0], "links");
  for (const item of listOf(get(body, "volumes_from"))) {
    const name = marked(item).split(":")[0];
    if (name !== "container") add(found, item, name, "volumes_from");
  }
  for (const key of ["network_mode", "ipc", "pid", "uts"]) {
    const value = scalarOf(get(body, key));
    const match = value && /^service:(.+)$/.exec(marked(value));
    if (match) add(found, value, match[1], "namespace");
  }
  return found;
}

function add(found: Dependency[], at: Located, service: string | undefined, via: Dependency["via"]): void {
  if (service === undefined || service.includes(undecided)) return;
  if (found.some((known) => known.service === service)) return;
  found.push({ ...placeOf(at), service, condition: "service_started", required: true, via });
}

/** `networks` in both forms; `default` where there are none and nothing else says where the service lives. */
export function networksOf(body: Mapping, service: Located): readonly NetworkUse[] {
  const written = get(body, "networks");
  const found: NetworkUse[] = [];
  for (const item of itemsOf(written)) {
    const name = scalarOf(item)?.resolved;
    if (name !== undefined) found.push({ ...placeOf(item), name, aliases: [], implicit: false });
  }
  for (const { key, value } of entriesOf(written)) {
    found.push({ ...placeOf(key), name: key.text, aliases: textsOf(get(value, "aliases")), implicit: false });
  }
  if (found.length > 0 || get(body, "network_mode") || get(body, "provider")) return found;
  return [{ ...placeOf(service), name: "default", aliases: [], implicit: true }];
}

/** Decided texts of a list. */
export function textsOf(node: Node | undefined): readonly Text[] {
  const texts: Text[] = [];
  for (const item of listOf(node)) {
    if (item.resolved !== undefined) texts.push({ ...placeOf(item), text: item.resolved });
  }
  return texts;
}

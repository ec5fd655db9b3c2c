import type { Located } from "../../core/source.ts";
import type { Entry, Mapping, Node, Sequence } from "../yaml/tree.ts";
import { canonical, type Form } from "./canonical.ts";
import { uniqueKey } from "./unique.ts";

/** What Compose does with a value that two files give. Paths: `*` stands for a name. */
const rules: Readonly<Record<string, Form | "replace" | "logging" | "either">> = {
  "services.*.annotations": "keyed",
  "services.*.build": "build",
  "services.*.build.additional_contexts": "keyed",
  "services.*.build.args": "keyed",
  "services.*.build.extra_hosts": "hosts",
  "services.*.build.labels": "keyed",
  "services.*.build.ssh": "keyed",
  "services.*.command": "replace",
  "services.*.credential_spec": "replace",
  "services.*.depends_on": "needs",
  "services.*.deploy.labels": "keyed",
  "services.*.dns": "list",
  "services.*.dns_opt": "list",
  "services.*.dns_search": "list",
  "services.*.entrypoint": "replace",
  "services.*.env_file": "list",
  "services.*.environment": "keyed",
  "services.*.extra_hosts": "hosts",
  "services.*.healthcheck.test": "replace",
  "services.*.label_file": "list",
  "services.*.labels": "keyed",
  "services.*.logging": "logging",
  "services.*.models": "names",
  "services.*.networks": "names",
  "services.*.sysctls": "keyed",
  "services.*.tmpfs": "list",
  "services.*.ulimits.*": "either",
  "networks.*.labels": "keyed",
  "volumes.*.labels": "keyed",
  "secrets.*.labels": "keyed",
  "configs.*.labels": "keyed",
  include: "list",
};

/** Puts `over` on `base` as `docker compose -f base -f over` does. The last writer gives the place, the others are `earlier`. */
export function merge(base: Node, over: Node, path: readonly string[] = []): Node {
  if (base.tag === "!reset" || over.tag === "!reset" || over.tag === "!override") return withEarlier(over, base);
  const rule = rules[pattern(path)];
  if (rule === "replace") return withEarlier(over, base);
  if (isNull(over)) return base;
  if (isNull(base)) return withEarlier(over, base);
  if (rule === "logging" && driverOf(base) !== driverOf(over) && driverOf(base) && driverOf(over)) {
    return withEarlier(over, base);
  }
  const form = rule === "logging" || rule === "either" ? undefined : rule;
  const left = form ? canonical(base, form) : base;
  const right = form ? canonical(over, form) : over;
  if (left.kind === "map" && right.kind === "map") return mergeMappings(left, right, path);
  if (left.kind === "seq" && right.kind === "seq") return mergeSequences(left, right, path);
  return withEarlier(over, base);
}

function mergeMappings(base: Mapping, over: Mapping, path: readonly string[]): Mapping {
  const entries = new Map<string, Entry>(base.entries);
  for (const [name, entry] of over.entries) {
    const before = base.entries.get(name);
    if (!before) {
      entries.set(name, entry);
      continue;
    }
    const key = withEarlier(entry.key, before.key);
    const value = name.startsWith("x-") ? withEarlier(entry.value, before.value) : undefined;
    entries.set(name, { key, value: value ?? merge(before.value, entry.value, [...path, name]) });
  }
  return { ...withEarlier(over, base), entries };
}

function mergeSequences(base: Sequence, over: Sequence, path: readonly string[]): Sequence {
  const items = [...base.items];
  const places = new Map<string, number>();
  const name = pattern(path);
  for (const [index, item] of items.entries()) {
    const key = uniqueKey(name, item);
    if (key !== undefined) places.set(key, index);
  }
  for (const item of over.items) {
    const key = uniqueKey(name, item);
    const place = key === undefined ? undefined : places.get(key);
    if (place !== undefined) items[place] = withEarlier(item, items[place]!);
    else {
      if (key !== undefined) places.set(key, items.length);
      items.push(item);
    }
  }
  return { ...withEarlier(over, base), items };
}

/** Removes what `!reset` marks, once every file is merged. What holds no mark is not copied. */
export function withoutResets(node: Node): Node {
  if (node.kind === "scalar") return node;
  if (node.kind === "seq") {
    const items = node.items.map(withoutResets);
    return items.every((item, index) => item === node.items[index]) ? node : { ...node, items };
  }
  const entries = new Map<string, Entry>();
  let isSame = true;
  for (const [name, entry] of node.entries) {
    const value = entry.value.tag === "!reset" ? undefined : withoutResets(entry.value);
    if (value !== entry.value) isSame = false;
    if (value) entries.set(name, { key: entry.key, value });
  }
  return isSame ? node : { ...node, entries };
}

const isNull = (node: Node): boolean => node.kind === "scalar" && node.value === null;

function driverOf(node: Node): string | undefined {
  const driver = node.kind === "map" ? node.entries.get("driver")?.value : undefined;
  return driver?.kind === "scalar" ? driver.text : undefined;
}

/** `services.web.ulimits.nofile` is `services.*.ulimits.*`. */
function pattern(path: readonly string[]): string {
  const named = path.map((part, index) => (index === 1 ? "*" : part));
  if (named[2] === "ulimits" && named.length > 3) named[3] = "*";
  return named.join(".");
}

/** A value that hundreds of files write in turn is not copied with all of its history each time. */
const maxEarlier = 100;

function withEarlier<T extends Located>(value: T, before: Located): T {
  const places = [before, ...(before.earlier ?? [])].map(({ source, start, end }) => ({ source, start, end }));
  return { ...value, earlier: [...(value.earlier ?? []), ...places].slice(0, maxEarlier) };
}

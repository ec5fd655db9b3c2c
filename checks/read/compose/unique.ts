import { get, type Node } from "../yaml/tree.ts";
import { isInterpolated, marked } from "./interpolated.ts";
import { parseMount } from "./parse-mount.ts";
import { parsePort } from "./parse-port.ts";

type Key = (item: Node) => string | undefined;

const whole: Key = (item) => (isInterpolated(item) ? marked(item) : undefined);
const field = (item: Node, name: string): string | undefined => whole(get(item, name) ?? item);

const port: Key = (item) => {
  if (item.kind !== "map") {
    const text = whole(item);
    if (text === undefined) return undefined;
    const { hostIp, published, publishedEnd, target, targetEnd, protocol } = parsePort(text);
    if (target === undefined) return text;
    const first = published === publishedEnd ? published : `${published}-${publishedEnd}`;
    const last = target === targetEnd ? target : `${target}-${targetEnd}`;
    return `${hostIp ?? ""}:${first ?? ""}:${last}/${protocol}`;
  }
  const text = (name: string) => whole(get(item, name) ?? item) ?? "";
  return `${text("host_ip")}:${text("published")}:${text("target")}/${text("protocol") || "tcp"}`;
};

const target: Key = (item) => {
  if (item.kind === "map") return field(item, "target");
  const text = whole(item);
  return text === undefined ? undefined : parseMount(text).target;
};

const file =
  (folder: string): Key =>
  (item) => {
    if (item.kind !== "map") return `${folder}${whole(item)}`;
    return get(item, "target") ? field(item, "target") : `${folder}${field(item, "source")}`;
  };

const path: Key = (item) => (item.kind === "map" ? field(item, "path") : whole(item));

/** By path pattern: what makes two items of a list the same, so that a later file replaces instead of appending. */
const keys: Readonly<Record<string, Key>> = {
  "services.*.build.platforms": whole,
  "services.*.build.tags": whole,
  "services.*.cap_add": whole,
  "services.*.cap_drop": whole,
  "services.*.configs": file("/"),
  "services.*.devices": target,
  "services.*.dns": whole,
  "services.*.dns_opt": whole,
  "services.*.dns_search": whole,
  "services.*.env_file": path,
  "services.*.expose": whole,
  "services.*.extra_hosts": whole,
  "services.*.links": whole,
  "services.*.ports": port,
  "services.*.profiles": whole,
  "services.*.secrets": file("/run/secrets/"),
  "services.*.tmpfs": whole,
  "services.*.volumes": target,
};

/** Undefined: items of this list are never the same. */
export const uniqueKey = (pattern: string, item: Node): string | undefined => keys[pattern]?.(item);

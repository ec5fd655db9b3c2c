import { get, itemsOf, type Mapping, type Node } from "../yaml/tree.ts";
import { marked, scalarOf, undecided } from "./interpolated.ts";
import type { Port } from "./model.ts";
import { placeOf } from "./pairs.ts";
import { parsePort } from "./parse-port.ts";

/** `ports` in both forms. */
export function portsOf(node: Node | undefined): readonly Port[] {
  const ports: Port[] = [];
  for (const item of itemsOf(node)) {
    const scalar = scalarOf(item);
    if (scalar) {
      const text = /^\d+$/.test(scalar.raw) ? String(Number(scalar.raw)) : marked(scalar);
      ports.push({ ...placeOf(item), raw: scalar.raw, form: "short", mode: undefined, ...parsePort(text) });
    } else if (item.kind === "map") ports.push(longPort(item));
  }
  return ports;
}

function longPort(item: Mapping): Port {
  const text = (name: string): string => {
    const value = scalarOf(get(item, name));
    return value ? marked(value) : "";
  };
  const hostIp = text("host_ip");
  const { published, publishedEnd, publishedUnknown } = parsePort(`${text("published")}:`);
  const { target, targetEnd } = parsePort(text("target"));
  const { protocol } = parsePort(`0/${text("protocol") || "tcp"}`);
  return {
    ...placeOf(item),
    raw: item.source.text.slice(item.start, item.end).trimEnd(),
    form: "long",
    hostIp: hostIp === "" || hostIp.includes(undecided) ? undefined : hostIp,
    hostIpUnknown: hostIp.includes(undecided),
    ...{ published, publishedEnd, publishedUnknown, target, targetEnd, protocol },
    mode: scalarOf(get(item, "mode"))?.resolved,
  };
}

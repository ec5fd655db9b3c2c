import { undecided } from "./interpolated.ts";
import type { Port } from "./model.ts";

export type PortText = Pick<
  Port,
  "hostIp" | "hostIpUnknown" | "published" | "publishedEnd" | "publishedUnknown" | "target" | "targetEnd" | "protocol"
>;

/** `[[ip:]published:]target[/protocol]`, with ranges and brackets for IPv6; `undecided` stands for unknown parts. */
export function parsePort(text: string): PortText {
  const slash = text.lastIndexOf("/");
  const protocol = slash < 0 ? "tcp" : text.slice(slash + 1).toLowerCase();
  const rest = slash < 0 ? text : text.slice(0, slash);
  const last = rest.lastIndexOf(":");
  const target = range(rest.slice(last + 1));
  const before = last < 0 ? "" : rest.slice(0, last);
  const bracketed = before.startsWith("[");
  const colon = bracketed && !before.includes("]:") ? before.length : before.lastIndexOf(":");
  const ip = before.slice(0, Math.max(colon, 0));
  const publishedText = before.slice(colon + 1);
  const published = range(publishedText);
  const address = ip.replace(/^\[|\]$/g, "");
  // A lone undecided part, as in `${LISTEN}80:80`, may bring an address of its own.
  const mayHoldIp = ip === "" && publishedText.includes(undecided) && publishedText !== undecided;
  return {
    hostIp: address === "" || address.includes(undecided) ? undefined : address,
    hostIpUnknown: address.includes(undecided) || mayHoldIp || rest === undecided,
    published: published?.[0],
    publishedEnd: published?.[1],
    publishedUnknown: publishedText.includes(undecided) || rest === undecided,
    target: target?.[0],
    targetEnd: target?.[1],
    protocol: protocol === "udp" || protocol === "sctp" ? protocol : "tcp",
  };
}

function range(text: string): [number, number] | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  return match ? [Number(match[1]), Number(match[2] ?? match[1])] : undefined;
}

import { undecided } from "./interpolated.ts";

export interface MountText {
  readonly type: "bind" | "volume" | "unknown";
  /** Undefined for an anonymous volume. */
  readonly origin: string | undefined;
  readonly target: string;
  readonly options: readonly string[];
}

/** `[source:]target[:options]`; a source that begins with `.`, `/`, `~` or a Windows drive is a path (as in Compose). */
export function parseMount(text: string): MountText {
  const parts = splitParts(text);
  if (parts.length === 1) {
    return { type: "volume", origin: undefined, target: clean(parts[0]!), options: [] };
  }
  const origin = parts[0]!;
  const options = parts.length > 2 ? parts.slice(2).join(":").split(",") : [];
  return { type: typeOf(origin), origin, target: clean(parts[1]!), options };
}

export function typeOf(origin: string): MountText["type"] {
  if (/^[.~/]/.test(origin) || /^[A-Za-z]:[\\/]/.test(origin) || origin.startsWith("\\\\")) return "bind";
  if (!origin.includes(undecided)) return "volume";
  // `${DIR}/conf` can only be a path: names of volumes hold no slash.
  return origin.includes("/") ? "bind" : "unknown";
}

/** A single letter before a colon and a slash is a drive, not a source of its own. */
function splitParts(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(":")) {
    const before = parts.at(-1);
    const drive = before !== undefined && /^[A-Za-z]$/.test(before) && /^[\\/]/.test(part);
    if (drive && (parts.length === 1 || text.includes("\\"))) parts[parts.length - 1] = `${before}:${part}`;
    else parts.push(part);
  }
  return parts;
}

const clean = (path: string): string => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") || "/" : path);

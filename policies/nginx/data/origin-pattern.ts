import type { Located } from "../../../checks/core/source.ts";
import type { Argument, Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";
import { blocksAround } from "../../../checks/read/nginx/walk.ts";

/** The pattern of `if ($http_origin ~ pattern)`; undefined for any other condition. */
function originPattern({ name, args }: Directive): string | undefined {
  if (name !== "if") return undefined;
  const condition = args.map((arg) => arg.value).join(" ");
  return /^\(\s*\$http_origin\s+~\*?\s(.*)\)$/s.exec(condition)?.[1]?.trim();
}

/** An example of what a pattern lets in besides what it was written for; undefined where it is closed at both ends. */
export function strangerOf(pattern: string): string | undefined {
  const text = unwrapped(pattern.replace(/^~\*?/, ""));
  if (!/\$\)*$/.test(text)) return "https://<name>.evil.example";
  // Scheme or dot before the name: an origin has nothing that could stand before them.
  const opening = text.replace(/^[\^(]+(\?:)?/, "");
  const closed = text.startsWith("^") || /^(https|http|\\\.|\.[*+]\\\.|\(.*\\\.\)\?)/.test(opening);
  if (!closed || /\.[*+]\??[a-z0-9]/i.test(text)) return "https://evil-<name>";
  return undefined;
}

/** Without parentheses around the whole. */
function unwrapped(pattern: string): string {
  let depth = 0;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "\\") at++;
    else if (char === "(") depth++;
    else if (char === ")" && --depth === 0 && at < pattern.length - 1) return pattern;
  }
  return pattern.startsWith("(") && pattern.endsWith(")") ? pattern.slice(1, -1).replace(/^\?:/, "") : pattern;
}

export interface Look {
  readonly guarded: boolean;
  readonly pattern?: { readonly value: string; readonly at: Located };
}

/** How the origin is looked at before it is given back: by `if` around it, or by the map that gives it. */
export function lookAt(config: NginxConfig, directive: Directive, origin: Argument): Look {
  for (const block of blocksAround(directive)) {
    if (block.name !== "if") continue;
    const pattern = isOrigin(origin.value) ? originPattern(block) : undefined;
    return pattern === undefined ? { guarded: true } : { guarded: true, pattern: { value: pattern, at: block } };
  }
  const map = config.maps.find((one) => isVariable(origin.value, one.variable));
  const open = map?.directive.block?.find(
    ({ name, args }) => name.startsWith("~") && args[0] && isOrigin(args[0].value) && strangerOf(name) !== undefined,
  );
  return open ? { guarded: false, pattern: { value: open.name, at: open } } : { guarded: false };
}

export const isOrigin = (value: string): boolean => isVariable(value, "http_origin");

export const isVariable = (value: string, name: string): boolean => value === `$${name}` || value === `\${${name}}`;

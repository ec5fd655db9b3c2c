import { folderOf } from "../read/repository-path.ts";

const compiled = new Map<string, RegExp | undefined>();

/** Go's `filepath.Match`: `*`, `?` and `[...]` stay within one path segment. A malformed pattern matches nothing. */
export function globMatches(pattern: string, path: string): boolean {
  let regex = compiled.get(pattern);
  if (!compiled.has(pattern)) {
    regex = compile(pattern);
    compiled.set(pattern, regex);
  }
  return regex?.test(path) ?? false;
}

/** The folder that everything that a pattern matches lies in; "" for the root. */
export const globFolder = (pattern: string): string => folderOf(pattern.replace(/[*?[\\].*$/s, ""));

function compile(pattern: string): RegExp | undefined {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const one = pattern[at]!;
    const close = one === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (one === "*") source += "[^/]*";
    else if (one === "?") source += "[^/]";
    else if (one === "\\" && at + 1 < pattern.length) source += escaped(pattern[++at]!);
    else if (close > 0) {
      source += `[${pattern
        .slice(at + 1, close)
        .replaceAll("\\", "\\\\")
        .replaceAll("[", "\\[")}]`;
      at = close;
    } else source += escaped(one);
  }
  try {
    return new RegExp(`^${source}$`, "s");
  } catch {
    return undefined;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

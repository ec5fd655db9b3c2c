import { RE2JS } from "re2js";

/** Tests one whole text. */
export interface FullMatch {
  matches(text: string): boolean;
}

export type Compiled = FullMatch | { readonly problem: string };

const compiled = new Map<string, Compiled>();
/** Patterns come from files of any size; the table is only to spare the same one a second compile. */
const maxKept = 2000;

/** Compiles a regular expression of RE2, anchored at both ends as Prometheus and Alertmanager do, with `.` matching line breaks. */
export function fullRegex(pattern: string): Compiled {
  const known = compiled.get(pattern);
  if (known) return known;
  if (compiled.size > maxKept) compiled.clear();
  const result = compile(pattern);
  compiled.set(pattern, result);
  return result;
}

function compile(pattern: string): Compiled {
  if (/^[\w\-/ ]*$/.test(pattern)) return { matches: (text) => text === pattern };
  try {
    RE2JS.compile(pattern);
    const regex = RE2JS.compile(`^(?s:${pattern})$`);
    return { matches: (text) => regex.matcher(text).find() };
  } catch (error) {
    const message = error instanceof Error ? error.message : "no regular expression";
    return { problem: message.replace(/^error parsing regexp: /, "") };
  }
}

/** Go's expansion of `$1`, `${1}` and `${name}` after a match of the whole text; undefined where it does not match. */
export function expandMatch(
  pattern: string,
  text: string,
  templates: readonly string[],
): readonly string[] | undefined {
  const matcher = RE2JS.compile(`^(?s:${pattern})$`).matcher(text);
  if (!matcher.find()) return undefined;
  const group = (name: string): string => {
    if (/^\d+$/.test(name)) return Number(name) <= matcher.groupCount() ? (matcher.group(Number(name)) ?? "") : "";
    return Object.hasOwn(matcher.namedGroups, name) ? (matcher.group(name) ?? "") : "";
  };
  return templates.map((template) =>
    template.replaceAll(/\$(?:\$|(\w+)|\{(\w+)\})/g, (whole, plain?: string, braced?: string) =>
      whole === "$$" ? "$" : group(plain ?? braced ?? ""),
    ),
  );
}

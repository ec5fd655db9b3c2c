import { locate, type Source } from "../../core/source.ts";
import type { Argument } from "./model.ts";

const VARIABLE = /\\.|\$(?:\{(\w+)\}|(\w+))/gs;
const PLACEHOLDER = /\{\{[^{}]*\}\}|<%[^%]*%>|@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*__|%%[A-Z][A-Z0-9_]*%%/s;

/** Makes the word that stands in `start`..`end`, quotes included. `owned`: upper-case names that the file itself defines. */
export function makeArgument(source: Source, start: number, end: number, owned: ReadonlySet<string>): Argument {
  const raw = source.text.slice(start, end);
  const quote = raw[0];
  const quoted = quote === '"' || quote === "'";
  const closed = quoted && raw.length > 1 && raw.endsWith(quote);
  const inner = quoted ? raw.slice(1, closed ? -1 : undefined) : raw;
  const variables: string[] = [];
  let template = PLACEHOLDER.test(inner);
  for (const [, braced, bare] of inner.includes("$") ? inner.matchAll(VARIABLE) : []) {
    const name = braced ?? bare;
    if (name === undefined) continue;
    if (isEnvironmentName(name) && !owned.has(name)) template = true;
    else variables.push(name);
  }
  return { ...locate(source, start, end), value: unescaped(inner), quoted, variables, template };
}

/** nginx lowers the names of its variables and nobody writes them in capitals: `${API_HOST}` is meant for envsubst. */
const isEnvironmentName = (name: string): boolean => /^[A-Z_]*[A-Z][A-Z0-9_]*$/.test(name);

/** As `ngx_conf_read_token` does it: only quotes, backslash, `\t`, `\r` and `\n` are escapes; any other backslash stays. */
function unescaped(inner: string): string {
  if (!inner.includes("\\")) return inner;
  return inner.replace(/\\(["'\\trn])/g, (_, escaped: string) => {
    if (escaped === "t") return "\t";
    if (escaped === "r") return "\r";
    if (escaped === "n") return "\n";
    return escaped;
  });
}

/** Upper-case variables that the text defines itself (`set $CSP ...`, `map ... $CSP`, a named capture): no placeholders. */
export function ownUpperCaseNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  if (!/[$<][A-Z]/.test(text)) return names;
  const definition =
    /\b(?:set|geo|perl_set|js_set|auth_request_set)\s+\$([A-Z]\w*)|\bmap\s+[^;{}\n]{0,300}\$([A-Z]\w*)\s*\{|\(\?P?<([A-Z]\w*)>/g;
  for (const match of text.matchAll(definition)) {
    const name = match[1] ?? match[2] ?? match[3];
    if (name !== undefined) names.add(name);
  }
  return names;
}

import type { Argument, Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";
import { blocksAround, childrenNamed, directivesNamed, enclosing } from "../../../checks/read/nginx/walk.ts";

/** What a request says: its query, cookies and headers. */
const said = /^(arg_\w+|args|query_string|cookie_\w+|http_\w+|host|request_uri|uri|document_uri|request_body)$/;

/** The variable by which whoever sends the request decides the host of a target; undefined where the files decide it. */
export function choiceOf(config: NginxConfig, pass: Directive, target: Argument): string | undefined {
  const start = /^(?:\w+:\/\/)?([^/?]*)/.exec(target.value)?.[1] ?? "";
  for (const [, name = ""] of start.matchAll(/\$\{?(\w+)\}?/g)) {
    const before = start.slice(0, start.search(new RegExp(`\\$\\{?${name}\\b`)));
    // Behind a written host the path begins: `http://api$request_uri`.
    if (/[^.-]$/.test(before) && /^(request_uri|uri|document_uri|is_args|args|query_string)$/.test(name))
      return undefined;
    if (isSaid(config, pass, name)) return name;
  }
  return undefined;
}

function isSaid(config: NginxConfig, pass: Directive, name: string): boolean {
  if (said.test(name)) return true;
  if (isFreeCapture(pass, name)) return true;
  // One step back: `set $target $arg_url`. A condition around it may have looked at the value.
  for (const { args, parent } of directivesNamed(config, "set")) {
    const [variable, value] = args;
    if (variable?.variables[0] !== name || !value || parent?.name === "if") continue;
    const [first] = value.variables;
    const whole = first !== undefined && /^(\w+:\/\/)?\$\{?\w+\}?$/.test(value.value);
    if (whole && (said.test(first) || isFreeCapture(pass, first))) return true;
  }
  return false;
}

/** `$1` or `$name` of a location such as `~ ^/fetch/(.*)$`, whose group takes dots and slashes and so any host. */
function isFreeCapture(pass: Directive, name: string): boolean {
  const location = enclosing(pass, "location");
  const [modifier, pattern] = location?.args ?? [];
  if (!pattern || !/^~\*?$/.test(modifier?.value ?? "")) return false;
  const rewritten = [...blocksAround(pass)].some((block) => childrenNamed(block, "rewrite").length > 0);
  if (/^\d$/.test(name)) return !rewritten && groups(pattern.value)[Number(name) - 1] === true;
  return new RegExp(`\\(\\?P?<${name}>(\\.[*+]|\\[\\^/?\\][*+]|\\S[*+])`).test(pattern.value);
}

/** For each unnamed group of a pattern: whether it takes anything. */
const groups = (pattern: string): boolean[] =>
  [...pattern.matchAll(/\((?!\?[:=!<])(\.[*+]\??|\[\^[^\]]*\][*+])?/g)].map((match) => match[1] !== undefined);

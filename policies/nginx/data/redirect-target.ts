import type { Argument, Directive } from "../../../checks/read/nginx/model.ts";

/** Where a redirect leads. */
export interface RedirectTarget {
  readonly url: Argument;
  /** Variables that make up the host, in order; empty where it is written out or the target is a path. */
  readonly hostVariables: readonly string[];
}

/** Target of `return 301 URL`, `return URL` and `rewrite ... permanent`; undefined for anything else. */
export function redirectTarget({ name, args }: Directive): RedirectTarget | undefined {
  const [first, second, third] = args;
  if (name === "return" && first && second && /^30[12378]$/.test(first.value)) return targetOf(second);
  if (name === "return" && first && !second && /^(https?|\$scheme):\/\//.test(first.value)) return targetOf(first);
  if (name === "rewrite" && second) {
    const absolute = /^(https?|\$scheme):\/\//.test(second.value);
    if (absolute || /^(redirect|permanent)$/.test(third?.value ?? "")) return targetOf(second);
  }
  return undefined;
}

function targetOf(url: Argument): RedirectTarget {
  const [, host] = /^(?:https?|\$\w+|\$\{\w+\}):\/\/([^/?]*)/.exec(url.value) ?? [];
  // `return 302 $arg_next`: the variable is the whole URL, or at least its beginning.
  const start = host ?? /^\$(\w+|\{\w+\})/.exec(url.value)?.[0] ?? "";
  const hostVariables: string[] = [];
  for (const match of start.matchAll(/\$\{?(\w+)\}?/g)) {
    if (match[1] !== undefined) hostVariables.push(match[1]);
    // Behind `$host` the path begins where `$request_uri` does.
    if (/^(request_uri|uri|document_uri)$/.test(match[1] ?? "")) hostVariables.pop();
  }
  return { url, hostVariables };
}

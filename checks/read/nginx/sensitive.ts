import type { Argument, Directive } from "./model.ts";
import { walk } from "./walk.ts";

const SECRET_NAME = /authorization|token|secret|passw|api[-_]?key|cookie|credential|private[-_]?key/i;
const NAMED_VALUE =
  /^(proxy_set_header|grpc_set_header|fastcgi_param|uwsgi_param|scgi_param|set|env|more_set_input_headers)$/;
const USER_INFORMATION = /:\/\/[^/@\s]*:[^/@\s]+@/;

/** Marks the values that no report may show: credentials sent upstream, secrets of signed links, passwords in URLs. */
export function hideSecrets(directives: readonly Directive[]): void {
  for (const directive of walk(directives)) {
    if (directive.name === "secure_link_md5") hide(directive.args[0]);
    if (NAMED_VALUE.test(directive.name) && SECRET_NAME.test(directive.args[0]?.value ?? "")) {
      hide(directive.args.length > 1 ? directive.args[1] : directive.args[0]);
    }
    for (const arg of directive.args) if (arg.value.length < 4000 && USER_INFORMATION.test(arg.value)) hide(arg);
  }
}

/** A value made of variables alone shows no secret. */
function hide(arg: Argument | undefined): void {
  if (!arg || arg.value === "" || /^(\$\w+|\$\{\w+\})+$/.test(arg.value)) return;
  arg.source.hide(arg.start, arg.end);
}

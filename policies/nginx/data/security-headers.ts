import type { Argument, Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";
import { directivesNamed } from "../../../checks/read/nginx/walk.ts";

/** Lower-case name -> as it is written. What a browser enforces for the site; X-XSS-Protection is retired and not here. */
export const securityHeaders: ReadonlyMap<string, string> = new Map(
  [
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Frame-Options",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Permissions-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Resource-Policy",
  ].map((name) => [name.toLowerCase(), name]),
);

export const headerName = (directive: Directive): string => directive.args[0]?.value.toLowerCase() ?? "";

export interface AddedHeader {
  readonly directive: Directive;
  readonly value: Argument;
  /** The files decide it whole: no variable, no placeholder. */
  readonly literal: boolean;
}

/** Every `add_header` of this name (lower-case) that has a value. */
export function addedHeaders(config: NginxConfig, name: string): readonly AddedHeader[] {
  const found: AddedHeader[] = [];
  for (const directive of directivesNamed(config, "add_header")) {
    const value = directive.args[1];
    if (!value || headerName(directive) !== name) continue;
    found.push({ directive, value, literal: !value.template && value.variables.length === 0 });
  }
  return found;
}

import { childrenNamed } from "./children.ts";
import { effective, effectiveValue } from "./inherit.ts";
import type { Directive, Response } from "./model.ts";

const PASSES = ["proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass", "memcached_pass"];
const SCRIPTS =
  "content_by_lua content_by_lua_block content_by_lua_file js_content perl echo echo_exec passenger_enabled".split(" ");
const BUILT_IN = ["stub_status", "empty_gif", "vhost_traffic_status_display"];

/** Who makes the body of what a block answers. */
export function bodyOf(block: Directive): Response["body"] {
  for (const name of PASSES) if (effective(block, name).length > 0) return "proxy";
  if (SCRIPTS.some((name) => childrenNamed(block, name).length > 0)) return "unknown";
  return BUILT_IN.some((name) => childrenNamed(block, name).length > 0) ? "return" : "static";
}

/** Whether upstream errors are answered by nginx's error pages. */
export const interceptsErrors = (block: Directive, outermost: readonly Directive[]): boolean =>
  ["proxy", "fastcgi", "uwsgi", "scgi", "grpc"].some(
    (kind) => effectiveValue(block, `${kind}_intercept_errors`, outermost) === "on",
  );

export interface TryFiles {
  /** Something that this block may serve itself stands before the last argument. */
  readonly mayServe: boolean;
  readonly triesFolder: boolean;
  readonly fallback: { readonly code: number } | { readonly named: string } | { readonly uri: string };
}

export function readTryFiles(block: Directive): TryFiles | undefined {
  const args = effective(block, "try_files")[0]?.args.map((arg) => arg.value);
  const last = args?.pop();
  if (!args || last === undefined) return undefined;
  const fallback = last.startsWith("=")
    ? { code: Number(last.slice(1)) }
    : last.startsWith("@")
      ? { named: last.slice(1) }
      : { uri: last.replace(/\?.*$/s, "") };
  // `try_files /nowhere @app` only exists to reach the fallback.
  const mayServe = args.some((arg) => arg.includes("$") || /\.\w+$/.test(arg));
  return { mayServe, triesFolder: args.some((arg) => arg.endsWith("/")), fallback };
}

/** Nobody gets in: `deny all` is the first rule that applies to everybody, and no password opens the door instead. */
export function deniesEverybody(block: Directive, outermost: readonly Directive[]): boolean {
  if (effective(block, "allow", outermost).length > 0) return false;
  if (!effective(block, "deny", outermost).some(({ args }) => args[0]?.value === "all")) return false;
  return effectiveValue(block, "satisfy", outermost) !== "any";
}

/** Status codes that nginx itself makes in a block, besides what upstream or `return` say. */
export function ownErrorCodes(
  block: Directive,
  body: Response["body"],
  outermost: readonly Directive[],
  isOneFile: boolean,
): Set<number> {
  const codes = new Set<number>();
  const value = (name: string): string | undefined => effectiveValue(block, name, outermost);
  if (body === "proxy") codes.add(502).add(504);
  if (body === "static") {
    const tryFiles = readTryFiles(block);
    const code = tryFiles && "code" in tryFiles.fallback ? tryFiles.fallback.code : 0;
    if (code >= 400) codes.add(code);
    if (!tryFiles) codes.add(404);
    if (tryFiles ? tryFiles.triesFolder : !isOneFile) codes.add(403);
  }
  if (effective(block, "deny", outermost).length > 0) codes.add(403);
  if ((value("auth_basic") ?? "off") !== "off") codes.add(401);
  if ((value("auth_request") ?? "off") !== "off") codes.add(401).add(403);
  for (const kind of ["limit_req", "limit_conn"]) {
    if (effective(block, kind, outermost).length === 0) continue;
    const code = value(`${kind}_status`) ?? "503";
    if (/^\d{3}$/.test(code)) codes.add(Number(code));
  }
  return codes;
}

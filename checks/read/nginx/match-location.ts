import type { Location, Server } from "./model.ts";
import { fromPcre } from "./pcre.ts";

/** Where nginx takes a URI: a location, the server itself where none matches, or "unknown". */
export type Match = Location | Server | "unknown";

/**
 * nginx's order: an exact location; else the longest prefix, and inside it the same again; unless that one says `^~`, the
 * regular expressions in the order of the file. Source: `ngx_http_core_find_location`.
 * @param uri path, decoded, without the query.
 */
export function matchLocation(server: Server, uri: string): Match {
  const found = search(server, uri);
  return found === "unknown" ? "unknown" : found.at;
}

type Found = { readonly at: Location | Server; readonly final: boolean } | "unknown";

function search(within: Location | Server, uri: string): Found {
  const { locations } = within;
  // A location whose path is decided when a template is rendered may match anything.
  if (locations.some(({ directive }) => directive.args.some((arg) => arg.template))) return "unknown";
  let at: Location | Server = within;
  let best: Location | undefined;
  for (const location of locations) {
    if (location.modifier === "=" && location.path === uri) return { at: location, final: true };
    const isPrefix = location.modifier === "" || location.modifier === "^~";
    if (!isPrefix || !uri.startsWith(location.path)) continue;
    if (!best || location.path.length > best.path.length) best = location;
  }
  if (best) {
    const inner = search(best, uri);
    if (inner === "unknown" || inner.final) return inner;
    at = inner.at;
    if (best.modifier === "^~") return { at, final: false };
  }
  for (const location of locations) {
    if (location.modifier !== "~" && location.modifier !== "~*") continue;
    const expression = fromPcre(location.path, location.modifier === "~*");
    if (!expression) return "unknown";
    if (!expression.test(uri)) continue;
    const inner = search(location, uri);
    return inner === "unknown" ? "unknown" : { at: inner.at, final: true };
  }
  return { at, final: false };
}

import { resolvePath } from "../repository-path.ts";
import { get, type Mapping, type Node } from "../yaml/tree.ts";
import { marked, scalarOf, undecided } from "./interpolated.ts";
import type { Build, Image } from "./model.ts";
import { pairsOf, placeOf } from "./pairs.ts";

const decided = (text: string | undefined): string | undefined => (text?.includes(undecided) ? undefined : text);

/** `[registry[:port]/]repository[:tag][@digest]`. */
export function imageOf(node: Node | undefined): Image | undefined {
  const value = scalarOf(node);
  if (!value) return undefined;
  const text = marked(value);
  const at = text.indexOf("@");
  const rest = at < 0 ? text : text.slice(0, at);
  const colon = rest.lastIndexOf(":");
  const tagged = colon > rest.lastIndexOf("/");
  const name = decided(tagged ? rest.slice(0, colon) : rest);
  return {
    ...placeOf(value),
    raw: value.raw,
    text: value.resolved,
    name,
    familiar: name?.replace(/^(index\.)?docker\.io\//, "").replace(/^library\//, ""),
    tag: tagged ? decided(rest.slice(colon + 1)) : undefined,
    tagged,
    digest: at < 0 ? undefined : decided(text.slice(at + 1)),
    value,
  };
}

/** `build`, short or long. */
export function buildOf(body: Mapping, directoryOf: (node: Node) => string): Build | undefined {
  const entry = body.entries.get("build");
  if (!entry) return undefined;
  const short = scalarOf(entry.value);
  if (!short && entry.value.kind !== "map") return undefined;
  const context = short ?? scalarOf(get(entry.value, "context"));
  const remote = /^(https?:|git@|git:|ssh:|github\.com\/)|\.git(#|$)/.test(context?.raw ?? "");
  const folder = context ? context.resolved : ".";
  const seenFrom = directoryOf(context ?? entry.value);
  const contextPath = remote || folder === undefined ? undefined : resolvePath(seenFrom, folder);
  const dockerfile = scalarOf(get(entry.value, "dockerfile"));
  const inline = get(entry.value, "dockerfile_inline") !== undefined;
  const file = dockerfile ? dockerfile.resolved : "Dockerfile";
  return {
    ...placeOf(entry.key),
    context,
    contextPath,
    dockerfilePath:
      contextPath === undefined || inline || file === undefined ? undefined : resolvePath(contextPath, file),
    args: pairsOf(get(entry.value, "args")),
    target: scalarOf(get(entry.value, "target")),
  };
}

import { resolvePath } from "../repository-path.ts";
import { get, itemsOf, type Mapping, type Node } from "../yaml/tree.ts";
import { booleanOf, marked, scalarOf, undecided } from "./interpolated.ts";
import type { FileMount, Mount } from "./model.ts";
import { placeOf } from "./pairs.ts";
import { parseMount } from "./parse-mount.ts";

type DirectoryOf = (node: Node) => string;

/** `volumes` in both forms. */
export function mountsOf(node: Node | undefined, directoryOf: DirectoryOf): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const item of itemsOf(node)) {
    const mount = item.kind === "map" ? longMount(item, directoryOf) : shortMount(item, directoryOf);
    if (mount) mounts.push(mount);
  }
  return mounts;
}

function shortMount(item: Node, directoryOf: DirectoryOf): Mount | undefined {
  const scalar = scalarOf(item);
  if (!scalar) return undefined;
  const { type, origin, target, options } = parseMount(marked(scalar));
  const known = origin?.includes(undecided) ? undefined : origin;
  return {
    ...placeOf(item),
    raw: scalar.raw,
    type,
    origin: known,
    sourcePath: type === "bind" && known ? resolvePath(directoryOf(item), known) : undefined,
    target: target.includes(undecided) ? undefined : target,
    readOnly: options.includes("ro"),
    mustExist: false,
  };
}

const types: readonly string[] = ["bind", "volume", "tmpfs", "npipe", "cluster", "image"] satisfies Mount["type"][];
const isType = (text: string | undefined): text is Mount["type"] => text !== undefined && types.includes(text);

function longMount(item: Mapping, directoryOf: DirectoryOf): Mount {
  const type = scalarOf(get(item, "type"))?.resolved;
  const from = scalarOf(get(item, "source"));
  const target = scalarOf(get(item, "target"))?.resolved;
  return {
    ...placeOf(item),
    raw: item.source.text.slice(item.start, item.end).trimEnd(),
    type: isType(type) ? type : "unknown",
    origin: from?.resolved,
    sourcePath: type === "bind" && from?.resolved ? resolvePath(directoryOf(from), from.resolved) : undefined,
    target: target === undefined || target === "/" ? target : target.replace(/(?<!\/)\/+$/, ""),
    readOnly: booleanOf(get(item, "read_only")) === true,
    mustExist: booleanOf(get(item, "bind", "create_host_path")) === false,
  };
}

/** `secrets` or `configs` of a service: names, or mappings with a target. */
export function fileMountsOf(node: Node | undefined, kind: "secrets" | "configs"): readonly FileMount[] {
  const folder = kind === "secrets" ? "/run/secrets/" : "/";
  const mounts: FileMount[] = [];
  for (const item of itemsOf(node)) {
    const name = scalarOf(item.kind === "map" ? get(item, "source") : item)?.resolved;
    if (name === undefined) continue;
    const written = scalarOf(get(item, "target"));
    const target = written ? written.resolved : name;
    mounts.push({
      ...placeOf(item),
      name,
      target: target === undefined || target.startsWith("/") ? target : folder + target,
      uid: scalarOf(get(item, "uid"))?.resolved,
      mode: scalarOf(get(item, "mode"))?.raw,
    });
  }
  return mounts;
}

import type { IncludeResolver } from "./include.ts";
import type { NginxFile } from "./model.ts";

/** Suffixes that a deployment takes away when it renders or copies the file. */
const DEPLOYED_AWAY = /\.(template|tmpl|j2|jinja2?|erb|tpl|sample|example|dist)$/i;

/**
 * Follows includes by the shape of the repository, for a configuration whose mounts nobody knows: a relative path stands
 * beside the root file (as nginx takes it) or the including one; of an absolute path the tail has to be there.
 */
export function resolveInRepository(files: readonly NginxFile[]): IncludeResolver {
  const byPath = new Map<string, NginxFile>();
  for (const file of files) for (const path of pathsOf(file.source.path)) if (!byPath.has(path)) byPath.set(path, file);
  return (pattern, from, root) => {
    const folders = [...new Set([folderOf(root.source.path), folderOf(from.source.path)])];
    for (const tail of tailsOf(pattern)) {
      for (const folder of folders) {
        const found = matching(byPath, join(folder, tail)).filter((file) => file !== root);
        if (found.length > 0) return found;
      }
    }
    return undefined;
  };
}

/** Under its own name, and under the one it gets when it is deployed. */
function pathsOf(path: string): readonly string[] {
  const deployed = path.replace(DEPLOYED_AWAY, "").replace(/(^|\/)templates\/([^/]+)$/, "$1conf.d/$2");
  return deployed === path ? [path] : [path, deployed];
}

/** `/etc/nginx/conf.d/*.conf`: the whole path, then `nginx/conf.d/*.conf`, `conf.d/*.conf`; `*.conf` alone would name anything. */
function tailsOf(pattern: string): readonly string[] {
  if (!pattern.startsWith("/")) return [pattern];
  const parts = pattern.split("/").filter((part) => part !== "");
  const tails: string[] = [];
  for (let from = 0; from < parts.length; from++) {
    const tail = parts.slice(from).join("/");
    if (parts.length - from > 1 || !/[*?[]/.test(tail)) tails.push(tail);
  }
  return tails;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function join(folder: string, tail: string): string {
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of tail.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

function matching(byPath: ReadonlyMap<string, NginxFile>, pattern: string): readonly NginxFile[] {
  const exact = byPath.get(pattern);
  if (exact) return [exact];
  if (!/[*?[]/.test(pattern)) return [];
  const expression = globExpression(pattern);
  const found = new Set<NginxFile>();
  for (const path of [...byPath.keys()].sort()) if (expression.test(path)) found.add(byPath.get(path)!);
  return [...found];
}

/** As glob(3), which nginx calls: `*` and `?` stop at slashes and do not match a leading dot. */
export function globExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[[^\]]+\]|[*?]|[.+^${}()|\\[\]]/g, (token, offset: number) => {
    const first = offset === 0 || pattern[offset - 1] === "/";
    if (token === "*") return first ? "(?!\\.)[^/]*" : "[^/]*";
    if (token === "?") return first ? "(?!\\.)[^/]" : "[^/]";
    if (token.length > 1) return token.replace(/^\[!/, "[^");
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}

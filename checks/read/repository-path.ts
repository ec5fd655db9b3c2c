/** Folder of a path; "" for the root of the repository. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A relative path seen from a folder of the repository; undefined if it is absolute or leads out of the repository. */
export function resolvePath(folder: string, path: string): string | undefined {
  if (path === "" || /^([/~\\]|[A-Za-z]:)/.test(path)) return undefined;
  const parts = folder === "" ? [] : folder.split("/");
  for (const part of path.replaceAll("\\", "/").split("/")) {
    if (part === "..") {
      if (parts.length === 0) return undefined;
      parts.pop();
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

import { posix } from "node:path";
import { type Located, locate, type Source } from "../../core/source.ts";

/** `COPY` and `ADD` of the final stage from the build context: what the image holds at which path. */
export interface Copy extends Located {
  /** Patterns relative to the build context. */
  readonly origins: readonly string[];
  /** Absolute path in the image; it ends with `/` where it is a folder. */
  readonly target: string;
}

export interface Dockerfile {
  /** Image of the final stage; undefined where it is another stage, `scratch` or an argument. */
  readonly base: string | undefined;
  readonly copies: readonly Copy[];
}

/** Reads only what tells which repository file stands where in the image; anything it cannot decide is left out. */
export function readDockerfile(source: Source): Dockerfile {
  let base: string | undefined;
  let folder = "/";
  let copies: Copy[] = [];
  const stages = new Set<string>();
  for (const { text, start, end } of instructions(source.text)) {
    const [name = "", ...words] = text.split(/\s+/);
    const plain = words.filter((word) => !word.startsWith("--"));
    switch (name.toUpperCase()) {
      case "FROM": {
        const [image = "", , alias] = plain;
        base = stages.has(image) || image.includes("$") || image === "scratch" ? undefined : image;
        if (alias) stages.add(alias);
        copies = [];
        folder = "/";
        break;
      }
      case "WORKDIR":
        folder = posix.resolve(folder, plain[0] ?? ".");
        break;
      case "COPY":
      case "ADD": {
        if (words.some((word) => word.startsWith("--from=")) || text.includes("<<")) break;
        const parts = jsonWords(text.slice(name.length)) ?? plain;
        const target = parts.at(-1);
        if (!target || parts.length < 2 || text.includes("$")) break;
        const resolved = posix.resolve(folder, target);
        const isFolder = target.endsWith("/") || target === "." || parts.length > 2;
        copies.push({
          ...locate(source, start, end),
          origins: parts.slice(0, -1),
          target: isFolder && resolved !== "/" ? `${resolved}/` : resolved,
        });
      }
    }
  }
  return { base, copies };
}

/** `COPY ["a b", "/c"]` */
function jsonWords(rest: string): string[] | undefined {
  if (!rest.trim().startsWith("[")) return undefined;
  try {
    const words: unknown = JSON.parse(rest);
    return Array.isArray(words) ? words.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** Instructions with their continuation lines joined; comments and heredoc bodies are passed over. */
function* instructions(text: string): Generator<{ text: string; start: number; end: number }> {
  let pending = "";
  let start = 0;
  let offset = 0;
  for (const line of text.split("\n")) {
    const trimmed = line.trim();
    if (!(trimmed === "" || trimmed.startsWith("#"))) {
      if (pending === "") start = offset + line.indexOf(trimmed);
      pending += trimmed.endsWith("\\") ? `${trimmed.slice(0, -1)} ` : trimmed;
      if (!trimmed.endsWith("\\")) {
        yield { text: pending.trim(), start, end: offset + line.trimEnd().length };
        pending = "";
      }
    }
    offset += line.length + 1;
  }
}

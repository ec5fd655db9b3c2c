import { type Located, Source } from "../../core/source.ts";
import { memoryTree } from "../trees.ts";
import type { ComposeProject } from "./model.ts";
import { type ComposeOptions, type ComposeReading, readComposeProjects } from "./read-compose.ts";

/** Reads files given as text, for tests. One text is `compose.yaml`. */
export function readingOf(files: string | Readonly<Record<string, string>>, options?: ComposeOptions): ComposeReading {
  const named = typeof files === "string" ? { "compose.yaml": files } : files;
  const sources = new Map(Object.entries(named).map(([path, text]) => [path, new Source(path, text)]));
  return readComposeProjects(memoryTree(named), (path) => sources.get(path), options);
}

export function projectOf(files: string | Readonly<Record<string, string>>): ComposeProject {
  const { projects, problems } = readingOf(files);
  const [project] = projects;
  if (!project || projects.length > 1 || problems.length > 0) {
    throw new Error(`${projects.length} projects; ${problems.map(({ message }) => message).join("; ")}`);
  }
  return project;
}

/** `file:line:column text`, for a place and what stands there. */
export function placeText({ source, start, end }: Located): string {
  const { line, column } = source.position(start);
  return `${source.path}:${line}:${column} ${source.text.slice(start, end)}`;
}

export const problemsOf = (reading: ComposeReading): string[] =>
  reading.problems.map(({ at, message, severity }) => {
    const { line, column } = at.source.position(at.start);
    return `${severity} ${at.source.path}:${line}:${column} ${message}`;
  });

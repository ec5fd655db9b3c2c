import type { Located } from "../core/source.ts";
import type { Service } from "../read/compose/model.ts";
import type { Blueprint } from "./blueprint.ts";

/** The services in whose containers a file stands: by a mount or a Dockerfile, else because they are built from its folder. */
export function servicesSeeing({ project, files }: Blueprint, { source }: Pick<Located, "source">): readonly Service[] {
  if (!project || !files) return [];
  const seen = [...new Set(files.targetsOf(source.path).map(({ service }) => service))];
  if (seen.length > 0) return seen;
  return [...project.services.values()].filter(({ build }) => {
    const context = build?.contextPath;
    return context !== undefined && context !== "" && context !== "." && source.path.startsWith(`${context}/`);
  });
}

import ignore from "ignore";
import type { ComposeProject } from "../read/compose/model.ts";
import type { FileRole, RolePattern } from "../read/file-role.ts";
import type { NginxConfig } from "../read/nginx/model.ts";
import type { Blueprint } from "./blueprint.ts";
import { servicesSeeing } from "./services-seeing.ts";

/** What a file is for: by `seaworthy.yaml` first, then by what the files themselves show. */
export class Roles {
  readonly #patterns: readonly { readonly role: FileRole; readonly matches: (path: string) => boolean }[];

  constructor(patterns: readonly RolePattern[]) {
    this.#patterns = patterns.map(({ pattern, role }) => {
      const rule = ignore().add(pattern);
      return { role, matches: (path) => rule.ignores(path) };
    });
  }

  assignTo(blueprint: Blueprint): void {
    if (blueprint.project) this.#project(blueprint.project);
    for (const config of blueprint.nginx) {
      const role = this.#named(config.files.map(({ path }) => path)) ?? roleOf(config, blueprint);
      if (role) Object.assign(config, { role });
    }
  }

  #project(project: ComposeProject): void {
    const role = this.#named(project.files.map(({ path }) => path));
    if (role && role !== "edge" && role !== "internal")
      Object.assign(project, { role, roleEvidence: "seaworthy.yaml" });
  }

  #named(paths: readonly string[]): FileRole | undefined {
    return this.#patterns.find(({ matches }) => paths.some(matches))?.role;
  }
}

/** No browser reaches a container that publishes no port: whoever sends it requests is another proxy. */
function roleOf(config: NginxConfig, blueprint: Blueprint): FileRole | undefined {
  const services = servicesSeeing(blueprint, { source: config.root });
  if (services.length === 0 || blueprint.project?.incomplete || (blueprint.project?.unattached.length ?? 0) > 0)
    return undefined;
  return services.every(({ ports, networkMode }) => ports.length === 0 && !networkMode) ? "internal" : undefined;
}

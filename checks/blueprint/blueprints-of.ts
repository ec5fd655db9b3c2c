import { posix } from "node:path";
import type { Promises } from "../core/policy.ts";
import type { Located, Source } from "../core/source.ts";
import type { ComposeProject } from "../read/compose/model.ts";
import type { DataMap } from "../read/data-map/model.ts";
import type { RolePattern } from "../read/file-role.ts";
import type { ReadTree } from "../read/read-tree.ts";
import type { VendorSecretFile } from "../read/vendor-secrets/model.ts";
import { Roles } from "./assign-roles.ts";
import type { Blueprint, Repository } from "./blueprint.ts";
import { ContainerFiles } from "./container-files.ts";
import { globMatches } from "./glob.ts";
import { nginxConfigsOf } from "./nginx-configs.ts";

/** One blueprint a project, and one for what no project reaches. */
export function blueprintsOf(
  read: ReadTree,
  { promises, roles }: { readonly promises: Promises; readonly roles: readonly RolePattern[] },
  vendorSecrets: readonly VendorSecretFile[] = [],
): Blueprint[] {
  const repository: Repository = {
    tree: read.tree,
    promises,
    projects: read.projects,
    sources: read.sources,
    migrations: read.migrations,
    vendorSecrets,
    hasDataMap: read.dataMaps.length > 0,
  };
  const reached = new Set<string>();
  const blueprints = read.projects.map((project) => {
    const files = new ContainerFiles(project, read.tree, read.sources);
    const belongs = belongsTo(project, files);
    const prometheus = read.prometheus.filter(belongs);
    const patterns = prometheus.flatMap((config) => config.ruleFiles.map((one) => ruleFilePattern(config, one.text)));
    const rules = read.rules.filter(
      (one) => belongs(one) || patterns.some((pattern) => globMatches(pattern, one.source.path)),
    );
    const alertmanager = read.alertmanager.filter(belongs);
    const nginx = nginxConfigsOf(read.nginx.filter(belongs), read.nginx, files);
    const dotenv = read.dotenv.filter((one) => isBeside(project, one));
    const dataMaps = read.dataMaps.filter((one) => describes(one, project));
    for (const one of [...prometheus, ...rules, ...alertmanager, ...dotenv, ...dataMaps]) reached.add(one.source.path);
    for (const config of nginx) for (const file of config.files) reached.add(file.path);
    return { project, files, nginx, prometheus, rules, alertmanager, dotenv, dataMaps, repository };
  });
  const loose = (one: { readonly source: Source }): boolean => !reached.has(one.source.path);
  const all: Blueprint[] = [
    ...blueprints,
    {
      project: undefined,
      files: undefined,
      nginx: nginxConfigsOf(read.nginx.filter(loose), read.nginx, undefined),
      prometheus: read.prometheus.filter(loose),
      rules: read.rules.filter(loose),
      alertmanager: read.alertmanager.filter(loose),
      dotenv: read.dotenv.filter(loose),
      dataMaps: read.dataMaps.filter(loose),
      repository,
    },
  ];
  const assigned = new Roles(roles);
  for (const blueprint of all) assigned.assignTo(blueprint);
  return all;
}

/** A file belongs to a project when one of its containers sees it, or when it lies in the folder that one is built from. */
function belongsTo(project: ComposeProject, files: ContainerFiles): (one: { readonly source: Source }) => boolean {
  const contexts: string[] = [];
  for (const service of project.services.values()) {
    const context = service.build?.contextPath;
    if (context !== undefined && context !== "" && context !== "." && context !== project.directory)
      contexts.push(context);
  }
  return ({ source }) =>
    files.targetsOf(source.path).length > 0 || contexts.some((context) => source.path.startsWith(`${context}/`));
}

/** A data map names the services that hold its stores. */
function describes(map: DataMap, project: ComposeProject): boolean {
  return [...map.stores.values()].some(({ service }) => service && project.services.has(service.text));
}

/** Dotenv files in the folder of the project, and those that a service loads whole. */
function isBeside(project: ComposeProject, { source }: Located): boolean {
  const folder = posix.dirname(source.path);
  if ((folder === "." ? "" : folder) === project.directory) return true;
  return [...project.services.values()].some((service) => service.envFiles.some((file) => file.path === source.path));
}

/** Patterns are relative to the file that names them; in a container they stand below its folder, as in the repository. */
function ruleFilePattern(config: Located, pattern: string): string {
  const folder = posix.dirname(config.source.path);
  return posix.join(folder, pattern.replace(/^\/(etc|opt)\/prometheus\//, "").replace(/^\/+/, ""));
}

import { posix } from "node:path";
import type { Promises } from "../core/policy.ts";
import type { Located, Source } from "../core/source.ts";
import type { ComposeProject } from "../read/compose/model.ts";
import type { DataMap } from "../read/data-map/model.ts";
import { isDotenvPath, isExampleName } from "../read/dotenv/is-dotenv.ts";
import type { DotenvFile } from "../read/dotenv/model.ts";
import type { RolePattern } from "../read/file-role.ts";
import { resolveInRepository } from "../read/nginx/resolve-in-repository.ts";
import type { PrometheusConfig, RuleFile } from "../read/prometheus/model.ts";
import type { ReadTree } from "../read/read-tree.ts";
import { folderOf } from "../read/repository-path.ts";
import type { VendorSecretFile } from "../read/vendor-secrets/model.ts";
import { Roles } from "./assign-roles.ts";
import type { Blueprint, Repository } from "./blueprint.ts";
import { ByPath } from "./by-path.ts";
import { ContainerFiles } from "./container-files.ts";
import { globFolder, globMatches } from "./glob.ts";
import { nginxConfigsOf } from "./nginx-configs.ts";
import { keeperOf } from "./promise-keeper.ts";

/** One blueprint a project, and one for what no project reaches. */
export function blueprintsOf(
  read: ReadTree,
  { promises, roles }: { readonly promises: Promises; readonly roles: readonly RolePattern[] },
  vendorSecrets: readonly VendorSecretFile[] = [],
): Blueprint[] {
  const repository: Repository = {
    tree: read.tree,
    files: new ByPath(read.tree.files, (path) => path),
    promises,
    projects: read.projects,
    sources: read.sources,
    migrations: read.migrations,
    vendorSecrets,
    hasDataMap: read.dataMaps.length > 0,
    hasExamples: read.tree.files.some((path) => isDotenvPath(path) && isExampleName(path)),
    promiseKeeper: keeperOf(promises, read.projects),
  };
  const all = {
    nginx: byPath(read.nginx),
    prometheus: byPath(read.prometheus),
    rules: byPath(read.rules),
    alertmanager: byPath(read.alertmanager),
    dotenv: byPath(read.dotenv),
  };
  const includes = resolveInRepository(read.nginx);
  const reached = new Set<string>();
  const blueprints = read.projects.map((project) => {
    const files = new ContainerFiles(project, repository.files, read.sources);
    const within = pathsOf(project, files);
    const prometheus = all.prometheus.below(...within);
    const rules = all.rules.below(...within, ...loadedRules(prometheus, all.rules));
    const alertmanager = all.alertmanager.below(...within);
    const nginx = nginxConfigsOf(all.nginx.below(...within), includes, files);
    const dotenv = dotenvOf(project, all.dotenv);
    const dataMaps = read.dataMaps.filter((one) => describes(one, project));
    for (const one of [...prometheus, ...rules, ...alertmanager, ...dotenv, ...dataMaps]) reached.add(one.source.path);
    for (const config of nginx) for (const file of config.files) reached.add(file.path);
    return { project, files, nginx, prometheus, rules, alertmanager, dotenv, dataMaps, repository };
  });
  const loose = ({ source }: { readonly source: Source }): boolean => !reached.has(source.path);
  const made: Blueprint[] = [
    ...blueprints,
    {
      project: undefined,
      files: undefined,
      nginx: nginxConfigsOf(read.nginx.filter(loose), includes, undefined),
      prometheus: read.prometheus.filter(loose),
      rules: read.rules.filter(loose),
      alertmanager: read.alertmanager.filter(loose),
      dotenv: read.dotenv.filter(loose),
      dataMaps: read.dataMaps.filter(loose),
      repository,
    },
  ];
  const assigned = new Roles(roles);
  for (const blueprint of made) assigned.assignTo(blueprint);
  return made;
}

const byPath = <M extends { readonly source: Source }>(documents: readonly M[]): ByPath<M> =>
  new ByPath(documents, ({ source }) => source.path);

/** What lies here belongs to a project: what one of its containers sees, and the folders that they are built from. */
function pathsOf(project: ComposeProject, files: ContainerFiles): Set<string> {
  const paths = new Set<string>();
  for (const { origin } of files.paths) if (origin !== undefined) paths.add(origin);
  for (const service of project.services.values()) {
    const context = service.build?.contextPath;
    if (context !== undefined && context !== "" && context !== "." && context !== project.directory) paths.add(context);
  }
  return paths;
}

/** A data map names the services that hold its stores. */
function describes(map: DataMap, project: ComposeProject): boolean {
  return [...map.stores.values()].some(({ service }) => service && project.services.has(service.text));
}

/** Dotenv files in the folder of the project, and those that a service loads whole. */
function dotenvOf({ directory, services }: ComposeProject, all: ByPath<DotenvFile>): DotenvFile[] {
  const loaded = new Set<string>();
  for (const service of services.values()) for (const { path } of service.envFiles) if (path) loaded.add(path);
  return all
    .below(directory, ...loaded)
    .filter(({ source: { path } }) => loaded.has(path) || folderOf(path) === directory);
}

/** Paths of the rule files that these servers load. */
function loadedRules(servers: readonly PrometheusConfig[], all: ByPath<RuleFile>): Set<string> {
  const paths = new Set<string>();
  for (const config of servers) {
    for (const { text } of config.ruleFiles) {
      const pattern = ruleFilePattern(config, text);
      for (const { source } of all.below(globFolder(pattern)))
        if (globMatches(pattern, source.path)) paths.add(source.path);
    }
  }
  return paths;
}

/** Patterns are relative to the file that names them; in a container they stand below its folder, as in the repository. */
function ruleFilePattern(config: Located, pattern: string): string {
  const folder = posix.dirname(config.source.path);
  return posix.join(folder, pattern.replace(/^\/(etc|opt)\/prometheus\//, "").replace(/^\/+/, ""));
}

import { posix } from "node:path";
import type { Service } from "../read/compose/model.ts";
import { assemble, assembleAll } from "../read/nginx/assemble.ts";
import type { IncludeResolver } from "../read/nginx/include.ts";
import type { NginxConfig, NginxFile } from "../read/nginx/model.ts";
import { globExpression } from "../read/nginx/resolve-in-repository.ts";
import type { ContainerFiles } from "./container-files.ts";

/** The folder in which nginx resolves relative names, in its official image and in Debian's package. */
const confFolder = "/etc/nginx";

/** Every configuration that the files make: in the containers that see them, or by the shape of the repository, which `byShape` knows. */
export function nginxConfigsOf(
  files: readonly NginxFile[],
  byShape: IncludeResolver,
  containers: ContainerFiles | undefined,
): NginxConfig[] {
  if (!containers) return [...assembleAll(files)];
  const configs: NginxConfig[] = [];
  const seen = new Map<Service, Map<NginxFile, string>>();
  const unseen: NginxFile[] = [];
  for (const file of files) {
    const targets = containers.targetsOf(file.source.path);
    if (targets.length === 0) unseen.push(file);
    for (const { service, target } of targets) {
      const inService = seen.get(service) ?? new Map<NginxFile, string>();
      seen.set(service, inService.set(file, renderedPath(target)));
    }
  }
  for (const [service, inService] of seen) configs.push(...configsOfService(service, inService, byShape, containers));
  return [...configs, ...assembleAll(unseen)];
}

/** The official image renders `templates/*.template` into `conf.d` when it starts. */
const renderedPath = (target: string): string =>
  target.replace(/^\/etc\/nginx\/templates\/(.+)\.template$/, "/etc/nginx/conf.d/$1");

function configsOfService(
  service: Service,
  files: ReadonlyMap<NginxFile, string>,
  byShape: IncludeResolver,
  containers: ContainerFiles,
): NginxConfig[] {
  const resolve = resolverOf(service, files, byShape, containers);
  const configs: NginxConfig[] = [];
  const used = new Set<NginxConfig["root"]>();
  const add = (config: NginxConfig): void => {
    configs.push(config);
    for (const file of config.files) used.add(file);
  };
  for (const file of files.keys()) if (file.context === "main" && !file.leftAlone) add(assemble(file, resolve));
  const loaded = [...files].filter(([file, target]) => !used.has(file.source) && !file.leftAlone && isLoaded(target));
  if (loaded.length > 0 && configs.length === 0)
    add(
      assembleTogether(
        loaded.map(([file]) => file),
        resolve,
      ),
    );
  for (const file of files.keys()) {
    if (!used.has(file.source) && !file.leftAlone && file.context !== "main") add(assemble(file, resolve));
  }
  return configs;
}

/** What the image's own `nginx.conf` includes in `http`. */
const isLoaded = (target: string): boolean =>
  /^\/etc\/nginx\/(conf\.d\/[^/]+\.conf|sites-enabled\/[^/]+|http\.d\/[^/]+\.conf)$/.test(target);

/** Fragments that one `nginx.conf` of an image includes side by side: an `upstream` of one serves the others. */
function assembleTogether(files: readonly NginxFile[], resolve: IncludeResolver): NginxConfig {
  const [first] = files;
  const config = assemble({ ...first!, directives: files.flatMap((file) => file.directives) }, resolve, "http");
  return {
    ...config,
    files: [...new Set([...files.map((file) => file.source), ...config.files])],
    template: config.template || files.some((file) => file.template !== "none"),
    isExample: config.isExample || files.some((file) => file.isExample),
  };
}

/** Includes as the container sees them; where nothing tells what it sees, by the shape of the repository. */
function resolverOf(
  service: Service,
  files: ReadonlyMap<NginxFile, string>,
  byShape: IncludeResolver,
  containers: ContainerFiles,
): IncludeResolver {
  return (pattern, from, root) => {
    const target = posix.resolve(confFolder, pattern);
    const expression = globExpression(target);
    const found = [...files].filter(([, path]) => path === target || expression.test(path)).map(([file]) => file);
    if (found.length > 0) return found.filter((file) => file !== root);
    const folder = target.replace(/[*?[].*$/, "").replace(/\/[^/]*$/, "");
    const origin = containers.originOf(service, folder);
    if (origin !== undefined && origin !== "elsewhere" && /[*?[]/.test(target)) return [];
    return origin === "elsewhere" ? undefined : byShape(pattern, from, root);
  };
}

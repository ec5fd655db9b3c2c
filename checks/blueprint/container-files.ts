import { posix } from "node:path";
import type { Located, Source } from "../core/source.ts";
import type { ComposeProject, Service } from "../read/compose/model.ts";
import { readDockerfile } from "../read/dockerfile/read-dockerfile.ts";
import type { ByPath } from "./by-path.ts";

/** One way in which a path of the repository, a file or a folder, stands in a container. */
export interface ContainerPath {
  readonly service: Service;
  /** Path in the repository; undefined: a mount that hides the image's own files with something the repository does not hold. */
  readonly origin: string | undefined;
  /** Absolute path in the container, without a closing slash. */
  readonly target: string;
  readonly via: "mount" | "config" | "secret" | "build";
  readonly at: Located;
}

/** Which files of the repository stand where in the containers of one project. */
export class ContainerFiles {
  readonly paths: readonly ContainerPath[];

  constructor(project: ComposeProject, files: ByPath<string>, sources: ReadonlyMap<string, Source>) {
    this.paths = [...project.services.values()].flatMap((service) => [
      ...mounted(service),
      ...built(service, files, sources),
    ]);
  }

  /** Every container path at which a file of the repository is seen. */
  targetsOf(path: string): { readonly service: Service; readonly target: string }[] {
    const found: { service: Service; target: string }[] = [];
    for (const { service, origin, target } of this.paths) {
      if (origin === undefined) continue;
      if (path === origin) found.push({ service, target });
      else if (origin === "" || path.startsWith(`${origin}/`)) {
        found.push({ service, target: posix.join(target, path.slice(origin === "" ? 0 : origin.length + 1)) });
      }
    }
    return found;
  }

  /** The path in the repository behind a container path; "elsewhere" where something outside covers it; undefined: the image's own. */
  originOf(service: Service, target: string): string | "elsewhere" | undefined {
    let best: ContainerPath | undefined;
    for (const one of this.paths) {
      if (one.service !== service) continue;
      const covers = target === one.target || one.target === "/" || target.startsWith(`${one.target}/`);
      if (covers && one.target.length >= (best?.target.length ?? 0)) best = one;
    }
    if (!best) return undefined;
    if (best.origin === undefined) return "elsewhere";
    return posix
      .join(best.origin, target.slice(best.target.length))
      .replace(/^\.?\/+/, "")
      .replace(/\/$/, "");
  }
}

function* mounted(service: Service): Generator<ContainerPath> {
  for (const mount of service.mounts) {
    if (mount.target === undefined || mount.type === "tmpfs") continue;
    const target = trimSlash(mount.target);
    yield { service, origin: mount.type === "bind" ? mount.sourcePath : undefined, target, via: "mount", at: mount };
  }
  for (const [via, uses, resources] of [
    ["config", service.configs, service.project.configs],
    ["secret", service.secrets, service.project.secrets],
  ] as const) {
    for (const use of uses) {
      if (use.target === undefined) continue;
      yield { service, origin: resources.get(use.name)?.filePath, target: trimSlash(use.target), via, at: use };
    }
  }
}

function* built(
  service: Service,
  files: ByPath<string>,
  sources: ReadonlyMap<string, Source>,
): Generator<ContainerPath> {
  const { build } = service;
  const dockerfile = build?.dockerfilePath === undefined ? undefined : sources.get(build.dockerfilePath);
  if (!build || build.contextPath === undefined || !dockerfile) return;
  for (const { origins, target, ...at } of readDockerfile(dockerfile).copies) {
    for (const origin of origins) {
      const path = posix
        .join(build.contextPath, origin)
        .replace(/^(\.\/|\/)+/, "")
        .replace(/\/$/, "");
      const root = path === "." ? "" : path;
      if (/[*?[]/.test(root)) continue;
      const isFolder = root === "" || !files.has(root);
      const inFolder = target.endsWith("/") && !isFolder;
      yield {
        service,
        origin: root,
        target: trimSlash(inFolder ? target + posix.basename(root) : target),
        via: "build",
        at,
      };
    }
  }
}

const trimSlash = (path: string): string => (path.length > 1 ? path.replace(/(?<!\/)\/+$/, "") : path);

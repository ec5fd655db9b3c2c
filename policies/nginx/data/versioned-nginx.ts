import type { Blueprint } from "../../../checks/blueprint/blueprint.ts";
import { defineJoin } from "../../../checks/blueprint/blueprint.ts";
import type { Service } from "../../../checks/read/compose/model.ts";
import { readDockerfile } from "../../../checks/read/dockerfile/read-dockerfile.ts";
import type { NginxConfig } from "../../../checks/read/nginx/model.ts";

/** Major, minor and patch; where a tag leaves the patch out, the last one there can be. */
export type Version = readonly [number, number, number];

/** A configuration with the version of the nginx that reads it, as far as an image tag tells. */
export interface VersionedNginx {
  readonly config: NginxConfig;
  /** The oldest, where several containers read it. */
  readonly version: Version | undefined;
}

export const versionedNginx = defineJoin<VersionedNginx>({
  name: "nginx with its version",
  from: ["nginx", "compose"],
  examplePath: "nginx.conf",
  *join(blueprint) {
    for (const config of blueprint.nginx) {
      let oldest: Version | undefined;
      for (const { service } of blueprint.files?.targetsOf(config.root.path) ?? []) {
        const version = versionOf(imageOf(service, blueprint));
        if (version && (!oldest || isBefore(version, oldest))) oldest = version;
      }
      yield { config, version: oldest };
    }
  },
});

function imageOf(service: Service, { repository }: Blueprint): string | undefined {
  const path = service.build?.dockerfilePath;
  const dockerfile = path === undefined ? undefined : repository.sources.get(path);
  return service.build ? dockerfile && readDockerfile(dockerfile).base : service.image?.text;
}

/** Of `nginx:1.27-alpine`, `nginxinc/nginx-unprivileged:1.29.3` and the like. */
export function versionOf(image: string | undefined): Version | undefined {
  const [, major, minor, patch] =
    /(?:^|\/)nginx(?:-unprivileged)?:(\d+)\.(\d+)(?:\.(\d+))?(?:[-@]|$)/.exec(image ?? "") ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return [Number(major), Number(minor), patch === undefined ? 999 : Number(patch)];
}

export function isBefore(one: Version, other: Version): boolean {
  for (const [index, part] of one.entries()) {
    const against = other[index] ?? 0;
    if (part !== against) return part < against;
  }
  return false;
}

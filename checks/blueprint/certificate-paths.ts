import { posix } from "node:path";
import { type Located, locate } from "../core/source.ts";
import type { Service } from "../read/compose/model.ts";
import { directivesNamed } from "../read/nginx/walk.ts";
import { defineJoin } from "./blueprint.ts";
import { servicesSeeing } from "./services-seeing.ts";

/** A certificate that a running NGINX names; its key, which lies beside it nearly always, is not told twice. */
export interface CertificatePath {
  readonly at: Located;
  /** Absolute path in the container. */
  readonly path: string;
  readonly service: Service;
  /** What covers it: a path of the repository, or "elsewhere"; undefined: nothing. */
  readonly origin: string | undefined;
  /** False where a variable, a template or a program of the image can put it there. */
  readonly decided: boolean;
}

export const certificatePaths = defineJoin<CertificatePath>({
  name: "certificate-paths",
  from: ["nginx", "compose"],
  examplePath: "nginx.conf",
  *join(blueprint) {
    const { files } = blueprint;
    if (!files) return;
    for (const config of blueprint.nginx) {
      const [service, ...more] = servicesSeeing(blueprint, { source: config.root });
      if (!service || config.isExample) continue;
      const seen = new Set<string>();
      for (const { args } of directivesNamed(config, "ssl_certificate")) {
        const [argument] = args;
        if (!argument || /^(data|engine):/.test(argument.value)) continue;
        const at = locate(argument.source, argument.start, argument.end);
        const path = posix.resolve("/etc/nginx", argument.value);
        const folder = posix.dirname(path);
        if (seen.has(folder)) continue;
        seen.add(folder);
        const plain = /(^|\/)nginx$/.test(service.image?.familiar ?? "");
        const started = service.build || service.command || service.entrypoint || service.mounts.some(isStartScript);
        const decided = plain && !started && more.length === 0 && !argument.template && argument.variables.length === 0;
        yield {
          at,
          path,
          service,
          origin: files.originOf(service, path),
          decided: decided && !service.project.incomplete,
        };
      }
    }
  },
});

/** The official image runs the scripts of this folder before NGINX starts. */
const isStartScript = ({ target }: { readonly target: string | undefined }): boolean =>
  target === undefined || target.startsWith("/docker-entrypoint");

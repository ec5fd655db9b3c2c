import type { Located } from "../core/source.ts";
import type { AlertmanagerConfig } from "../read/alertmanager/model.ts";
import type { Service } from "../read/compose/model.ts";
import { type Blueprint, defineJoin } from "./blueprint.ts";
import { homeOf, type Lookup, lookUp } from "./files-in-container.ts";
import { flagsOf } from "./prometheus-server.ts";

/** An Alertmanager configuration together with the container that runs it. It stands at the document. */
export interface AlertmanagerServer extends Located {
  readonly config: AlertmanagerConfig;
  readonly service: Service | undefined;
  /** The program reads the file as it stands here; false where something may fill it in before. */
  readonly readAsIs: boolean;
  lookUp(pattern: string): Lookup;
  readonly blueprint: Blueprint;
}

export const alertmanagerServer = defineJoin<AlertmanagerServer>({
  name: "alertmanager-server",
  from: ["alertmanager"],
  examplePath: "alertmanager.yml",
  *join(blueprint) {
    for (const config of blueprint.alertmanager) {
      const { source, start, end } = config;
      const home = homeOf(config, /alertmanager/i, blueprint);
      const readAsIs = home !== undefined && isReadAsIs(home.service, home.target);
      const service = home?.service;
      yield {
        ...{ source, start, end, config, service, readAsIs, blueprint },
        lookUp: (pattern) => lookUp(pattern, config, home, blueprint),
      };
    }
  },
});

/** True for the image as it is published, started with flags alone, whose file is the mounted one. */
function isReadAsIs(service: Service, target: string): boolean {
  const { image, build, entrypoint, command } = service;
  if (build || entrypoint || !/alertmanager$/.test(image?.name ?? "")) return false;
  if (command && !command.words.every(({ text }) => text.startsWith("-"))) return false;
  const file = flagsOf(service, "config.file").at(-1)?.text ?? "/etc/alertmanager/alertmanager.yml";
  return file === target;
}

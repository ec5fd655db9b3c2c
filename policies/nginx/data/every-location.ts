import type { Location, NginxConfig } from "../../../checks/read/nginx/model.ts";

/** Every location of every server, nested ones behind the one that holds them. */
export function* everyLocation(config: NginxConfig): Generator<Location> {
  for (const server of config.servers) yield* below(server.locations);
}

function* below(locations: readonly Location[]): Generator<Location> {
  for (const location of locations) {
    yield location;
    yield* below(location.locations);
  }
}

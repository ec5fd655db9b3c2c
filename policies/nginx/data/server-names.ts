import type { Server } from "../../../checks/read/nginx/model.ts";

/** Host names a server is really reached by: no `_`, no pattern, nothing that a template decides. */
export const realNames = (server: Server): readonly string[] =>
  server.names
    .filter(({ value, template }) => !template && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value))
    .map(({ value }) => value.toLowerCase());

/** Every name it is reached by is one of the own machine: a configuration for development. */
export const hasLocalName = (server: Server): boolean =>
  server.names.length > 0 && server.names.every(({ value }) => /^localhost$|\.(localhost|local|test)$/i.test(value));

/** It answers, on some address, what no server_name matches: marked so, or the first one there. */
export function isDefault(server: Server): boolean {
  for (const { address, port, defaultServer } of server.listens) {
    if (defaultServer) return true;
    const sharing = server.config.servers.flatMap((one) =>
      one.listens.filter((each) => each.address === address && each.port === port).map((each) => ({ one, each })),
    );
    if (sharing.some(({ each }) => each.defaultServer)) continue;
    if (sharing[0]?.one === server) return true;
  }
  return false;
}

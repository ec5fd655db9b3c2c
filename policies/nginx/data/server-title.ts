import type { Server } from "../../../checks/read/nginx/model.ts";

/** Names a server in a message: by its first real name, else by its first port. */
export function titleOf(server: Server): string {
  const name = server.names.find((one) => one.value !== "_" && one.value !== "");
  if (name && !name.template) return `server "${name.value}"`;
  const listen = server.listens[0];
  if (listen?.unix) return `the server on ${listen.address}`;
  return listen?.port === undefined ? "this server" : `the server on port ${listen.port}`;
}

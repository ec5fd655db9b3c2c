import { isIP } from "node:net";
import type { ComposeProject, Service } from "../read/compose/model.ts";

/** What a name means inside a container of a project. */
export type Resolution =
  /** Services that answer to the name on a network that both are on. */
  | { readonly found: "services"; readonly services: readonly Service[] }
  /** They exist, but no network joins them with the one that asks. */
  | { readonly found: "unreachable"; readonly services: readonly Service[] }
  /** The container itself. */
  | { readonly found: "itself" }
  /** A public name, an address, another project's container: decided outside of the files. */
  | { readonly found: "outside"; readonly decidedBy: string }
  | { readonly found: "nothing" };

/**
 * Resolves a host name as the engine's own DNS does: service names, container names, network aliases and host names, on
 * shared networks only. Source: "Networking in Compose" of the Docker documentation.
 */
export function resolveName(project: ComposeProject, from: Service, name: string): Resolution {
  const host = name.toLowerCase();
  if (host === "localhost" || host === "[::1]" || host.startsWith("127.")) {
    return from.networkMode
      ? { found: "outside", decidedBy: "the network that the container shares" }
      : { found: "itself" };
  }
  if (isIP(host.replace(/^\[|\]$/g, ""))) return { found: "outside", decidedBy: "an address" };
  if (from.extraHosts.has(name)) return { found: "outside", decidedBy: "extra_hosts" };
  if (from.networkMode) return { found: "outside", decidedBy: "the network that the container shares" };
  const named = [...project.services.values()].filter((service) => answersTo(service, host));
  const reachable = named.filter((service) => service === from || sharesNetwork(project, from, service));
  if (reachable.length > 0) return { found: "services", services: reachable };
  const decidedBy = outside(project, from, host);
  if (decidedBy) return { found: "outside", decidedBy };
  return named.length > 0 ? { found: "unreachable", services: named } : { found: "nothing" };
}

function answersTo(service: Service, host: string): boolean {
  const names = [service.name, service.containerName?.resolved, service.hostname?.resolved];
  if (names.some((one) => one?.toLowerCase() === host)) return true;
  return service.networks.some(({ aliases }) => aliases.some(({ text }) => text.toLowerCase() === host));
}

function sharesNetwork(project: ComposeProject, one: Service, other: Service): boolean {
  if (other.networkMode) return other.networkMode.resolved === `service:${one.name}`;
  const names = new Set(one.networks.map(({ name }) => name));
  return other.networks.some(({ name }) => names.has(name)) || project.incomplete;
}

/** Why a name that no service answers may still mean something. */
function outside(project: ComposeProject, from: Service, host: string): string | undefined {
  if (host.includes(".")) return "a name outside of the project";
  if (project.incomplete) return "a file of the project that could not be read";
  if (project.unattached.length > 0) return "an overlay that no command in the repository names";
  for (const service of project.services.values()) {
    const { containerName, hostname } = service;
    if ([containerName, hostname].some((one) => one && one.resolved === undefined))
      return "a variable that names a container";
  }
  for (const { name } of from.networks) {
    if (project.networks.get(name)?.external) return `other containers of the external network "${name}"`;
  }
  return undefined;
}

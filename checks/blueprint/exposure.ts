import type { Port, Service } from "../read/compose/model.ts";

/** Who can open a connection to a service from outside of its networks. */
export type Exposure = "everyone" | "host" | "networks" | "unknown";

/**
 * Who reaches one published port. Docker opens it in front of the firewall rules of the host (its manual, "Packet
 * filtering and firewalls"), so that an address is the only bound.
 */
export function exposureOfPort(port: Port): Exposure {
  if (port.hostIpUnknown) return "unknown";
  const { hostIp } = port;
  if (hostIp === undefined || hostIp === "" || hostIp === "0.0.0.0" || hostIp === "::" || hostIp === "[::]") {
    return "everyone";
  }
  if (/^(127\.|\[?::1\]?$|localhost$)/.test(hostIp)) return "host";
  return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|\[?f[cde])/i.test(
    hostIp,
  )
    ? "networks"
    : "everyone";
}

/** The widest exposure of any port of a service. */
export function exposureOf(service: Service): Exposure {
  if (service.networkMode?.resolved === "host") return "everyone";
  const found = new Set(service.ports.map(exposureOfPort));
  for (const exposure of ["everyone", "unknown", "host"] as const) if (found.has(exposure)) return exposure;
  return "networks";
}

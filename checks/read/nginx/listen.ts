import { type Located, locate } from "../../core/source.ts";
import type { Argument, Directive, Listen } from "./model.ts";

export interface Address {
  readonly host: string;
  readonly port: number | undefined;
  readonly unix: boolean;
}

/** `host`, `host:port`, `[::1]:port`, `unix:/path`. Where no port is written it is `otherwise`. */
export function readAddress(argument: Argument, otherwise: number): Address {
  const { value } = argument;
  if (value.startsWith("unix:")) return { host: value.slice(5), port: undefined, unix: true };
  const [, host, port] = /^(\[[^\]]*\]|\$\{\w+\}|\{\{.*?\}\}|[^:]*)(?::(.*))?$/s.exec(value) ?? [];
  if (host === undefined) return { host: value, port: undefined, unix: false };
  if (port === undefined) return { host, port: argument.template ? undefined : otherwise, unix: false };
  return { host, port: /^\d+$/.test(port) ? Number(port) : undefined, unix: false };
}

const NO_OPTIONS = { ssl: false, http2: false, quic: false, defaultServer: false, proxyProtocol: false };

export function readListen(directive: Directive): Listen | undefined {
  const first = directive.args[0];
  if (!first) return undefined;
  const options = new Set(directive.args.slice(1).map((arg) => arg.value));
  const { source, start, end } = directive;
  return {
    ...locate(source, start, end),
    directive,
    ...listenAddress(first),
    ssl: options.has("ssl"),
    http2: options.has("http2"),
    quic: options.has("quic"),
    defaultServer: options.has("default_server") || options.has("default"),
    proxyProtocol: options.has("proxy_protocol"),
  };
}

function listenAddress(first: Argument): Pick<Listen, "address" | "port" | "unix"> {
  if (/^\d+$/.test(first.value)) return { address: "*", port: Number(first.value), unix: false };
  // One placeholder and nothing else is nearly always the port.
  if (first.template && !first.value.includes(":")) return { address: "*", port: undefined, unix: false };
  const { host, port, unix } = readAddress(first, 80);
  return { address: host, port, unix };
}

/** What nginx does for a server without `listen`. */
export const defaultListen = (directive: Directive, at: Located): Listen => ({
  ...locate(at.source, at.start, at.end),
  directive,
  address: "*",
  port: 80,
  unix: false,
  ...NO_OPTIONS,
});

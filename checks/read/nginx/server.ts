import { locate } from "../../core/source.ts";
import { defaultListen, readListen } from "./listen.ts";
import type { Directive, Listen, Location, Modifier, NginxConfig, Server } from "./model.ts";
import { childrenNamed } from "./walk.ts";

export function readServer(directive: Directive, config: NginxConfig): Server {
  const listens: Listen[] = [];
  for (const child of childrenNamed(directive, "listen")) {
    const listen = readListen(child);
    if (listen) listens.push(listen);
  }
  if (listens.length === 0) listens.push(defaultListen(directive, directive.nameAt));
  const locations: Location[] = [];
  const legacyTls = childrenNamed(directive, "ssl").some((child) => child.args[0]?.value === "on");
  const server: Server = {
    ...locate(directive.source, directive.start, directive.end),
    directive,
    config,
    listens,
    names: childrenNamed(directive, "server_name").flatMap((child) => child.args),
    locations,
    tls: legacyTls || listens.some((listen) => listen.ssl || listen.quic),
  };
  readLocations(directive, server, locations);
  return server;
}

function readLocations(block: Directive, parent: Location | Server, into: Location[]): void {
  for (const directive of childrenNamed(block, "location")) {
    const head = readHead(directive);
    if (!head) continue;
    const locations: Location[] = [];
    const location: Location = {
      ...locate(directive.source, directive.start, directive.end),
      directive,
      ...head,
      parent,
      locations,
    };
    into.push(location);
    readLocations(directive, location, locations);
  }
}

type Head = Pick<Location, "modifier" | "path" | "pathAt" | "named">;

/** Both `location ~ \.php$` and, as nginx allows, `location ~\.php$`. */
function readHead(directive: Directive): Head | undefined {
  const [first, second] = directive.args;
  if (!first) return undefined;
  if (second) return { modifier: asModifier(first.value), path: second.value, pathAt: second, named: false };
  const { value } = first;
  if (value.startsWith("@")) return { modifier: "@", path: value.slice(1), pathAt: first, named: true };
  const glued = first.quoted ? "" : (/^(=|\^~|~\*|~)/.exec(value)?.[0] ?? "");
  return { modifier: asModifier(glued), path: value.slice(glued.length), pathAt: first, named: false };
}

function asModifier(text: string): Modifier {
  if (text === "=" || text === "^~" || text === "~" || text === "~*") return text;
  return "";
}

import { locate } from "../../core/source.ts";
import { type IncludeResolver, spliceIncludes } from "./include.ts";
import { readAddress } from "./listen.ts";
import type { Directive, FileContext, NginxConfig, NginxFile, Server, Upstream, UpstreamServer } from "./model.ts";
import { resolveInRepository } from "./resolve-in-repository.ts";
import { readServer } from "./server.ts";
import { readValueMap } from "./value-map.ts";
import { childrenNamed } from "./walk.ts";

const isPresent = <T>(value: T | undefined): value is T => value !== undefined;

/** One configuration as nginx loads it from `root`. `context`: what its includer or its mount makes of a fragment. */
export function assemble(root: NginxFile, resolve: IncludeResolver, context: FileContext = root.context): NginxConfig {
  const { directives, files, unresolved } = spliceIncludes(root, resolve);
  const named = (name: string): readonly Directive[] => directives.filter((directive) => directive.name === name);
  const https = named("http").filter((directive) => directive.block);
  const streams = named("stream");
  const inHttp = [...https.flatMap((http) => http.block ?? []), ...(context === "stream" ? [] : directives)];
  const groups = [
    ...inHttp,
    ...streams.flatMap((stream) => stream.block ?? []),
    ...(context === "stream" ? directives : []),
  ];
  const servers: Server[] = [];
  const config: NginxConfig = {
    root: root.source,
    files: files.map((file) => file.source),
    directives,
    unresolvedIncludes: unresolved,
    context,
    https,
    servers,
    upstreams: groups.filter(({ name, block }) => name === "upstream" && block).map(readUpstream),
    maps: groups
      .filter(({ name }) => /^(map|geo|split_clients)$/.test(name))
      .map(readValueMap)
      .filter(isPresent),
    template: files.some((file) => file.template !== "none"),
    isExample: files.some((file) => file.isExample),
  };
  for (const directive of inHttp) {
    if (directive.name === "server" && directive.block) servers.push(readServer(directive, config));
  }
  return config;
}

/** Every configuration of a set of files whose mounts nobody knows: whole ones, then the fragments that no other file includes. */
export function assembleAll(files: readonly NginxFile[]): readonly NginxConfig[] {
  const resolve = resolveInRepository(files);
  const configs: NginxConfig[] = [];
  const used = new Set<NginxConfig["root"]>();
  for (const wanted of [["main"], ["http", "stream"], ["server", "location", "upstream", "types", "unknown"]]) {
    const made: NginxConfig[] = [];
    for (const file of files) {
      if (!wanted.includes(file.context) || file.leftAlone || used.has(file.source)) continue;
      made.push(assemble(file, resolve));
    }
    const included = new Set(made.flatMap((config) => config.files.slice(1)));
    for (const config of made) {
      if (wanted[0] !== "main" && included.has(config.root)) continue;
      configs.push(config);
    }
    for (const config of made) for (const source of config.files) used.add(source);
  }
  return configs;
}

function readUpstream(directive: Directive): Upstream {
  const { source, start, end } = directive;
  const servers = childrenNamed(directive, "server").map(readUpstreamServer).filter(isPresent);
  return { ...locate(source, start, end), directive, name: directive.args[0]?.value ?? "", servers };
}

function readUpstreamServer(directive: Directive): UpstreamServer | undefined {
  const address = directive.args[0];
  if (!address) return undefined;
  const { host, port } = readAddress(address, 80);
  return { ...locate(directive.source, directive.start, directive.end), directive, address, host, port };
}

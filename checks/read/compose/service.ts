import type { Located } from "../../core/source.ts";
import { get, isMapping, itemsOf, type Mapping, type Node } from "../yaml/tree.ts";
import { dependenciesOf, networksOf, textsOf } from "./dependencies.ts";
import { healthcheckOf, limitsOf, loggingOf, replicasOf } from "./healthcheck.ts";
import { buildOf, imageOf } from "./image.ts";
import { resolvedText, scalarOf } from "./interpolated.ts";
import type { ComposeProject, Service } from "./model.ts";
import { fileMountsOf, mountsOf } from "./mounts.ts";
import { hostsOf, listOf, pairsOf } from "./pairs.ts";
import { portsOf } from "./ports.ts";
import { envFilesOf, environmentOf, type Surroundings } from "./service-environment.ts";
import { commandOf } from "./words.ts";

/** How one part of a service is read from its merged tree. */
type Readers = { readonly [K in keyof Service]?: (service: Service) => Service[K] };

/** A service whose parts are read when they are first asked for. */
export function makeService(
  project: () => ComposeProject,
  name: string,
  at: Located,
  body: Mapping,
  around: Surroundings,
): Service {
  const scalar = (key: string) => scalarOf(get(body, key));
  const mapping = (key: string): Mapping | undefined => {
    const node = get(body, key);
    return isMapping(node) ? node : undefined;
  };
  const directoryOf = (node: Node) => around.directoryOf(node);
  const parts = {
    project,
    image: () => imageOf(get(body, "image")),
    build: () => buildOf(body, directoryOf),
    envFiles: () => envFilesOf(body, around),
    environment: (service) => environmentOf(body, service.envFiles, around),
    ports: () => portsOf(get(body, "ports")),
    expose: () => textsOf(get(body, "expose")),
    mounts: () => mountsOf(get(body, "volumes"), directoryOf),
    secrets: () => fileMountsOf(get(body, "secrets"), "secrets"),
    configs: () => fileMountsOf(get(body, "configs"), "configs"),
    networks: () => networksOf(body, at),
    networkMode: () => scalar("network_mode"),
    dependsOn: () => dependenciesOf(body),
    healthcheck: () => healthcheckOf(body),
    command: () => commandOf(body, "command"),
    entrypoint: () => commandOf(body, "entrypoint"),
    user: () => scalar("user"),
    privileged: () => scalar("privileged"),
    readOnly: () => scalar("read_only"),
    pidMode: () => scalar("pid"),
    ipcMode: () => scalar("ipc"),
    utsMode: () => scalar("uts"),
    usernsMode: () => scalar("userns_mode"),
    capAdd: () => listOf(get(body, "cap_add")),
    capDrop: () => listOf(get(body, "cap_drop")),
    securityOpt: () => listOf(get(body, "security_opt")),
    devices: () => itemsOf(get(body, "devices")),
    tmpfs: () => listOf(get(body, "tmpfs")),
    extraHosts: () => hostsOf(get(body, "extra_hosts")),
    labels: () => pairsOf(get(body, "labels")),
    hostname: () => scalar("hostname"),
    containerName: () => scalar("container_name"),
    restart: () => scalar("restart"),
    stopGracePeriod: () => scalar("stop_grace_period"),
    logging: () => loggingOf(body),
    limits: () => limitsOf(body),
    ulimits: () => mapping("ulimits"),
    deploy: () => mapping("deploy"),
    replicas: () => replicasOf(body),
    global: () => resolvedText(get(body, "deploy", "mode")) === "global",
    profiles: () => listOf(get(body, "profiles")),
    provider: () => mapping("provider"),
  } satisfies Readers;
  const service = { ...at, name, body, at: (key: string): Located => body.entries.get(key)?.key ?? at };
  return lazily(service, parts);
}

type Thunks<T> = { readonly [K in keyof T]: (self: Service) => T[K] };

/** Adds properties that are computed on first use and then kept. */
function lazily<B extends object, T extends object>(target: B, parts: Thunks<T>): B & T {
  for (const key of Object.keys(parts) as (keyof T)[]) {
    const read = parts[key];
    Object.defineProperty(target, key, {
      configurable: true,
      enumerable: false,
      get(this: Service) {
        const value = read(this);
        Object.defineProperty(target, key, { value, configurable: true });
        return value;
      },
    });
  }
  return target as B & T;
}

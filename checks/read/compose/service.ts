import type { Located } from "../../core/source.ts";
import { get, isMapping, itemsOf, type Mapping } from "../yaml/tree.ts";
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

/**
 * The model of one service. Every part is read at once: accessors that read a part on first use took eight times the
 * memory of what they saved, and policies ask for nearly all of them.
 */
export function makeService(
  project: ComposeProject,
  name: string,
  at: Located,
  body: Mapping,
  around: Surroundings,
): Service {
  const scalar = (key: string) => scalarOf(get(body, key));
  const list = (key: string) => listOf(get(body, key));
  const mapping = (key: string): Mapping | undefined => {
    const node = get(body, key);
    return isMapping(node) ? node : undefined;
  };
  const envFiles = envFilesOf(body, around);
  return {
    ...at,
    name,
    project,
    body,
    at: (key) => body.entries.get(key)?.key ?? at,
    image: imageOf(get(body, "image")),
    build: buildOf(body, around.directoryOf),
    envFiles,
    environment: environmentOf(body, envFiles, around),
    ports: portsOf(get(body, "ports")),
    expose: textsOf(get(body, "expose")),
    mounts: mountsOf(get(body, "volumes"), around.directoryOf),
    secrets: fileMountsOf(get(body, "secrets"), "secrets"),
    configs: fileMountsOf(get(body, "configs"), "configs"),
    networks: networksOf(body, at),
    networkMode: scalar("network_mode"),
    dependsOn: dependenciesOf(body),
    healthcheck: healthcheckOf(body),
    command: commandOf(body, "command"),
    entrypoint: commandOf(body, "entrypoint"),
    user: scalar("user"),
    privileged: scalar("privileged"),
    readOnly: scalar("read_only"),
    pidMode: scalar("pid"),
    ipcMode: scalar("ipc"),
    utsMode: scalar("uts"),
    usernsMode: scalar("userns_mode"),
    capAdd: list("cap_add"),
    capDrop: list("cap_drop"),
    securityOpt: list("security_opt"),
    devices: itemsOf(get(body, "devices")),
    tmpfs: list("tmpfs"),
    extraHosts: hostsOf(get(body, "extra_hosts")),
    labels: pairsOf(get(body, "labels")),
    hostname: scalar("hostname"),
    containerName: scalar("container_name"),
    restart: scalar("restart"),
    stopGracePeriod: scalar("stop_grace_period"),
    logging: loggingOf(body),
    limits: limitsOf(body),
    ulimits: mapping("ulimits"),
    deploy: mapping("deploy"),
    replicas: replicasOf(body),
    global: resolvedText(get(body, "deploy", "mode")) === "global",
    profiles: list("profiles"),
    provider: mapping("provider"),
  };
}

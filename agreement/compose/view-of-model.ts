import { booleanOf, resolvedText } from "../../checks/read/compose/interpolated.ts";
import type { ComposeProject, Interpolated, Mount, Pair, Port, Service } from "../../checks/read/compose/model.ts";
import { listOf, pairsOf } from "../../checks/read/compose/pairs.ts";
import { get } from "../../checks/read/yaml/tree.ts";
import { compact, portText, set, sorted, type View } from "./view.ts";

/** Stands for what nothing in the files decides. */
export const open = "?";

export function viewOfModel(project: ComposeProject): Record<string, View> {
  const views: Record<string, View> = {};
  for (const [name, service] of project.services) views[name] = compact(viewOf(service));
  return views;
}

const text = (value: Interpolated | undefined) => (value ? (value.resolved ?? open) : undefined);
const texts = (values: readonly Interpolated[]) => values.map((value) => value.resolved ?? open);

function pairs(map: ReadonlyMap<string, Pair>, bare: string | null): Record<string, string | null> {
  const made: Record<string, string | null> = {};
  for (const [name, { value }] of map) made[name] = value ? (value.resolved ?? open) : bare;
  return made;
}

function viewOf(service: Service): View {
  const { body } = service;
  const scalar = (...keys: string[]) => {
    const node = get(body, ...keys);
    return node?.kind === "scalar" && node.value !== null ? (resolvedText(node) ?? open) : undefined;
  };
  return {
    image: service.image && (service.image.text ?? open),
    build: buildOf(service),
    environment: pairs(service.environment, null),
    ports: sorted(service.ports.flatMap(portsOf)),
    expose: sorted(service.expose.map((one) => one.text)),
    volumes: sorted(service.mounts.map(mountOf)),
    networks: networksOf(service),
    depends_on: dependenciesOf(service),
    command: service.command?.words.map((word) => (word.decided ? word.text : open)),
    entrypoint: service.entrypoint?.words.map((word) => (word.decided ? word.text : open)),
    healthcheck: healthcheckOf(service),
    labels: pairs(service.labels, ""),
    sysctls: pairs(pairsOf(get(body, "sysctls")), ""),
    secrets: sorted(service.secrets.map(({ name, target }) => `${name} ${target}`)),
    configs: sorted(service.configs.map(({ name, target }) => `${name} ${target}`)),
    logging:
      service.logging && compact({ driver: text(service.logging.driver), ...pairs(service.logging.options, null) }),
    cap_add: sorted(texts(service.capAdd)),
    cap_drop: sorted(texts(service.capDrop)),
    security_opt: texts(service.securityOpt),
    profiles: sorted(texts(service.profiles)),
    dns: texts(listOf(get(body, "dns"))),
    tmpfs: texts(service.tmpfs),
    privileged: booleanOf(service.privileged),
    read_only: booleanOf(service.readOnly),
    replicas: service.replicas === 1 ? undefined : (service.replicas ?? open),
    network_mode: text(service.networkMode),
    pid: text(service.pidMode),
    ipc: text(service.ipcMode),
    ...{ user: text(service.user), hostname: text(service.hostname), container_name: text(service.containerName) },
    ...{ restart: text(service.restart), working_dir: scalar("working_dir"), platform: scalar("platform") },
  };
}

function buildOf({ build }: Service): View | undefined {
  if (!build) return undefined;
  const args = set(pairs(build.args, null));
  return compact({
    context: build.contextPath ?? open,
    dockerfile: build.dockerfilePath ?? open,
    args,
    target: text(build.target),
  });
}

function portsOf(port: Port): string[] {
  const found: string[] = [];
  const { target = 0, targetEnd = target, published, publishedEnd } = port;
  for (let index = 0; index <= targetEnd - target; index++) {
    const one = publishedEnd !== published && targetEnd === target ? `${published}-${publishedEnd}` : undefined;
    const shown = port.publishedUnknown ? open : (one ?? (published === undefined ? "" : String(published + index)));
    found.push(portText(port.hostIpUnknown ? open : port.hostIp, shown, target + index, port.protocol));
  }
  return found;
}

function mountOf(mount: Mount): string {
  const from = mount.type === "bind" ? (mount.sourcePath ?? outside(mount.origin)) : (mount.origin ?? "");
  return `${mount.type} ${from} ${mount.target ?? open}${mount.readOnly ? " ro" : ""}`;
}

const outside = (origin: string | undefined): string =>
  origin?.startsWith("/") ? origin.replace(/(.)\/+$/, "$1") : open;

function networksOf(service: Service): Record<string, string[]> {
  const made: Record<string, string[]> = {};
  for (const { name, aliases } of service.networks) made[name] = sorted(aliases.map((alias) => alias.text));
  return made;
}

function dependenciesOf(service: Service): Record<string, string> {
  const made: Record<string, string> = {};
  for (const { service: name, condition, required } of service.dependsOn) {
    made[name] = `${condition ?? open}${required ? "" : " optional"}`;
  }
  return made;
}

function healthcheckOf({ healthcheck }: Service): unknown {
  if (!healthcheck) return undefined;
  if (healthcheck.disabled) return "disabled";
  return healthcheck.test && [healthcheck.shell ? "CMD-SHELL" : "CMD", ...healthcheck.test];
}

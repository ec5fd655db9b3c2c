import { compact, portText, set, sorted, type View } from "./view.ts";

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const strings = (value: unknown): string[] => list(value).map((item) => plain(String(item)));
/** `docker compose config` writes `$$` so that its output can be loaded again. */
const plain = (text: string): string => text.replaceAll("$$", "$");
const text = (value: unknown): string | undefined =>
  value === undefined || value === null ? undefined : plain(String(value));

/** Services of the JSON that `docker compose config` prints; `folder` is the root of the files. */
export function viewOfCompose(json: Json, folder: string): Record<string, View> {
  const views: Record<string, View> = {};
  for (const [name, service] of Object.entries(object(json.services))) {
    views[name] = compact(viewOf(object(service), folder));
  }
  return views;
}

function texts(value: unknown): Record<string, string | null> {
  const made: Record<string, string | null> = {};
  for (const [name, one] of Object.entries(object(value))) made[name] = text(one) ?? null;
  return made;
}

function viewOf(service: Json, folder: string): View {
  const inside = (path: unknown): string => {
    const full = String(path).replace(/(.)\/+$/, "$1");
    if (full === folder) return "";
    return full.startsWith(`${folder}/`) ? full.slice(folder.length + 1) : full;
  };
  const logging = object(service.logging);
  const scalars: Record<string, unknown> = {};
  for (const name of ["image", "network_mode", "pid", "ipc", "user", "hostname", "container_name", "restart"]) {
    scalars[name] = text(service[name]);
  }
  const replicas = object(service.deploy).replicas ?? service.scale;
  return {
    ...scalars,
    ...{ working_dir: text(service.working_dir), platform: text(service.platform) },
    build: service.build ? buildOf(object(service.build), inside) : undefined,
    environment: texts(service.environment),
    ports: sorted(list(service.ports).map((port) => portOf(object(port)))),
    expose: sorted(strings(service.expose)),
    volumes: sorted(list(service.volumes).map((volume) => volumeOf(object(volume), inside))),
    networks: networksOf(object(service.networks)),
    depends_on: dependenciesOf(object(service.depends_on)),
    command: service.command ? strings(service.command) : undefined,
    entrypoint: service.entrypoint ? strings(service.entrypoint) : undefined,
    healthcheck: healthcheckOf(object(service.healthcheck)),
    labels: texts(service.labels),
    sysctls: texts(service.sysctls),
    secrets: sorted(list(service.secrets).map((one) => fileOf(object(one), "/run/secrets/"))),
    configs: sorted(list(service.configs).map((one) => fileOf(object(one), "/"))),
    logging: service.logging ? compact({ driver: text(logging.driver), ...texts(logging.options) }) : undefined,
    cap_add: sorted(strings(service.cap_add)),
    cap_drop: sorted(strings(service.cap_drop)),
    security_opt: strings(service.security_opt),
    profiles: sorted(strings(service.profiles)),
    dns: strings(service.dns),
    tmpfs: strings(service.tmpfs),
    privileged: service.privileged === true,
    read_only: service.read_only === true,
    replicas: replicas === 1 ? undefined : replicas,
  };
}

function buildOf(build: Json, inside: (path: unknown) => string): View {
  const context = inside(build.context);
  const dockerfile = [context, String(build.dockerfile).replace(/^\.\//, "")].filter((part) => part !== "").join("/");
  return compact({ context, dockerfile, args: set(texts(build.args)), target: text(build.target) });
}

const portOf = (port: Json): string =>
  portText(text(port.host_ip), text(port.published) ?? "", Number(port.target), text(port.protocol) ?? "tcp");

function volumeOf(volume: Json, inside: (path: unknown) => string): string {
  const from = volume.type === "bind" ? inside(volume.source) : (text(volume.source) ?? "");
  return `${volume.type} ${plain(from)} ${text(volume.target)}${volume.read_only === true ? " ro" : ""}`;
}

function networksOf(networks: Json): Record<string, string[]> {
  const made: Record<string, string[]> = {};
  for (const [name, network] of Object.entries(networks)) made[name] = sorted(strings(object(network).aliases));
  return made;
}

function dependenciesOf(needs: Json): Record<string, string> {
  const made: Record<string, string> = {};
  for (const [name, need] of Object.entries(needs)) {
    const { condition, required } = object(need);
    made[name] = `${condition}${required === false ? " optional" : ""}`;
  }
  return made;
}

function healthcheckOf(check: Json): unknown {
  if (check.disable === true || strings(check.test)[0] === "NONE") return "disabled";
  return check.test ? strings(check.test) : undefined;
}

function fileOf(file: Json, folder: string): string {
  const target = text(file.target) ?? String(file.source);
  return `${file.source} ${target.startsWith("/") ? target : folder + target}`;
}

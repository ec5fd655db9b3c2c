import type { Located } from "../../core/source.ts";
import type { Mapping, Node } from "../yaml/tree.ts";
import type { ComposeProject, Interpolated, Text } from "./model.ts";

/** A service of a project. Its range is its name in the base file, where an absent key is reported. */
export interface Service extends Located {
  readonly name: string;
  readonly project: ComposeProject;
  /** The merged tree, for what has no accessor: `get(service.body, "isolation")`. Sequences may stand in short or long form. */
  readonly body: Mapping;
  /** Key of `body` or the name of the service: the best place for a finding about `key`. */
  at(key: string): Located;
  readonly image: Image | undefined;
  readonly build: Build | undefined;
  /** What the container gets, `env_file` included; `environment` wins. */
  readonly environment: ReadonlyMap<string, EnvironmentEntry>;
  readonly envFiles: readonly EnvFile[];
  readonly ports: readonly Port[];
  /** `expose`: "8080" or "8080/udp"; undecided ones are left out. */
  readonly expose: readonly Text[];
  readonly mounts: readonly Mount[];
  readonly secrets: readonly FileMount[];
  readonly configs: readonly FileMount[];
  /** `default` is named where the file names none; empty with `network_mode`. */
  readonly networks: readonly NetworkUse[];
  readonly networkMode: Interpolated | undefined;
  readonly dependsOn: readonly Dependency[];
  readonly healthcheck: Healthcheck | undefined;
  readonly command: Command | undefined;
  readonly entrypoint: Command | undefined;
  readonly user: Interpolated | undefined;
  readonly privileged: Interpolated | undefined;
  readonly readOnly: Interpolated | undefined;
  readonly pidMode: Interpolated | undefined;
  readonly ipcMode: Interpolated | undefined;
  readonly utsMode: Interpolated | undefined;
  readonly usernsMode: Interpolated | undefined;
  readonly capAdd: readonly Interpolated[];
  readonly capDrop: readonly Interpolated[];
  readonly securityOpt: readonly Interpolated[];
  readonly devices: readonly Node[];
  readonly tmpfs: readonly Interpolated[];
  readonly extraHosts: ReadonlyMap<string, Text>;
  readonly labels: ReadonlyMap<string, Pair>;
  readonly hostname: Interpolated | undefined;
  readonly containerName: Interpolated | undefined;
  readonly restart: Interpolated | undefined;
  readonly stopGracePeriod: Interpolated | undefined;
  readonly logging: Logging | undefined;
  readonly limits: Limits;
  readonly ulimits: Mapping | undefined;
  readonly deploy: Mapping | undefined;
  /** `deploy.replicas`, `scale`, else 1; undefined where undecided. */
  readonly replicas: number | undefined;
  /** `mode: global` runs one on every node. */
  readonly global: boolean;
  readonly profiles: readonly Interpolated[];
  /** Made by a program outside of the engine (`provider`): neither image nor container. */
  readonly provider: Mapping | undefined;
}

/** Range: the value of `image`. */
export interface Image extends Located {
  /** As written. */
  readonly raw: string;
  /** Undefined where it is undecided; the other fields are then what can still be told, or undefined. */
  readonly text: string | undefined;
  /** `ghcr.io/acme/api`, `postgres`: registry and repository, as written. */
  readonly name: string | undefined;
  /** `postgres` of `docker.io/library/postgres`: short name without Docker Hub's own prefixes. */
  readonly familiar: string | undefined;
  readonly tag: string | undefined;
  /** A tag is written, though its text may be undecided (`api:${VERSION}`). */
  readonly tagged: boolean;
  readonly digest: string | undefined;
  readonly value: Interpolated;
}

/** Range: the `build` key. */
export interface Build extends Located {
  readonly context: Interpolated | undefined;
  /** Folder of the repository; undefined if outside, remote or undecided. */
  readonly contextPath: string | undefined;
  /** Path of the Dockerfile in the repository, `Dockerfile` of the context when none is named; undefined if undecided or inline. */
  readonly dockerfilePath: string | undefined;
  readonly args: ReadonlyMap<string, Pair>;
  readonly target: Interpolated | undefined;
}

/** One key and its value in a map that may also be written as a list of `KEY=value`. Range: the key, or the list item. */
export interface Pair extends Located {
  readonly name: string;
  readonly key: Located;
  /** Undefined for a bare name. Its range is the value alone, also in a list item. */
  readonly value: Interpolated | undefined;
}

export interface EnvironmentEntry extends Pair {
  readonly from: "environment" | "env_file";
  /** A bare name or a null: the shell that calls Compose decides. */
  readonly passThrough: boolean;
}

/** Range: the path as written. */
export interface EnvFile extends Located {
  readonly raw: string;
  /** Path in the repository; undefined if outside or undecided. */
  readonly path: string | undefined;
  readonly required: boolean;
  /** It is in the repository and not ignored. */
  readonly present: boolean;
}

/** Range: the item of `ports`. */
export interface Port extends Located {
  readonly raw: string;
  /** "short" for `"80:80"`, "long" for a mapping. */
  readonly form: "short" | "long";
  /** Address as decided; undefined: every interface. Look at `hostIpUnknown` first. */
  readonly hostIp: string | undefined;
  readonly hostIpUnknown: boolean;
  /** Undefined: not published on a fixed port (the engine chooses one), or undecided. For a range the first port. */
  readonly published: number | undefined;
  readonly publishedEnd: number | undefined;
  readonly publishedUnknown: boolean;
  readonly target: number | undefined;
  readonly targetEnd: number | undefined;
  readonly protocol: "tcp" | "udp" | "sctp";
  /** "host" or "ingress", where written. */
  readonly mode: string | undefined;
}

/** Range: the item of `volumes`. */
export interface Mount extends Located {
  readonly raw: string;
  /** "unknown": the source depends on an undecided variable and could be a volume or a path. */
  readonly type: "bind" | "volume" | "tmpfs" | "npipe" | "cluster" | "image" | "unknown";
  /** Name of the volume, or path as written with variables resolved; undefined for anonymous volumes and undecided ones. */
  readonly origin: string | undefined;
  /** For binds: path in the repository; undefined if outside or undecided. */
  readonly sourcePath: string | undefined;
  readonly target: string | undefined;
  readonly readOnly: boolean;
  /** `create_host_path: false` */
  readonly mustExist: boolean;
}

/** A use of a secret or config by a service. Range: the item. */
export interface FileMount extends Located {
  /** Name of the top level entry. */
  readonly name: string;
  /** Absolute path in the container, the default included. */
  readonly target: string | undefined;
  readonly uid: string | undefined;
  readonly mode: string | undefined;
}

/** Range: the item, or the key. For the implicit network: the name of the service. */
export interface NetworkUse extends Located {
  readonly name: string;
  readonly aliases: readonly Text[];
  readonly implicit: boolean;
}

/** Range: the item, or the key. */
export interface Dependency extends Located {
  readonly service: string;
  /** Undefined where undecided. */
  readonly condition: string | undefined;
  readonly required: boolean;
  /** How it came: `depends_on`, or implied by `links`, `volumes_from`, `network_mode: service:x`. */
  readonly via: "depends_on" | "links" | "volumes_from" | "namespace";
}

/** Range: the `healthcheck` key. */
export interface Healthcheck extends Located {
  /** `disable: true` or `test: ["NONE"]` */
  readonly disabled: boolean;
  /** Words after `CMD`, or the one text after `CMD-SHELL`; undefined where absent or undecided. */
  readonly test: readonly string[] | undefined;
  readonly shell: boolean;
  readonly testAt: Located | undefined;
  readonly interval: Interpolated | undefined;
  readonly timeout: Interpolated | undefined;
  readonly startPeriod: Interpolated | undefined;
  readonly retries: Interpolated | undefined;
}

/** `command` or `entrypoint`. Range: the value. */
export interface Command extends Located {
  /** One text split as a shell would split it, or the items of the list. `text` of an undecided word is as written. */
  readonly words: readonly Word[];
  readonly form: "text" | "list";
  /** `[]` or `""`: what the image says is cleared. */
  readonly cleared: boolean;
}

/** Range: the word alone. */
export interface Word extends Located {
  readonly text: string;
  readonly decided: boolean;
}

export interface Logging extends Located {
  readonly driver: Interpolated | undefined;
  readonly options: ReadonlyMap<string, Pair>;
}

/** What bounds the service, from `mem_limit`, `cpus`, `pids_limit` and `deploy.resources.limits`; undefined: no bound is written. */
export interface Limits {
  readonly memory: Interpolated | undefined;
  readonly cpus: Interpolated | undefined;
  readonly pids: Interpolated | undefined;
}

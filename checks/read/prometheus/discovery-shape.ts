import { each, type Fields, list, map, struct } from "../shape/shape.ts";
import { httpClient } from "./http-shape.ts";

export const staticConfig = struct("static_config", { targets: list("text"), labels: map("text", "label name") });

const filters = list(struct("filter", { name: "text", values: list("text") }));

/** `*_sd_configs` whose fields are checked; source: the configuration reference of Prometheus. */
const known: Fields = {
  static_configs: list(staticConfig),
  file_sd_configs: list(struct("file_sd_config", { files: list("text"), refresh_interval: "duration" })),
  dns_sd_configs: list(
    struct("dns_sd_config", { names: list("text"), type: "text", port: "integer", refresh_interval: "duration" }),
  ),
  http_sd_configs: list(struct("http_sd_config", { url: "http url", refresh_interval: "duration", ...httpClient })),
  docker_sd_configs: list(
    struct("docker_sd_config", {
      ...each("text", "host host_networking_host"),
      ...each("duration", "refresh_interval"),
      port: "integer",
      match_first_network: "bool",
      filters,
      ...httpClient,
    }),
  ),
  dockerswarm_sd_configs: list(
    struct("dockerswarm_sd_config", {
      ...each("text", "host role"),
      refresh_interval: "duration",
      port: "integer",
      filters,
      ...httpClient,
    }),
  ),
  kubernetes_sd_configs: list(
    struct("kubernetes_sd_config", {
      ...each("text", "api_server role kubeconfig_file"),
      namespaces: struct("namespaces", { own_namespace: "bool", names: list("text") }),
      selectors: list(struct("selector", each("text", "role label field"))),
      attach_metadata: struct("attach_metadata", each("bool", "node namespace")),
      ...httpClient,
    }),
  ),
  consul_sd_configs: list(
    struct("consul_sd_config", {
      ...each("text", "server path_prefix datacenter namespace partition scheme username tag_separator filter"),
      ...each("secret", "token password"),
      ...each("bool", "allow_stale"),
      services: list("text"),
      tags: list("text"),
      node_meta: map("text"),
      refresh_interval: "duration",
      ...httpClient,
    }),
  ),
  ec2_sd_configs: list(
    struct("ec2_sd_config", {
      ...each("text", "endpoint region access_key profile role_arn external_id"),
      secret_key: "secret",
      refresh_interval: "duration",
      port: "integer",
      filters,
      ...httpClient,
    }),
  ),
};

const others =
  "aws azure digitalocean eureka gce hetzner ionos kuma lightsail linode marathon nerve nomad openstack outscale ovhcloud puppetdb scaleway serverset stackit triton uyuni vultr";

/** Every way to find targets; of the rarer ones only the name is checked. */
export const discoveries: Fields = {
  ...Object.fromEntries(others.split(" ").map((name) => [`${name}_sd_configs`, list("any")])),
  ...known,
};

/** Fields of a discovery that say where its targets come from. */
export const lookupFields = ["names", "files", "url", "server", "api_server", "host"];

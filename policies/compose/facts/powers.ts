import type { Service } from "../../../checks/read/compose/model.ts";
import { runs } from "./software.ts";

/** They watch or run the host's containers: that is what they are for. */
export const managesContainers = (service: Service): boolean =>
  runs(service, "docker-proxy", "portainer", "watcher", "cadvisor", "prometheus") ||
  /(^|\/)(traefik|nginx-proxy|docker-gen|caddy-docker-proxy|swag)([-_].*)?$/.test(service.image?.name ?? "");

/** They measure the host, and read of it what no namespace shows. */
export const observesHost = (service: Service): boolean =>
  runs(service, "cadvisor") ||
  /(^|[/_-])(node[-_]exporter|process[-_]exporter|netdata|glances|datadog-agent|newrelic[-_]infra|newrelic\/infrastructure(-bundle)?|agent|alloy|telegraf|beszel-agent|(prometheus[-_])?smartctl([-_]exporter)?|dcgm[-_]exporter|falco|parca-agent|ebpf[-_]exporter)$/.test(
    service.image?.name ?? "",
  );

/** They capture packets, route, or find devices by broadcasts: their own manuals ask for the network of the host. */
export const speaksToNetwork = ({ image, capAdd }: Service): boolean =>
  capAdd.some(({ resolved }) => /^(CAP_)?NET_(ADMIN|RAW|BROADCAST)$/i.test(resolved ?? "")) ||
  /(^|\/)(plex|pms-docker|jellyfin|emby|home-?assistant|homebridge|pihole|tailscale|netbird|zerotier|keepalived|avahi|suricata|zeek|snort|ntopng|unifi.*)$/i.test(
    image?.name ?? "",
  );

/** Nested engines and machines need the kernel. */
export const runsContainers = (service: Service): boolean =>
  /(^|\/)(docker|dind|buildkit|k3s|kind|act_runner|binfmt|gitlab-runner)$/.test(service.image?.name ?? "");

import { defineJoin } from "../../../checks/blueprint/blueprint.ts";
import type { ComposeProject, Service } from "../../../checks/read/compose/model.ts";
import type { NginxConfig } from "../../../checks/read/nginx/model.ts";
import { get } from "../../../checks/read/yaml/tree.ts";

/** An NGINX configuration together with the Compose project whose containers it stands before. */
export interface ProxiedProject {
  readonly config: NginxConfig;
  readonly project: ComposeProject;
  /** Names under which a container can be found on the networks of the project, lower-case. */
  readonly containers: ReadonlySet<string>;
}

export const proxiedProject = defineJoin<ProxiedProject>({
  name: "nginx before a Compose project",
  from: ["nginx", "compose"],
  examplePath: "nginx.conf",
  *join({ project, nginx }) {
    if (!project) return;
    const containers = new Set<string>();
    for (const service of project.services.values()) {
      // An address that the file fixes stays what it is when the container is made anew.
      if (hasFixedAddress(service)) continue;
      containers.add(service.name.toLowerCase());
      const name = service.containerName?.resolved;
      if (name) containers.add(name.toLowerCase());
      for (const network of service.networks) {
        for (const alias of network.aliases) containers.add(alias.text.toLowerCase());
      }
    }
    for (const config of nginx) yield { config, project, containers };
  },
});

const hasFixedAddress = ({ body, networks }: Service): boolean =>
  networks.some(({ name }) => get(body, "networks", name, "ipv4_address") !== undefined);

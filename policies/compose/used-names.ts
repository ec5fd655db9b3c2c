import { definePolicy } from "../../checks/core/policy.ts";
import { type ComposeProject, compose } from "../../checks/read/compose/model.ts";
import { entriesOf, get, type Node } from "../../checks/read/yaml/tree.ts";

const kinds = ["networks", "volumes", "secrets", "configs"] as const;

export default definePolicy({
  id: "compose/used-names",
  reads: compose,
  severity: "notice",
  title: "Every network, volume, secret and config that is declared is used",
  why: "A declaration that nothing uses is mostly the other half of something forgotten: the volume that was meant for the database, the secret that a service still reads from its environment.",
  source: "Compose specification, top-level elements: a service gets only what it names itself",
  good: [
    `services:
  api:
    image: acme/api:1.2
    networks: [back, default]
    volumes: ["data:/data", "/srv:/srv", "./x:/x", "/anonymous"]
    secrets: [token]
    configs: [{ source: settings, target: /settings }]
  build:
    build: { context: ., secrets: [npm], network: host }
networks: { back: {}, default: { driver: bridge } }
volumes: { data: {} }
secrets: { token: { file: ./token }, npm: { file: ./npm } }
configs: { settings: { file: ./settings } }
`,
    `services:
  api:
    image: acme/api:1.2
    volumes: ["\${STORE:-data}:/data", "\${OTHER}:/other"]
volumes: { data: {}, other: {} }
`,
    {
      "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\nvolumes: { data: {} }\n",
      "compose.big.yaml": "services:\n  api:\n    volumes: [data:/data]\n",
    },
    {
      "compose.yaml": "services:\n  api:\n    image: acme/api:1.2\nvolumes: { data: {} }\n",
      "compose.override.yaml": "services:\n  api:\n    volumes: [data:/data]\n",
    },
  ],
  bad: [
    `services:
  api:
    image: acme/api:1.2
    volumes: ["/data"]
networks:
  back: {} # ! compose/used-names
volumes:
  data: {} # ! compose/used-names
secrets:
  token: { file: ./token } # ! compose/used-names
`,
  ],
  *judge(project) {
    const used = usedBy(project);
    for (const kind of kinds) {
      for (const resource of project[kind].values()) {
        const mayBe = mayBeUsedElsewhere(project, kind);
        if (used[kind].has(resource.name)) yield { met: true, at: resource };
        else if (mayBe) yield { met: "unknown", at: resource, decidedBy: mayBe };
        else {
          yield {
            met: false,
            at: resource,
            message: `no service uses the ${kind.slice(0, -1)} "${resource.name}"`,
            hint: "delete it, or name it in the service that it was meant for",
          };
        }
      }
    }
  },
});

function usedBy(project: ComposeProject): Record<(typeof kinds)[number], Set<string>> {
  const used = {
    networks: new Set(["default"]),
    volumes: new Set<string>(),
    secrets: new Set<string>(),
    configs: new Set<string>(),
  };
  for (const service of project.services.values()) {
    for (const { name } of service.networks) used.networks.add(name);
    for (const { origin } of service.mounts) if (origin !== undefined) used.volumes.add(origin);
    for (const { name } of service.secrets) used.secrets.add(name);
    for (const { name } of service.configs) used.configs.add(name);
    for (const text of textsOf(get(service.body, "build"))) {
      used.secrets.add(text);
      used.networks.add(text);
    }
  }
  return used;
}

function mayBeUsedElsewhere(project: ComposeProject, kind: (typeof kinds)[number]): string | undefined {
  if (project.incomplete) return "a part of the project that could not be read";
  if (project.unattached.length > 0) return "files that lie on top of this one";
  for (const { mounts } of project.services.values()) {
    if (kind === "volumes" && mounts.some((mount) => mount.type === "unknown")) return "a variable that names a volume";
  }
  return undefined;
}

/** Builds name secrets and networks of their own. */
function* textsOf(node: Node | undefined): Generator<string> {
  if (!node) return;
  if (node.kind === "scalar") yield node.text;
  else if (node.kind === "seq") for (const item of node.items) yield* textsOf(item);
  else for (const { value } of entriesOf(node)) yield* textsOf(value);
}

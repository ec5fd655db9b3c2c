import { resolveName } from "../../checks/blueprint/name-resolution.ts";
import { declaredPorts, documentedPorts, listensOn } from "../../checks/blueprint/ports.ts";
import type { ProxiedHost } from "../../checks/blueprint/proxied-hosts.ts";
import { proxiedHosts } from "../../checks/blueprint/proxied-hosts.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import type { Service } from "../../checks/read/compose/model.ts";

const compose = (networks: string, extra = ""): string => `services:
  edge:
    image: nginx:1.27
    volumes: ["./nginx.conf:/etc/nginx/conf.d/default.conf:ro"]
    networks: [front]
  api:
    image: acme/api:1.4.0
    networks: [${networks}]
  grafana:
    image: grafana/grafana:12.0.0
    networks: [front]
${extra}networks: { front: {}, back: {} }
`;

export default definePolicy<ProxiedHost>({
  id: "stack/answering-upstream",
  reads: proxiedHosts,
  severity: "error",
  title: "every upstream of NGINX is a service that answers, on a network both share",
  why: 'NGINX refuses to start with "host not found in upstream" when a service was renamed or sits on another network, and answers 502 when the port is wrong; nginx -t on a laptop cannot tell, for no service name resolves there',
  source: "ngx_http_upstream_module, server; Docker documentation, Networking in Compose",
  good: [
    {
      "compose.yaml": compose("front"),
      "nginx.conf":
        "upstream api { server api:3000; }\nserver { location / { proxy_pass http://api; } location /g/ { proxy_pass http://grafana:3000/; } }\n",
    },
    {
      "compose.yaml": compose("front"),
      "nginx.conf":
        "server { location / { proxy_pass https://api.example.com; } location /x { set $host_name api; proxy_pass http://$host_name:3000; } }\n",
    },
    {
      "compose.yaml": compose("front").replace("front: {}", "front: { external: true }"),
      "nginx.conf": "server { location / { proxy_pass http://other-project:80; } }\n",
    },
    {
      "compose.yaml": compose("front").replace(
        "networks: [front]\n",
        'networks: [front]\n    extra_hosts: ["legacy:host-gateway"]\n',
      ),
      "nginx.conf": "server { location / { proxy_pass http://legacy:80; } }\n",
    },
    {
      "compose.yaml": compose("front"),
      "nginx.conf": "server { listen 8080; }\nserver { location / { proxy_pass http://127.0.0.1:8080; } }\n",
    },
  ],
  bad: [
    {
      "compose.yaml": compose("front"),
      "nginx.conf":
        "server {\n  location / {\n    proxy_pass http://backend:3000; # ! stack/answering-upstream\n  }\n}\n",
    },
    {
      "compose.yaml": compose("back"),
      "nginx.conf":
        "upstream app {\n  server api:3000; # ! stack/answering-upstream\n}\nserver { location / { proxy_pass http://app; } }\n",
    },
    {
      "compose.yaml": compose("front"),
      "nginx.conf": "server {\n  location / { proxy_pass http://grafana:3001; } # ! stack/answering-upstream\n}\n",
    },
    {
      "compose.yaml": compose("front"),
      "nginx.conf": "server {\n  location / { proxy_pass http://localhost:3000; } # ! stack/answering-upstream\n}\n",
    },
  ],
  *judge(target) {
    if (target.undecided) {
      yield { met: "unknown", at: target, decidedBy: "a variable or template" };
      return;
    }
    if (target.from.length === 0) {
      yield { met: "unknown", at: target, decidedBy: "which container runs this configuration" };
      return;
    }
    const judgements = target.from.map((service) => judgeFrom(target, service));
    yield judgements.find((one) => one.met !== false) ?? judgements[0]!;
  },
});

function judgeFrom(target: ProxiedHost, from: Service): Judgement {
  const { host, port, project, config } = target;
  const resolution = resolveName(project, from, host);
  switch (resolution.found) {
    case "outside":
      return { met: "unknown", at: target, decidedBy: resolution.decidedBy };
    case "nothing":
      return {
        met: false,
        at: target,
        message: `no service of the project answers to "${host}"`,
        hint: `name one of ${[...project.services.keys()].join(", ")}`,
        related: [from],
      };
    case "unreachable":
      return {
        met: false,
        at: target,
        message: `"${host}" shares no network with "${from.name}", which runs this configuration`,
        hint: "put both on one network",
        related: [from, ...resolution.services],
      };
    case "itself":
      return judgeItself(
        target,
        from,
        config.servers.some((server) => server.listens.some((one) => one.port === port)),
      );
    default: {
      const wrong = port !== undefined && resolution.services.every((service) => listensOn(service, port) === "no");
      const [service] = resolution.services;
      if (!wrong || !service) return { met: true, at: target };
      const ports = [...new Set([...documentedPorts(service), ...declaredPorts(service)])];
      return {
        met: false,
        at: target,
        message: `"${service.name}" does not listen on port ${port}`,
        hint: `its image listens on ${ports.join(", ")}`,
        related: [service],
      };
    }
  }
}

/** In a container of its own, `localhost` is NGINX itself and no neighbour. */
function judgeItself(target: ProxiedHost, from: Service, listens: boolean): Judgement {
  if (listens) return { met: true, at: target };
  const plain = /(^|\/)nginx$/.test(from.image?.familiar ?? "") && !from.build && !from.command && !from.entrypoint;
  const joined = [...target.project.services.values()].some(
    (one) => one.networkMode?.resolved === `service:${from.name}`,
  );
  if (!plain || joined) return { met: "unknown", at: target, decidedBy: "what else runs in this container" };
  return {
    met: false,
    at: target,
    message: `"${target.host}" is the NGINX container itself, where nothing listens on port ${target.port ?? 80}`,
    hint: "name the service instead",
    related: [from],
  };
}

/** Files that both readers load: in the order of `load`, else as the folder has them. */
export interface FileSet {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly load?: readonly string[];
}

const app = (body: string): string => `services:\n  app:\n    image: app:1\n${body.replace(/^/gm, "    ")}\n`;

export const interpolationSets: readonly FileSet[] = [
  {
    title: "interpolation from .env, nested defaults, escapes",
    files: {
      "compose.yaml":
        app(`command: echo $$HOME \${A} \${B:-b} \${EMPTY:-e} \${EMPTY-e} \${C:-\${A}x} \${A:+on} \${B:+on}
environment: {A: "\${A}", B: "\${A?needed}", C: "$A-$$B", D: '\${B:-{"a":1}}'}
labels: ["a=\${A}", "b=\${B:-x=y}"]`),
      ".env": "A=1\nEMPTY=\n",
    },
  },
  {
    title: "spelling of numbers and words in environment, labels, build arguments",
    files: {
      "compose.yaml":
        app(`environment: {A: 1.10, B: 0022, C: 1e3, D: yes, E: on, F: true, G: 12_000, H: ~, I: 22:22, J: "0022", K: 1e6}
labels: {a: 1.0, b: no, c: null, d: 0x1F}
build: {context: ., args: {A: 1.50, B: off}}`),
    },
  },
  {
    title: "env_file: several, order, quotes, variables, inheritance",
    files: {
      "compose.yaml": app(
        `env_file: [a.env, {path: b.env, required: true}, {path: none.env, required: false}]\nenvironment: [X, OWN=1, FROM_DOTENV]`,
      ),
      ".env": "FROM_DOTENV=yes\nB=dotenv\n",
      "a.env": "A=1 # c\nB=file\nC='x $A'\nD=\"x $A\"\nexport E=e\nF=${B}\nG: yaml\nOWN=0\nH=\n",
      "b.env": "A=2\nJ=\"two\nlines\"\nK='it\\'s'\nL=$A\nFROM_DOTENV\nM=a#b\n",
    },
  },
];

export const formSets: readonly FileSet[] = [
  {
    title: "ports in every form",
    files: {
      "compose.yaml": app(`ports:
  - 80
  - "8080:80"
  - 127.0.0.1:8081:81
  - "127.0.0.1::82"
  - "[::1]:8083:83"
  - "3000-3002:4000-4002"
  - "53:53/udp"
  - ":9090:90"
  - {target: 70, published: "7070", host_ip: 127.0.0.1, protocol: udp}
  - {target: 71, published: 7071}
  - {target: 72}
expose: [9, "10"]`),
    },
  },
  {
    title: "volumes in every form",
    files: {
      "compose.yaml": `${app(`volumes:
  - /anonymous
  - data:/var/lib/data
  - ./conf:/etc/app:ro
  - /var/run/docker.sock:/var/run/docker.sock
  - data2:/with/slash/:rw,z
  - {type: bind, source: ./long, target: /long, read_only: true}
  - {type: volume, source: data, target: /other}
  - {type: tmpfs, target: /tmp}
tmpfs: /run`)}volumes: {data: , data2: {external: true}}\n`,
    },
    load: ["compose.yaml"],
  },
  {
    title: "commands, entrypoints and health checks",
    files: {
      "compose.yaml": `services:
  a:
    image: a
    command: sh -c "echo 'a b' \\"q\\" $$x" tail\\ one
    healthcheck: {test: curl -f http://localhost || exit 1}
  b:
    image: b
    command: ["--flag", "a b"]
    entrypoint: /run.sh  --x 'y z'
    healthcheck: {test: [CMD, pg_isready, -U, app]}
  c:
    image: c
    command: >
      one
      two
    healthcheck: {disable: true}
  d:
    image: d
    healthcheck: {test: [NONE]}
`,
    },
  },
  {
    title: "depends_on, networks, secrets and configs in both forms",
    files: {
      "compose.yaml": `services:
  a: {image: a, depends_on: [b, c], networks: [front, back], secrets: [s], configs: [k]}
  b:
    image: b
    depends_on: {c: {condition: service_healthy, required: false}}
    networks: {front: {aliases: [bee, b2]}, back: }
    secrets: [{source: s, target: /etc/s}, {source: s, target: t}]
    configs: [{source: k, target: /k.conf}]
  c: {image: c}
  d: {image: d, network_mode: "service:a", pid: "service:b", links: [], volumes_from: [c]}
networks: {front: , back: {internal: true}}
secrets: {s: {file: ./s.txt}}
configs: {k: {file: ./k.txt}}
`,
    },
  },
  {
    title: "build forms, deploy, anchors and merge keys",
    files: {
      "compose.yaml": `x-base: &base {restart: always, environment: &env {A: "1"}}
services:
  a: {<<: *base, build: ./a}
  b:
    <<: *base
    build: {context: ./b, dockerfile: docker/Dockerfile, args: [X=1, Y], target: prod}
    environment: {<<: *env, B: "2"}
    deploy: {replicas: 3}
  c: {image: c, scale: 2, privileged: true, read_only: true, user: "1000:1000", security_opt: [no-new-privileges]}
`,
    },
  },
];

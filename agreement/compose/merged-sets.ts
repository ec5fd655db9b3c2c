import type { FileSet } from "./file-sets.ts";

const service = (body: string): string => `services:\n  app:\n${body.replace(/^/gm, "    ")}\n`;

export const mergedSets: readonly FileSet[] = [
  {
    title: "override: lists appended, maps by key, ports and volumes unique",
    files: {
      "compose.yaml": service(`image: a
ports: ["80:80", "127.0.0.1:90:90"]
volumes: ["./a:/x:ro", "./b:/y"]
environment: {A: 1, B: 2}
labels: [l=1]
dns: 1.1.1.1
cap_add: [A]
command: one
expose: [1]`),
      "compose.override.yml": service(`image: b
ports: ["80:80/tcp", "90:90"]
volumes: ["./c:/x/"]
environment: [B=3, C]
labels: {l: 2, m: 3}
dns: [2.2.2.2]
cap_add: [A, B]
command: [two]
expose: ["1", 2]`),
    },
  },
  {
    title: "override: nulls leave the base, command is replaced",
    files: {
      "compose.yaml": service("image: a\nports: ['80:80']\nenvironment: {A: 1}\nrestart: always\ncommand: one"),
      "compose.override.yml": service("ports:\nenvironment:\nrestart:\ncommand: []"),
    },
  },
  {
    title: "override: build, depends_on, networks, logging, health check",
    files: {
      "a.yml": `services:
  app:
    build: {context: a, args: {A: 1}}
    depends_on: {db: {condition: service_healthy}}
    networks: [n]
    logging: {driver: json-file, options: {max-size: 1m}}
    healthcheck: {test: [CMD, a], interval: 5s}
  db: {image: db, logging: {driver: syslog, options: {x: "1"}}}
  mq: {image: mq}
networks: {n: , k: }
`,
      "b.yml": `services:
  app:
    build: {args: [B=2], dockerfile: D}
    depends_on: [mq]
    networks: {k: {aliases: [q]}}
    logging: {options: {max-file: "3"}}
    healthcheck: {test: curl x}
  db: {logging: {driver: json-file}}
`,
    },
    load: ["a.yml", "b.yml"],
  },
  {
    title: "!reset and !override",
    files: {
      "a.yml": service("image: a\nports: ['80:80']\nenvironment: {A: 1, B: 2}\nvolumes: ['./a:/x']\nrestart: always"),
      "b.yml": service(
        "ports: !reset []\nenvironment: {A: !reset null}\nvolumes: !override ['./b:/y']\nrestart: !reset null",
      ),
    },
    load: ["a.yml", "b.yml"],
  },
  {
    title: "three files from two folders: paths from the first",
    files: {
      "deploy/base.yml": service("image: a\nvolumes: ['./a:/a']\nenv_file: base.env"),
      "extra/more.yml": service("volumes: ['./b:/b']\nbuild: ./ctx"),
      "deploy/last.yml": service("environment: {Z: 1}\nports: ['1:1']"),
      "deploy/base.env": "Q=1\n",
    },
    load: ["deploy/base.yml", "extra/more.yml", "deploy/last.yml"],
  },
  {
    title: "extends: same file, other file, chain, paths of the other file",
    files: {
      "compose.yaml": `services:
  a: {extends: {file: lib/base.yml, service: web}, image: mine, volumes: ["./q:/q"], environment: {B: 2}}
  b: {extends: a, command: b, ports: ["1:1"]}
  c: {extends: {service: b}, ports: ["2:2"]}
`,
      "lib/base.yml": `services:
  root: {image: root, labels: [z=1], env_file: x.env, environment: {A: 1, B: 1}}
  web: {extends: root, build: ., volumes: ["./d:/d", "./e:/q"]}
`,
      "lib/x.env": "FROM_FILE=1\n",
    },
  },
  {
    title: "include: own folder, own .env, project_directory, override list",
    files: {
      "compose.yaml": `include:
  - inc/compose.yml
  - path: [inc/b.yml, inc/b2.yml]
    project_directory: other
services:
  a: {image: "a:\${V}", depends_on: [i]}
`,
      ".env": "V=1\n",
      "inc/compose.yml": "services: {i: {image: 'i:${V}-${W}', volumes: ['./d:/d', 'data:/x']}}\nvolumes: {data: }\n",
      "inc/.env": "V=2\nW=3\n",
      "inc/b.yml": "services: {b: {image: b, volumes: ['./d:/d']}}\n",
      "inc/b2.yml": "services: {b: {image: b2, env_file: x.env}}\n",
      "other/x.env": "Q=1\n",
    },
  },
  {
    title: "name of the project, handed to its values",
    files: { "a/Some.Dir/c.yml": service("image: 'x:${COMPOSE_PROJECT_NAME:-other}'\nports: ['1:1']") },
    load: ["a/Some.Dir/c.yml"],
  },
  {
    title: "name written in the file",
    files: { "compose.yaml": `name: own\n${service("image: 'x:${COMPOSE_PROJECT_NAME}'")}` },
  },
  {
    title: "COMPOSE_FILE in .env, profiles",
    files: {
      ".env": "COMPOSE_FILE=one.yml:two.yml\n",
      "one.yml": "services: {a: {image: a, profiles: [x]}, b: {image: b}}\n",
      "two.yml": "services: {a: {profiles: [y], restart: always}}\n",
    },
  },
  {
    title: "several documents in one file, CRLF",
    files: {
      "compose.yaml": "services:\r\n  a:\r\n    image: a\r\n---\r\nservices:\r\n  a:\r\n    restart: always\r\n",
    },
  },
];

/** Compose refuses each of them, so this reader must have a problem. */
export const refusedSets: readonly FileSet[] = [
  ["unknown key", "services: {a: {image: x, comand: y}}"],
  ["wrong type", "services: {a: {image: x, ports: 80}}"],
  ["key written twice", "services:\n  a:\n    image: x\n    image: y"],
  ["tab", "services:\n\ta:\n\t\timage: x"],
  ["bad expression", "services: {a: {image: 'x:${}'}}"],
  ["expression not closed", "services: {a: {image: 'x:${A'}}"],
  ["undeclared network", "services: {a: {image: x, networks: [n]}}"],
  ["undeclared volume", "services: {a: {image: x, volumes: ['vol:/v']}}"],
  ["undeclared service", "services: {a: {image: x, depends_on: [b]}}"],
  ["undeclared secret", "services: {a: {image: x, secrets: [s]}}"],
  ["neither image nor build", "services: {a: {restart: always}}"],
  ["network_mode and networks", "services: {a: {image: x, network_mode: host, networks: [default]}}"],
  ["unknown condition", "services: {a: {image: x, depends_on: {b: {condition: up}}}, b: {image: y}}"],
  ["depends_on in a circle", "services: {a: {image: x, depends_on: [b]}, b: {image: x, links: [a]}}"],
  ["extends in a circle", "services: {a: {extends: b}, b: {extends: a}}"],
  ["extends nothing", "services: {a: {extends: b}}"],
  ["no mapping", "- services"],
  ["address that is none", "services: {a: {image: x, ports: ['8080:80:80']}}"],
  ["number for a text", "services: {a: {image: x, hostname: 5}}"],
  ["octal user", "services: {a: {image: x, user: 0022}}"],
  ["include of nothing", "include: [none.yml]\nservices: {a: {image: x}}"],
  ["include in a circle", "include: [compose.yaml]\nservices: {a: {image: x}}"],
].map(([title, text]) => ({ title: title!, files: { "compose.yaml": `${text}\n` } }));

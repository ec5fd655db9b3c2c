import assert from "node:assert/strict";
import { test } from "node:test";
import { problemsOf, readingOf } from "./reading-of.ts";

const complete = "services: {a: {image: x}}\n";
const overlay = "services: {a: {restart: always}}\n";
const other = "services: {b: {image: y}}\n";

/** Sets of files that make a project, then the overlays that nothing attaches. */
function found(files: Readonly<Record<string, string>>, projects?: readonly (readonly string[])[]): string[] {
  const reading = readingOf(files, projects ? { projects } : {});
  const sets = reading.projects.map((project) => project.files.map(({ path }) => path).join("+"));
  return [...sets, ...reading.unattached.map(({ source }) => `(${source.path})`)];
}

const cases: [string, Record<string, string>, string[]][] = [
  ["one file", { "compose.yaml": complete }, ["compose.yaml"]],
  [
    "the usual override; prod lies on top but nobody says so",
    { "compose.yml": complete, "compose.override.yml": overlay, "compose.prod.yml": overlay },
    ["compose.yml+compose.override.yml", "(compose.prod.yml)"],
  ],
  [
    "a script attaches it",
    {
      "compose.yml": complete,
      "compose.prod.yml": overlay,
      Makefile: "up:\n\tdocker compose -f compose.yml \\\n\t  -f compose.prod.yml up -d\n",
    },
    ["compose.yml+compose.prod.yml", "compose.yml"],
  ],
  [
    "a script in a folder, paths from the root",
    { "d/compose.yml": complete, "d/p.yml": overlay, "scripts/up.sh": "docker-compose -f d/compose.yml -f d/p.yml up" },
    ["d/compose.yml+d/p.yml", "d/compose.yml"],
  ],
  [
    "a name made at run time says nothing",
    { "compose.yml": complete, "p.yml": overlay, "up.sh": "docker compose -f compose.yml -f $X -f p.yml up" },
    ["compose.yml", "(p.yml)"],
  ],
  [
    "COMPOSE_FILE of an example",
    { "a.yml": complete, "b.yml": overlay, ".env.example": "COMPOSE_FILE=a.yml:b.yml\n" },
    ["a.yml+b.yml"],
  ],
  [
    "complete files stand alone",
    { "compose.yml": complete, "compose.dev.yml": other },
    ["compose.yml", "compose.dev.yml"],
  ],
  [
    "included and extended files are parts",
    {
      "compose.yaml": "include: [sub/compose.yaml]\nservices: {b: {extends: {file: base.yml, service: a}}}\n",
      "sub/compose.yaml": complete.replace("a:", "c:"),
      "base.yml": complete,
    },
    ["compose.yaml"],
  ],
  [
    "what it needs is declared elsewhere",
    {
      "compose.yaml": "services: {a: {image: x, networks: [n]}}\nnetworks: {n: }\n",
      "extra.yml": "services: {b: {image: y, networks: [n]}}\n",
    },
    ["compose.yaml", "(extra.yml)"],
  ],
  [
    "it waits for health checks of the file beside it",
    {
      "compose.yaml": "services: {db: {image: x, healthcheck: {test: y}}}\n",
      "compose.prod.yaml":
        "services: {db: {image: x}, a: {image: z, depends_on: {db: {condition: service_healthy}}}}\n",
    },
    ["compose.yaml", "compose.yaml+compose.prod.yaml"],
  ],
  ["no Compose file", { "values.yaml": "services: {a: {type: x}}\n", "x.txt": "services:" }, []],
];

for (const [title, files, expected] of cases) {
  test(`projects: ${title}`, () => assert.deepEqual(found(files), expected));
}

test("projects: named in the configuration", () => {
  assert.deepEqual(found({ "compose.yaml": complete, "p.yml": overlay }, [["compose.yaml", "p.yml"]]), [
    "compose.yaml+p.yml",
  ]);
});

const broken: [string, string, string[]][] = [
  ["empty", "# nothing yet\n", ["notice compose.yaml:1:1 left alone: the file holds nothing"]],
  [
    "a key written twice",
    "services:\n  a: {image: x}\n  a: {image: y}\n",
    ['error compose.yaml:3:3 key "a" is already written in line 2'],
  ],
  ["unknown key", "services:\n  a:\n    image: x\n    comand: y\n", ['error compose.yaml:4:5 unknown key "comand"']],
  [
    "wrong type in one of several forms",
    "services: {a: {image: x, ports: 80}}\n",
    ['error compose.yaml:1:33 "services.a.ports" must be a list'],
  ],
  ["what a variable brings is not judged", "services: {a: {image: x, privileged: '${P}', mem_limit: $M}}\n", []],
  [
    "version 1",
    "web: {image: x}\n",
    [
      "notice compose.yaml:1:1 left alone: a Compose file of version 1, which has no services key, is not accepted any more",
    ],
  ],
  [
    "template",
    "services:\n{% for x in y %}\n  a: {image: x}\n{% endfor %}\n",
    ["notice compose.yaml:1:1 left alone: a template that is no YAML before it is rendered"],
  ],
  ["template that is YAML", "services:\n  a:\n    image: {{ image }}\n    foo: 1\n", []],
  [
    "services that wait for each other",
    "services:\n  a: {image: x, depends_on: [b]}\n  b: {image: x, depends_on: [c]}\n  c: {image: x, links: [b]}\n",
    ["error compose.yaml:4:25 services wait for each other in a circle: b -> c -> b"],
  ],
  [
    "bad expression",
    "services: {a: {image: 'x:${}'}}\n",
    ["error compose.yaml:1:26 Compose cannot read the expression that begins with ${"],
  ],
  [
    "undeclared volume",
    "services: {a: {image: x, volumes: ['dta:/d']}}\nvolumes: {data: }\n",
    ['error compose.yaml:1:36 service "a" uses the volume "dta", which is not declared'],
  ],
];

for (const [title, text, expected] of broken) {
  test(`problems: ${title}`, () => assert.deepEqual(problemsOf(readingOf(text)), expected));
}

test("an overlay belongs to the project of its folder, else to the next one above", () => {
  const files = {
    "compose.yaml": complete,
    "extra/one.compose.yaml": "services: {c: {image: z, depends_on: [a]}}\n",
    "site/compose.yaml": other,
    "site/extra/compose.prod.yaml": overlay,
  };
  const laid = readingOf(files).projects.map(({ unattached }) => unattached.map(({ path }) => path));
  assert.deepEqual(laid, [["extra/one.compose.yaml"], ["site/extra/compose.prod.yaml"]]);
});

test("role by the names of files and folders", () => {
  const role = (path: string) => readingOf({ [path]: complete }).projects.map((one) => one.role)[0];
  assert.equal(role("docker-compose.dev.yml"), "development");
  assert.equal(role("compose.prod.yaml"), "production");
  assert.equal(role("examples/prod/compose.yaml"), "production");
  assert.equal(role("examples/basic/compose.yaml"), "example");
  assert.equal(role("tests/compose.yaml"), "test");
  assert.equal(role("old-files/compose.yaml"), "example");
  assert.equal(role("archive/2024/compose.prod.yaml"), "example");
  assert.equal(role("golden/compose.prod.yaml"), "production");
  assert.equal(role("compose.yaml"), "unknown");
});

test("role by what the files say, where their names say nothing", () => {
  const role = (service: string, path = "compose.yaml") =>
    readingOf({ [path]: `services: { a: { image: x, ${service} } }\n` }).projects.map((one) => one.role)[0];
  assert.equal(role("build: { context: ., target: development }"), "development");
  assert.equal(role("environment: [NODE_ENV=development]"), "development");
  assert.equal(role("environment: { NODE_ENV: production }"), "unknown");
  assert.equal(role("environment: [NODE_ENV=development]", "compose.prod.yaml"), "production");
});

test("deep nesting is a problem, not a crash", () => {
  const [problem] = problemsOf(readingOf(`services: ${"[".repeat(5000)}`));
  assert.match(problem ?? "", /^error compose\.yaml:/);
});

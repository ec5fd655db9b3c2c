import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../core/source.ts";
import type { AlertmanagerConfig, Route } from "../read/alertmanager/model.ts";
import { readAlertmanager } from "../read/alertmanager/read-alertmanager.ts";
import { destinationsOf } from "./delivery.ts";

function configOf(text: string): AlertmanagerConfig {
  const { file } = readAlertmanager(new Source("alertmanager.yml", text));
  assert.ok(file);
  return file;
}

const receivers = "receivers:\n  - name: root\n  - name: a\n  - name: b\n  - name: c\n";
const routing = `route:\n  receiver: root\n  routes:\n    - matchers: [severity="page"]\n      receiver: a\n      continue: true\n    - matchers: [team="db"]\n      receiver: b\n    - matchers: [severity=~"page|ticket"]\n      receiver: c\n${receivers}`;

/** Receivers in order; `?` behind those that an open label decides. */
function ends(text: string, labels: Readonly<Record<string, string>>): string {
  const value = (name: string) => (labels[name] === "?" ? "unknown" : { text: labels[name] ?? "" });
  const found = destinationsOf(configOf(text), { value });
  return found.map(({ route, certain }) => `${route.receiver?.text}${certain ? "" : "?"}`).join(" ");
}

const table: readonly [string, Readonly<Record<string, string>>, string][] = [
  ["nothing matches", {}, "root"],
  ["continue", { severity: "page" }, "a c"],
  ["continue, then stop", { severity: "page", team: "db" }, "a b"],
  ["stop", { severity: "ticket", team: "db" }, "b"],
  ["an open label may stop it", { severity: "ticket", team: "?" }, "b? c?"],
  ["an open label may begin it", { severity: "?" }, "a? c? root?"],
  ["everything is open", { severity: "?", team: "?" }, "a? b? c? root?"],
];
for (const [name, labels, expected] of table) test(name, () => assert.equal(ends(routing, labels), expected));

/** Small numbers from a seed, the same on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor(state / 65_536) % below;
  };
}

function randomRoute(next: (below: number) => number, depth: number, indent: string): string {
  const op = ["=", "!=", "=~", "!~"][next(4)];
  let text = `${indent}- matchers: ['${"xyz"[next(3)]}${op}"${["", "1", "2", "1|2"][next(4)]}"']\n${indent}  continue: ${next(2) === 0}\n`;
  if (depth > 0 && next(2) === 0) {
    text += `${indent}  routes:\n`;
    for (let count = 1 + next(2); count > 0; count--) text += randomRoute(next, depth - 1, `${indent}    `);
  }
  return text;
}

/** Where an alert ends whose labels are all known; the agreement tests hold this against amtool. */
const routesOf = (config: AlertmanagerConfig, labels: ReadonlyMap<string, string>): readonly Route[] =>
  destinationsOf(config, { value: (name) => ({ text: labels.get(name) ?? "" }) }).map(({ route }) => route);

const seed = 20_261_124;
test(`open labels never hide a route that some value reaches (seed ${seed})`, () => {
  const next = numbers(seed);
  for (let round = 0; round < 300; round++) {
    let text = "route:\n  receiver: root\n  routes:\n";
    for (let count = 1 + next(3); count > 0; count--) text += randomRoute(next, 2, "    ");
    const config = configOf(text + receivers);
    const labels = new Map(["x", "y", "z"].map((name) => [name, ["", "1", "2", "3"][next(4)] ?? ""]));
    const open = "xyz"[next(4)];
    const found = destinationsOf(config, {
      value: (name) => (name === open ? "unknown" : { text: labels.get(name) ?? "" }),
    });
    const reached = new Set<Route>();
    for (const value of open ? ["", "1", "2", "3"] : [""]) {
      const real = routesOf(config, open ? new Map([...labels, [open, value]]) : labels);
      for (const route of real) reached.add(route);
      for (const { route, certain } of found) if (certain) assert.ok(real.includes(route), `${round}: certain`);
      if (!open)
        assert.deepEqual(
          found.map((one) => one.route),
          real,
          `${round}`,
        );
    }
    const listed = new Set(found.map((one) => one.route));
    for (const route of reached) assert.ok(listed.has(route), `${round}: a reachable route is not listed`);
  }
});

const tree = `
route:
  receiver: root
  routes:
    - match: {severity: page}
      receiver: page
      continue: true
    - match_re: {team: 'db|store'}
      receiver: db
      routes:
        - matchers: ['env != prod', 'service =~ "re.*"']
          receiver: quiet
    - matchers: ['team=""']
      receiver: nobody
receivers: [{name: root}, {name: page}, {name: db}, {name: quiet}, {name: nobody}]
`;

const receiversOf = (labels: Record<string, string>): string =>
  routesOf(configOf(tree), new Map(Object.entries(labels)))
    .map(({ receiver }) => receiver?.text)
    .join();

test("an alert ends at the deepest routes that take it", () => {
  const table: readonly [Record<string, string>, string][] = [
    [{ team: "web" }, "root"],
    [{}, "nobody"],
    [{ severity: "page" }, "page,nobody"],
    [{ severity: "page", team: "web" }, "page"],
    [{ severity: "page", team: "db" }, "page,db"],
    [{ team: "dbx" }, "root"],
    [{ team: "store", service: "redis" }, "quiet"],
    [{ team: "store", service: "redis", env: "prod" }, "db"],
  ];
  for (const [labels, expected] of table) assert.equal(receiversOf(labels), expected, JSON.stringify(labels));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { readAlertmanager } from "./read-alertmanager.ts";
import { routesOf } from "./routing.ts";

const config = `
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

const receivers = (labels: Record<string, string>): string => {
  const { file } = readAlertmanager(new Source("alertmanager.yml", config));
  assert.deepEqual(file?.defects, []);
  return routesOf(file!, new Map(Object.entries(labels)))
    .map(({ receiver }) => receiver?.text)
    .join();
};

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
  for (const [labels, expected] of table) assert.equal(receivers(labels), expected, JSON.stringify(labels));
});

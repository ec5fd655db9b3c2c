import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { readMigration } from "./read-migration.ts";

function read(text: string, path = "migrations/0001.sql"): string[] {
  return readMigration(new Source(path, text)).changes.map((one) => {
    const { line, column } = one.source.position(one.start);
    const rest =
      one.change === "create"
        ? one.columns.map((each) => `${each.name} ${each.type}`).join(", ")
        : one.change === "add column"
          ? `${one.column.name} ${one.column.type}`
          : [("name" in one && one.name) || "", ("to" in one && one.to) || ""].join(" ").trim();
    return `${line}:${column} ${one.change} ${one.table}: ${rest}`;
  });
}

const cases: [string, string, string[]][] = [
  [
    "create table, constraints left out",
    `-- users
CREATE TABLE IF NOT EXISTS public.users (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  "E-mail" character varying(255) NOT NULL, -- the address; it is personal
  embedding vector(384), tags text[] DEFAULT '{}',
  CONSTRAINT email_once UNIQUE ("E-mail"),
  CHECK (length("E-mail") > 3)
);`,
    ["2:35 create users: id uuid, E-mail character varying(255), embedding vector(384), tags text[]"],
  ],
  [
    "alter table",
    "ALTER TABLE ONLY users ADD COLUMN phone text NOT NULL DEFAULT '', ADD born date, DROP COLUMN IF EXISTS tags CASCADE;\nALTER TABLE users RENAME COLUMN phone TO mobile;\nALTER TABLE users RENAME TO people;",
    [
      "1:35 add column users: phone text",
      "1:71 add column users: born date",
      "1:104 drop column users: tags",
      "2:42 rename column users: phone mobile",
      "3:29 rename table users: people",
    ],
  ],
  [
    "strings, dollar quotes and nested comments hide nothing and end nothing",
    "/* a /* b */ ; */ CREATE FUNCTION f() RETURNS void AS $$ BEGIN; CREATE TABLE no (a int); END $$ LANGUAGE plpgsql;\nCREATE TABLE t (a text DEFAULT 'x;, y'')', b int);",
    ["2:14 create t: a text, b int"],
  ],
  ["drop", "DROP TABLE IF EXISTS a, b;", ["1:22 drop table a: ", "1:25 drop table b: "]],
  ["temporary tables do not last", "CREATE TEMP TABLE t (a int);", []],
  ["the way back does not count", "CREATE TABLE a (b int);\n-- +goose Down\nDROP TABLE a;", ["1:14 create a: b int"]],
  ["empty and broken", "CREATE TABLE", []],
  ["unclosed", "CREATE TABLE a (b int, 'c", ["1:14 create a: b int"]],
];
for (const [name, text, expected] of cases) test(name, () => assert.deepEqual(read(text), expected));

test("down files do not count", () => assert.deepEqual(read("DROP TABLE a;", "m/1_x.down.sql"), []));

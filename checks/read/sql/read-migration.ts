import { type Located, locate, type Source } from "../../core/source.ts";
import type { Column, MigrationFile, SchemaChange } from "./model.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Reads what a file of SQL does to tables. Never throws: a statement that it does not know changes nothing. */
export function readMigration(source: Source): MigrationFile {
  const changes: SchemaChange[] = [];
  if (isDown(source.path)) return { source, changes };
  const down = downSection(source.text);
  for (const statement of statementsOf(tokensOf(source))) {
    if (statement[0]!.start >= down) continue;
    for (const change of changesOf(new Cursor(statement))) changes.push(change);
  }
  return { source, changes };
}

const isDown = (path: string): boolean => /[._-]down\.sql$|(^|\/)(down|rollback)\//i.test(path);

/** goose, dbmate and sql-migrate keep the way back in the same file. */
function downSection(text: string): number {
  const found = text.search(/^--\s*(\+goose Down|migrate:down|\+migrate Down)/im);
  return found < 0 ? text.length : found;
}

function* statementsOf(tokens: readonly Token[]): Generator<Token[]> {
  let statement: Token[] = [];
  for (const token of tokens) {
    if (token.kind === "symbol" && token.text === ";") {
      if (statement.length > 0) yield statement;
      statement = [];
    } else statement.push(token);
  }
  if (statement.length > 0) yield statement;
}

class Cursor {
  #index = 0;
  readonly tokens: readonly Token[];

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens;
  }

  peek(): Token | undefined {
    return this.tokens[this.#index];
  }

  next(): Token | undefined {
    return this.tokens[this.#index++];
  }

  /** Consumes these words, all or none. */
  take(...words: readonly string[]): boolean {
    const found = words.every((word, offset) => {
      const token = this.tokens[this.#index + offset];
      return token?.kind !== "quoted" && token?.text === word;
    });
    if (found) this.#index += words.length;
    return found;
  }

  /** `schema.name` or `name`; the schema is left out, `public` being the usual one. */
  name(): Token | undefined {
    let token = this.next();
    while (this.take(".")) token = this.next();
    return token?.kind === "word" || token?.kind === "quoted" ? token : undefined;
  }

  /** Tokens up to a comma or the closing parenthesis at this depth. */
  item(): Token[] {
    const item: Token[] = [];
    let depth = 0;
    for (let token = this.peek(); token; token = this.peek()) {
      if (depth === 0 && (token.text === "," || token.text === ")") && token.kind === "symbol") break;
      if (token.kind === "symbol" && token.text === "(") depth++;
      if (token.kind === "symbol" && token.text === ")") depth--;
      item.push(token);
      this.#index++;
    }
    return item;
  }
}

function* changesOf(cursor: Cursor): Generator<SchemaChange> {
  if (cursor.take("create")) yield* created(cursor);
  else if (cursor.take("alter", "table")) yield* altered(cursor);
  else if (cursor.take("drop", "table")) {
    cursor.take("if", "exists");
    do {
      const table = cursor.name();
      if (table) yield { ...placeOf(table), table: table.text, change: "drop table" };
    } while (cursor.take(","));
  }
}

function* created(cursor: Cursor): Generator<SchemaChange> {
  if (cursor.take("temporary") || cursor.take("temp")) return;
  cursor.take("unlogged");
  if (!cursor.take("table")) return;
  cursor.take("if", "not", "exists");
  const table = cursor.name();
  if (!table || !cursor.take("(")) return;
  const columns: Column[] = [];
  do {
    const column = columnOf(cursor.item());
    if (column) columns.push(column);
  } while (cursor.take(","));
  yield { ...placeOf(table), table: table.text, change: "create", columns };
}

function* altered(cursor: Cursor): Generator<SchemaChange> {
  cursor.take("if", "exists");
  cursor.take("only");
  const table = cursor.name();
  if (!table) return;
  const base = { table: table.text };
  do {
    if (cursor.take("add", "column") || cursor.take("add")) {
      cursor.take("if", "not", "exists");
      const column = columnOf(cursor.item());
      if (column) yield { ...placeOf(column), ...base, change: "add column", column };
    } else if (cursor.take("drop", "column")) {
      cursor.take("if", "exists");
      const [name] = cursor.item();
      if (name) yield { ...placeOf(name), ...base, change: "drop column", name: name.text };
    } else if (cursor.take("rename", "to")) {
      const [to] = cursor.item();
      if (to) yield { ...placeOf(to), ...base, change: "rename table", to: to.text };
    } else if (cursor.take("rename", "constraint")) cursor.item();
    else if (cursor.take("rename", "column") || cursor.take("rename")) {
      const [name, , to] = cursor.item();
      if (name && to) yield { ...placeOf(to), ...base, change: "rename column", name: name.text, to: to.text };
    } else cursor.item();
  } while (cursor.take(","));
}

const constraints = new Set(["constraint", "primary", "unique", "foreign", "check", "exclude", "like", "key", "index"]);
/** Words at which the type of a column ends. */
const afterType = new Set(
  "collate constraint not null default check unique primary references generated compression storage as comment auto_increment".split(
    " ",
  ),
);

function columnOf(item: readonly Token[]): Column | undefined {
  const [name, ...rest] = item;
  if (!name || (name.kind === "word" && constraints.has(name.text))) return undefined;
  if (name.kind !== "word" && name.kind !== "quoted") return undefined;
  const end = rest.findIndex((token) => token.kind === "word" && afterType.has(token.text));
  const words = (end < 0 ? rest : rest.slice(0, end)).map((token) => token.text);
  return { ...placeOf(name), name: name.text, type: words.join(" ").replaceAll(/ ?([(),[\]]) ?/g, "$1") };
}

const placeOf = ({ source, start, end }: Located): Located => locate(source, start, end);

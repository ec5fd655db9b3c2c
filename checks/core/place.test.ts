import assert from "node:assert/strict";
import { test } from "node:test";
import { Mask } from "./mask.ts";
import { excerptOf, placeOf, printable } from "./place.ts";
import { locate, Source } from "./source.ts";

const text = "a: 1\r\npassword: s3cr3t-value # keep\nlast";
const secretAt = text.indexOf("s3cr3t");
const source = new Source("a.yaml", text);
source.hide(secretAt, secretAt + "s3cr3t-value".length);

test("lines end with LF, CRLF or CR; columns count from 1", () => {
  const { range } = placeOf(locate(source, text.indexOf("password"), text.indexOf(":", 5)));
  assert.deepEqual(range, { start: { line: 2, column: 1 }, end: { line: 2, column: 9 } });
  assert.deepEqual(new Source("b", "x\ry").position(2), { line: 2, column: 1 });
});

test("a sensitive range is masked whatever is reported on its line", () => {
  const at = (part: string) => excerptOf(locate(source, text.indexOf(part), text.indexOf(part) + part.length));
  assert.deepEqual(at("password"), { text: "password: ••• # keep", from: 0, to: 8 });
  assert.deepEqual(at("s3cr3t-value"), { text: "password: ••• # keep", from: 10, to: 13 });
  assert.deepEqual(at("cr3t"), { text: "password: ••• # keep", from: 10, to: 13 });
  assert.deepEqual(at("# keep"), { text: "password: ••• # keep", from: 14, to: 20 });
});

test("messages are masked too, but for words that everybody knows", () => {
  const mask = new Mask();
  assert.equal(mask.hide("it is s3cr3t-value!", [source]), "it is •••!");
  const known = new Source("c.yaml", "password: postgres");
  known.hide(10, 18);
  assert.equal(mask.hide('service "postgres" is open', [known]), 'service "postgres" is open');
});

test("control characters cannot rewrite a terminal", () => {
  assert.equal(printable("a\u001b[31m\nb"), "a·[31m·b");
});

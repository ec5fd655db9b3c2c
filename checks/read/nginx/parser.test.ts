import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { outline } from "./read-for-tests.ts";
import { readNginx } from "./read-nginx.ts";

const read = (text: string, path = "nginx.conf") => readNginx(new Source(path, text));

const said = (text: string, path?: string): string[] =>
  read(text, path).problems.map(({ at, message, severity }) => {
    const { line, column } = at.source.position(at.start);
    return `${severity} ${line}:${column} ${message}`;
  });

const sound: Record<string, [text: string, expected: string]> = {
  "two directives on one line": ["listen 80; root /a;", "listen|80\nroot|/a\n"],
  "quotes keep blanks and braces": [`a "x ; { } #" '}' ;`, "a|x ; { } #|}\n"],
  "escapes of quotes and controls": [String.raw`a "x\"y" 'it\'s' \t\.\\ "\d";`, "a|x\"y|it's|\t\\.\\|\\d\n"],
  "a quote inside a word is a letter": [`a x"y it's;`, `a|x"y|it's\n`],
  "braced variables": ["a $" + "{uri}x p$" + "{args};", "a|$" + "{uri}x|p$" + "{args}\n"],
  "adjacent braced variables": ["map $a $b { x $" + "{c}$" + "{d}; }", "map|$a|$b\n  x|$" + "{c}$" + "{d}\n"],
  "comments, also between arguments": ["a b # c; {\n  d; # }\n#e", "a|b|d\n"],
  "a hash inside a word": ["a b#c;", "a|b#c\n"],
  "no blank before a brace": ["location /a{root /b;}", "location|/a\n  root|/b\n"],
  "brace in a word": ["a x}y;", "a|x}y\n"],
  "parenthesis after a quote": [`if ($a ~ "x") { }`, "if|($a|~|x|)\n"],
  "empty arguments": [`a "" '';`, "a||\n"],
  "empty file": ["", ""],
  "only a comment": ["# x", ""],
  "carriage returns": ["a b;\r\nc {\r\n d;\r\n}\r\n", "a|b\nc\n  d\n"],
  "byte order mark": ["\uFEFFa b;", "a|b\n"],
  "letters of any alphabet": ["a привет 😀;", "a|привет|😀\n"],
  "types, geo and empty keys": [
    `types { text/html html htm; } geo $x { default 0; 10.0.0.0/8 1; } map $a $b { "" x; ~^/(a|b) y; }`,
    "types\n  text/html|html|htm\ngeo|$x\n  default|0\n  10.0.0.0/8|1\nmap|$a|$b\n  |x\n  ~^/(a|b)|y\n",
  ],
  "words that look like directives inside a map": ["map $a $b { x\n  server; }", "map|$a|$b\n  x|server\n"],
  "a Lua block": [
    `content_by_lua_block {\n local a = "}" -- }\n --[[ } ]] if x then y({[1]='}'}) end b = [==[ } ]==]\n}\nroot /a;`,
    "content_by_lua_block <code>\nroot|/a\n",
  ],
  "a Lua block with a variable": ["set_by_lua_block $x { return {} } a;", "set_by_lua_block|$x <code>\na\n"],
};

for (const [name, [text, expected]] of Object.entries(sound)) {
  test(`reads ${name}`, () => {
    assert.deepEqual(said(text), []);
    assert.equal(outline(read(text).file.directives), expected);
  });
}

const broken: Record<string, [text: string, problems: string[], expected: string]> = {
  "no semicolon before a brace": [
    "server { listen 80 }\nevents {}",
    ['error 1:17 "listen" does not end with ";"'],
    "server\n  listen|80\nevents\n",
  ],
  "no semicolon before the next directive": [
    "server {\n  listen 80\n  server_name a;\n}",
    ['error 2:10 "listen" does not end with ";", so "server_name" on the next line becomes one of its values'],
    "server\n  listen|80\n  server_name|a\n",
  ],
  "no semicolon at the end": ["user a", ['error 1:6 "user" does not end with ";"'], "user|a\n"],
  "unclosed block": ["http {\n  a;", ['error 1:1 the block of "http" is never closed'], "http\n  a\n"],
  "stray brace": ["a;\n}\nb;", ['error 2:1 unexpected "}": no block is open here'], "a\nb\n"],
  "stray semicolon": ["a {};\nb;", ['error 1:5 unexpected ";": no directive precedes it'], "a\nb\n"],
  "brace without a name": ["{ a; } b;", ['error 1:1 unexpected "{": no directive precedes it'], "a\nb\n"],
  "unclosed quote": [
    'a "b;\nroot /c;',
    [
      "error 1:3 this quote is never closed",
      'error 1:3 "a" does not end with ";", so "root" on the next line becomes one of its values',
    ],
    "a|b;\nroot|/c\n",
  ],
  "text after a quote": ['a "b"c;', ["error 1:3 text follows this closing quote without a blank between"], "a|b|c\n"],
  "unclosed Lua": [
    "a_by_lua_block { x",
    ['error 1:16 the block of "a_by_lua_block" is never closed'],
    "a_by_lua_block <code>\n",
  ],
};

for (const [name, [text, problems, expected]] of Object.entries(broken)) {
  test(`goes on after ${name}`, () => {
    assert.deepEqual(said(text), problems);
    assert.equal(outline(read(text).file.directives), expected);
  });
}

test("deep nesting is a problem, not a crash", () => {
  const problems = said("a {".repeat(100_000));
  assert.equal(problems[0], "error 1:603 blocks are nested deeper than 200 levels; the rest of the file is not read");
});

test("a large file is read in linear time", () => {
  const started = performance.now();
  const { file } = read(`${"location /a { add_header X-A 'b c' always; }\n".repeat(50_000)}`);
  assert.equal(file.directives.length, 50_000);
  assert.ok(performance.now() - started < 5_000);
});

test("ranges: the head of a directive, its arguments with their quotes, the end of its block", () => {
  const source = new Source("a.conf", `  location = "/x" {\n  }\n`);
  const [location] = readNginx(source).file.directives;
  const cut = (at: { start: number; end: number }) => source.text.slice(at.start, at.end);
  assert.equal(cut(location!), `location = "/x"`);
  assert.deepEqual(location!.args.map(cut), ["=", `"/x"`]);
  assert.equal(source.text.slice(0, location!.blockEnd), `  location = "/x" {\n  }`);
});

test("secrets are marked and never shown", () => {
  const source = new Source(
    "a.conf",
    `proxy_set_header Authorization "Basic x";\nproxy_pass http://u:p@h;\nset $token $arg_t;`,
  );
  readNginx(source);
  assert.deepEqual(
    source.sensitive.map(({ start, end }) => source.text.slice(start, end)),
    [`"Basic x"`, "http://u:p@h"],
  );
});

test("a lost semicolon that nginx does not notice is read as nginx reads it", () => {
  const { file, problems } = readNginx(
    new Source("nginx.conf", "index a.html\nroot /srv;\ngzip_types text/css\nlocation / { }\n"),
  );
  const [index] = file.directives;
  assert.deepEqual(
    [index?.args.map(({ value }) => value), index?.swallows?.value],
    [["a.html", "root", "/srv"], "root"],
  );
  // A block cannot be a value: this one nginx refuses.
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['"gzip_types" does not end with ";", so "location" on the next line becomes one of its values'],
  );
  assert.deepEqual(
    file.directives.map(({ name }) => name),
    ["index", "gzip_types", "location"],
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { assembleAll } from "./assemble.ts";
import { looksLikeNginx } from "./looks-like-nginx.ts";
import { readNginx } from "./read-nginx.ts";
import { responses } from "./responses.ts";

const many = (text: string): string => text.repeat(Math.ceil(1_000_000 / text.length));
const location = "location /a { add_header X-A a; error_page 404 /e; try_files $uri /b; }\n";

/** A megabyte of each, or a few thousand blocks: read within seconds, whatever it means. */
const texts: Record<string, string> = {
  "unclosed placeholders": many("{{ "),
  "unclosed statements": many("{% "),
  "tags on one line": many("{{ x }}"),
  "quoted placeholders": `a "${many("{{ ")}";`,
  "starters on one line": many("server "),
  "directives on one line": many("listen 80; "),
  "maps on one line": many("map $A "),
  "open quotes": many(`"a\n`),
  "escaped quotes": many(`"\\"\n`),
  "colons of a URL": `proxy_pass "http://${many(":")}";`,
  "open braces": many("{"),
  "closing braces": many("}"),
  semicolons: many(";"),
  Lua: `content_by_lua_block { ${many("[==[")}`,
  "Lua comments": `content_by_lua_block {\n${many("-- {\n")}`,
  "bytes of a binary": many("\u0000\uFFFD{;"),
  "ERB openers": many("<%"),
  "locations of one server": `http { server { ${location.replace("/a", "/").repeat(3_000)} } }`,
  "an expression that explodes": `http { server { error_page 404 /${"a".repeat(60)}!; location ~ ^/(a+)+$ { } location ~ (a|a)*$ { } } }`,
  "doubling variables": `http { server { set $a "$a$b"; set $b "$a$b"; ${'set $a "$b$a";'.repeat(20)} add_header X-A $a; } }`,
  "variables in one value": `http { server { add_header X-A "${"$http_x".repeat(20_000)}"; } }`,
};

for (const [name, text] of Object.entries(texts)) {
  test(`read in time: ${name}`, () => {
    const started = performance.now();
    looksLikeNginx("a.conf", text);
    const { file } = readNginx(new Source("nginx.conf", text));
    for (const config of assembleAll([file])) for (const server of config.servers) responses(server);
    assert.ok(performance.now() - started < 5_000, `took ${Math.round(performance.now() - started)} ms`);
  });
}

test("files that include each other twice end", () => {
  const files = ["a", "b", "c"].map((name) => {
    const others = ["a", "b", "c"].filter((each) => each !== name).map((each) => `include ${each}.conf;`);
    return readNginx(new Source(`${name}.conf`, `${others.join(" ").repeat(30)} http { }`)).file;
  });
  assert.equal(assembleAll(files).length, 3);
});

test("a broken file says what is wrong a few times, not a million", () => {
  assert.equal(readNginx(new Source("nginx.conf", many("}"))).problems.length, 20);
});

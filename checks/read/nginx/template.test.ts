import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { outline } from "./read-for-tests.ts";
import { readNginx } from "./read-nginx.ts";
import { walk } from "./walk.ts";

const rows: Record<
  string,
  { path?: string; text: string; language: string; expected: string; conditional?: string[] }
> = {
  "placeholders of envsubst": {
    text: "server { listen $" + "{PORT}; return 301 https://$" + "{HOST}$request_uri; }",
    language: "envsubst",
    expected: "server\n  listen|$" + "{PORT}\n  return|301|https://$" + "{HOST}$request_uri\n",
  },
  "an envsubst placeholder for whole directives": {
    path: "a.conf.template",
    text: "server {\n  $" + "{EXTRA}\n  listen 80;\n}",
    language: "envsubst",
    expected: "server\n  $" + "{EXTRA}\n  listen|80\n",
  },
  "Jinja statements on their own lines": {
    path: "a.conf.j2",
    text: "{# a { comment #}\nserver {\n{% if tls %}\n  listen 443 ssl;\n{% else %}\n  listen 80;\n{% endif %}\n  root {{ root }}/x;\n}",
    language: "jinja",
    expected: "server\n  listen|443|ssl\n  listen|80\n  root|{{ root }}/x\n",
    conditional: ["listen", "listen"],
  },
  "Jinja placeholders inside quotes, and alone": {
    text: `a "x {{ "y" }} z";\n{{ more }}\nb {% if c %}d {% endif %}e;`,
    language: "jinja",
    expected: `a|x {{ "y" }} z\n{{ more }}\nb|d|e\n`,
  },
  ERB: {
    path: "site.conf.erb",
    text: "<% if @tls -%>\nlisten 443 ssl;\n<% end -%>\nserver_name <%= @name %>;\n<% @a.each do |x| %>allow <%= x %>;<% end %>",
    language: "erb",
    expected: "listen|443|ssl\nserver_name|<%= @name %>\nallow|<%= x %>\n",
    conditional: ["listen", "allow"],
  },
  Go: {
    path: "nginx.tmpl",
    text: `{{- /* { */}}\n{{ $x := 1 }}\nserver {\n{{ range .Names }}\n  server_name {{ . }};\n{{ end }}\n{{ template "more" . }}\n}`,
    language: "go",
    expected: `server\n  server_name|{{ . }}\n  {{ template "more" . }}\n`,
    conditional: ["server_name"],
  },
  "braces of a log format": {
    text: `log_format j '{"a":{"b":"$uri"}}';`,
    language: "none",
    expected: `log_format|j|{"a":{"b":"$uri"}}\n`,
  },
};

for (const [name, { path = "nginx.conf", text, language, expected, conditional = [] }] of Object.entries(rows)) {
  test(`template: ${name}`, () => {
    const { file, problems } = readNginx(new Source(path, text));
    assert.deepEqual(problems, []);
    assert.equal(file.template, language);
    assert.equal(outline(file.directives), expected);
    assert.deepEqual(
      [...walk(file.directives)].filter((each) => each.conditional).map((each) => each.name),
      conditional,
    );
  });
}

test("a template whose conditions decide about braces is left alone, and that is no error", () => {
  const text = "{% if a %}location / {{% else %}\nlocation /b {\n{% endif %}\n  root /c;\n}";
  const { file, problems } = readNginx(new Source("a.j2", text));
  assert.equal(file.leftAlone, true);
  assert.deepEqual(
    problems.map((each) => each.severity),
    ["notice"],
  );
});

test("a capital variable that the file defines itself is no placeholder", () => {
  const { file } = readNginx(new Source("a.conf", "set $CSP 'x'; add_header A $CSP; add_header B $OTHER;"));
  assert.deepEqual(
    file.directives.map((each) => each.args[1]?.template),
    [false, false, true],
  );
  assert.deepEqual(
    file.directives.map((each) => each.args[1]?.variables),
    [[], ["CSP"], []],
  );
});

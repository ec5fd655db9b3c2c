import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, Source } from "../../core/source.ts";
import type { Dialect } from "./functions.ts";
import { readGoTemplate } from "./read-go-template.ts";

const read = (text: string, dialect: Dialect = "prometheus") => {
  const source = new Source("t", text);
  return readGoTemplate(text, (from, to) => locate(source, from, to), dialect);
};

test("labels, values and functions that a text uses", () => {
  const table: readonly [string, string, Dialect?][] = [
    ["no action", "labels= values=0 functions= all=false"],
    ["{{ $labels.job }} at {{ $value | humanize }}", "labels=job values=1 functions=humanize all=false"],
    ["{{ .Labels.job }} {{ .Value }} {{ $.Labels.env }}", "labels=job,env values=1 functions= all=false"],
    ['{{ index $labels "a" }}', "labels=a values=0 functions=index all=false"],
    ["{{ range $k, $v := $labels }}{{ $k }}{{ end }}", "labels= values=0 functions= all=true"],
    ['{{ with query "up" }}{{ .Labels.other }}{{ end }}', "labels= values=0 functions=query all=false"],
    ["{{ range .Alerts }}{{ .Labels.job }}{{ end }}", "labels=job values=0 functions= all=false", "alertmanager"],
    [
      '{{ .CommonLabels.a }}{{ .GroupLabels.SortedPairs.Values | join " " }}',
      "labels=a values=0 functions=join all=true",
      "alertmanager",
    ],
    ['{{/* {{ $labels.x }} */}}{{ "{{ $labels.y }}" }}', "labels= values=0 functions= all=false"],
  ];
  for (const [text, expected, dialect] of table) {
    const { labels, values, functions, usesAllLabels, defects } = read(text, dialect);
    assert.deepEqual(
      defects.map(({ message }) => message),
      [],
      text,
    );
    const names = (uses: readonly { name: string }[]) => uses.map(({ name }) => name).join();
    assert.equal(
      `labels=${names(labels)} values=${values.length} functions=${names(functions)} all=${usesAllLabels}`,
      expected,
      text,
    );
  }
});

test("queries are kept", () => {
  assert.deepEqual(
    read('{{ query "up{job=\\"a\\"}" | first | value }}').queries.map(({ name }) => name),
    ['up{job="a"}'],
  );
});

test("what a template engine refuses, at its place", () => {
  const table: readonly [string, string][] = [
    ["a {{ $value", "2 the action that starts here is never closed by }}"],
    ['{{ "a }}', "3 the string that starts here is never closed"],
    ["{{ $valu }}", '3 no variable "$valu" exists in this template'],
    ["{{ $value | humanise }}", '12 no function "humanise" exists in templates'],
    ["{{ if $value }}x", "0 {{if}} is never closed by {{end}}"],
    ["x{{ end }}", "4 {{end}} closes nothing"],
    ["{{}}", "0 an empty action"],
    ["{{ ($value }}", "0 parentheses do not match"],
    ["{{ $labels.a-b }}", "12 unexpected - in an action"],
  ];
  for (const [text, expected] of table) {
    assert.equal(read(text).defects.map(({ start, message }) => `${start} ${message}`)[0], expected, text);
  }
  assert.equal(read("{{ labels.x }}").defects[0]?.hint, "write $labels.x");
});

const CLOSERS: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}", "<%": "%>" };
const OPENERS: Readonly<Record<"jinja" | "erb" | "go", RegExp>> = { jinja: /\{[{%#]/g, go: /\{\{/g, erb: /<%/g };

/** The tags of a template, in order. An opener that nothing closes is text. */
export function* tagsOf(text: string, language: "jinja" | "erb" | "go"): Generator<{ start: number; end: number }> {
  const opener = new RegExp(OPENERS[language]);
  const unclosed = new Set<string>();
  for (let match = opener.exec(text); match; match = opener.exec(text)) {
    const open = match[0];
    if (unclosed.has(open)) continue;
    const isComment = language === "go" && /^\{\{-?\s*\/\*/.test(text.slice(match.index, match.index + 20));
    const body = isComment ? text.indexOf("*/", match.index) : match.index + 2;
    const close = body < 0 ? -1 : text.indexOf(CLOSERS[open]!, body);
    if (close < 0) {
      unclosed.add(open);
      continue;
    }
    yield { start: match.index, end: close + 2 };
    opener.lastIndex = close + 2;
  }
}

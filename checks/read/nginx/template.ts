import { ALONE, IN_WORD } from "./lexer.ts";
import type { TemplateLanguage } from "./model.ts";
import { tagsOf } from "./template-tags.ts";

export interface Masked {
  /** As long as the original, so that every offset holds: statements are blank, placeholders are word characters. */
  readonly text: string;
  readonly language: TemplateLanguage;
  /** Ranges between an `if` or `for` and its end, in order, not nested. */
  readonly conditional: readonly { readonly start: number; readonly end: number }[];
}

const ENVSUBST_ALONE = /^[ \t]*\$(?:\{[A-Z_][A-Z0-9_]*\}|[A-Z_][A-Z0-9_]*)[ \t]*\r?$/gm;

/** Hides the template language of a file from the lexer. */
export function maskTemplate(path: string, text: string): Masked {
  const language = languageOf(path, text);
  if (language === "none") return { text, language, conditional: [] };
  if (language === "envsubst") return { text: text.replace(ENVSUBST_ALONE, hole), language, conditional: [] };
  const parts: string[] = [];
  const conditional: { start: number; end: number }[] = [];
  let done = 0;
  let depth = 0;
  let opened = 0;
  for (const { start, end } of tagsOf(text, language)) {
    const tag = text.slice(start, end);
    parts.push(text.slice(done, start));
    done = end;
    const role = roleOf(tag, language);
    if (role === "opens" && depth++ === 0) opened = done;
    if (role === "closes" && depth > 0 && --depth === 0) conditional.push({ start: opened, end: start });
    if (role === "inserts" || role === "prints") {
      const alone = standsAlone(text, start, done);
      parts.push((alone ? ALONE : role === "prints" ? IN_WORD : " ").repeat(tag.length));
    } else parts.push(tag.replace(/[^\r\n]/g, " "));
  }
  if (depth > 0) conditional.push({ start: opened, end: text.length });
  parts.push(text.slice(done));
  return { text: parts.join(""), language, conditional };
}

const hole = (line: string): string => line.replace(/\S/g, ALONE);

function languageOf(path: string, text: string): TemplateLanguage {
  const tags = text.includes("{{") || text.includes("{%");
  if (/\.erb$/i.test(path) || /<%[=#-]?[^%]*%>/.test(text)) return "erb";
  const named = /\.(j2|jinja2?|tmpl|gotmpl|ctmpl|tpl|template|mustache|hbs)\b/i.test(path);
  // Lua tables hold `{{` too: there the name of the file must say that it is a template.
  if (tags && (named || !text.includes("_by_lua"))) {
    if (/\{%-?\s*\w|\{#/.test(text) || /\.(j2|jinja2?)$/i.test(path)) return "jinja";
    if (isGo(text)) return "go";
    if (/\{\{[^{}]*\}\}/.test(text)) return "jinja";
  }
  const envsubst = /\.(template|tmpl|tpl|envsubst)\b/i.test(path) || /\$\{[A-Z][A-Z0-9_]*\}/.test(text);
  return envsubst ? "envsubst" : "none";
}

const isGo = (text: string): boolean =>
  /\{\{-?\s*(?:\/\*|\.[A-Z\w]|\$|(?:if|range|with|define|end|else|template|block|getenv|env|key|include|default)\b)/.test(
    text,
  );

type Role = "opens" | "closes" | "says" | "prints" | "inserts";

function roleOf(tag: string, language: "jinja" | "erb" | "go"): Role {
  if (language === "erb") return roleOfErb(tag);
  if (tag.startsWith("{#")) return "says";
  const inner = tag
    .slice(2, -2)
    .replace(/^[-+]\s*|\s*[-+]$/g, "")
    .trim();
  const word = /^\w+/.exec(inner)?.[0] ?? "";
  if (language === "jinja") {
    if (tag.startsWith("{{")) return "prints";
    if (word === "set") return inner.includes("=") ? "says" : "opens";
    if (/^(if|for|macro|call|filter|block|with|raw|autoescape)$/.test(word)) return "opens";
    if (word.startsWith("end")) return "closes";
    return word === "include" ? "inserts" : "says";
  }
  if (inner.startsWith("/*") || /^\$\w*(\s*,\s*\$\w+)?\s*:?=/.test(inner)) return "says";
  if (/^(if|range|with|define|block)$/.test(word)) return "opens";
  if (word === "end") return "closes";
  if (/^(else|break|continue)$/.test(word)) return "says";
  return word === "template" ? "inserts" : "prints";
}

function roleOfErb(tag: string): Role {
  if (tag.startsWith("<%#")) return "says";
  if (tag.startsWith("<%=")) return "prints";
  const inner = tag.slice(2, -2).replace(/^-|-$/g, "").trim();
  if (/^end\b/.test(inner)) return "closes";
  if (/^(if|unless|case|while|for|begin)\b/.test(inner) || /\bdo(\s*\|[^|]*\|)?$/.test(inner)) return "opens";
  return "says";
}

const OTHER_TAGS = /\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<%.*?%>/g;
const LONGEST_LINE = 500;

/** Only blanks and other tags share its line. */
function standsAlone(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - LONGEST_LINE), start);
  const after = text.slice(end, end + LONGEST_LINE);
  const lineStart = before.lastIndexOf("\n");
  const lineEnd = after.indexOf("\n");
  if ((lineStart < 0 && start > LONGEST_LINE) || (lineEnd < 0 && after.length === LONGEST_LINE)) return false;
  const line = `${before.slice(lineStart + 1)} ${lineEnd < 0 ? after : after.slice(0, lineEnd)}`;
  return line.replace(OTHER_TAGS, "").trim() === "";
}

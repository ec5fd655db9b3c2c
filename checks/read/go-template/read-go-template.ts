import { defectSink } from "../defect.ts";
import { unquote } from "../promql/unquote.ts";
import { nearest } from "../shape/check-shape.ts";
import type { Place } from "../yaml/scalar-place.ts";
import { type Dialect, templateFunctions, templateVariables } from "./functions.ts";
import { type Action, lexTemplate, type Token } from "./lexer.ts";
import type { GoTemplate, TemplateUse } from "./model.ts";

/** Reads what a Go template uses and what its program would refuse. `place` turns offsets of the text into ranges. */
export function readGoTemplate(text: string, place: Place, dialect: Dialect): GoTemplate {
  return text.includes("{{") ? new TemplateReading(text, place, dialect).read() : plainText;
}

const plainText: GoTemplate = {
  labels: [],
  annotations: [],
  values: [],
  functions: [],
  templates: [],
  queries: [],
  usesAllLabels: false,
  defects: [],
};

const blocks = new Set(["if", "range", "with", "define", "block"]);
const keywords = new Set([...blocks, "else", "end", "template", "break", "continue", "nil", "true", "false"]);

class TemplateReading {
  readonly labels: TemplateUse[] = [];
  readonly annotations: TemplateUse[] = [];
  readonly values: ReturnType<Place>[] = [];
  readonly functions: TemplateUse[] = [];
  readonly templates: TemplateUse[] = [];
  readonly queries: TemplateUse[] = [];
  usesAllLabels = false;
  readonly #sink = defectSink();
  readonly #text: string;
  readonly #place: Place;
  readonly #dialect: Dialect;
  readonly #variables: Set<string>;
  /** Open blocks, innermost last. */
  readonly #open: { readonly word: string; readonly action: Action }[] = [];

  constructor(text: string, place: Place, dialect: Dialect) {
    this.#text = text;
    this.#place = place;
    this.#dialect = dialect;
    this.#variables = new Set(templateVariables[dialect]);
  }

  read(): GoTemplate {
    const { actions, unclosed } = lexTemplate(this.#text);
    for (const action of actions) this.#action(action);
    const open = this.#open.at(-1);
    if (unclosed) this.#defect(unclosed.from, unclosed.from + 2, unclosed.message);
    else if (open) this.#defect(open.action.from, open.action.to, `{{${open.word}}} is never closed by {{end}}`);
    const { labels, annotations, values, functions, templates, queries, usesAllLabels } = this;
    return { labels, annotations, values, functions, templates, queries, usesAllLabels, defects: this.#sink.defects };
  }

  #defect(from: number, to: number, message: string, hint?: string): void {
    this.#sink.add("template", this.#place(from, to), message, hint ? { hint } : {});
  }

  #action(action: Action): void {
    const [first] = action.tokens;
    if (!first) this.#defect(action.from, action.to, "an empty action");
    else if (first.text === "/*") return;
    else if (blocks.has(first.text)) this.#open.push({ word: first.text, action });
    else if (first.text === "end" && !this.#open.pop())
      this.#defect(first.from, first.from + 3, "{{end}} closes nothing");
    let depth = 0;
    for (const [index, token] of action.tokens.entries()) {
      if (token.text === "(") depth++;
      if (token.text === ")") depth--;
      this.#token(token, action.tokens[index - 1], action.tokens[index + 1]);
    }
    if (depth !== 0) this.#defect(action.from, action.to, "parentheses do not match");
  }

  #token(token: Token, previous: Token | undefined, next: Token | undefined): void {
    const { kind, text, from } = token;
    const to = from + text.length;
    if (kind === "bad") this.#defect(from, to, `unexpected ${text} in an action`);
    else if (kind === "word") this.#word(token, next);
    else if (kind === "variable") this.#variable(token, previous, next);
    else if (kind === "field") this.#field(text, from, previous, next);
  }

  #word({ text, from }: Token, next: Token | undefined): void {
    const to = from + text.length;
    if (text === "template" || text === "define" || text === "block") this.#quoted(this.templates, next);
    if (text === "query") this.#quoted(this.queries, next);
    if (keywords.has(text)) return;
    const known = templateFunctions[this.#dialect];
    this.functions.push({ ...this.#place(from, to), name: text });
    if (known.has(text)) return;
    const field = text.split(".")[0] ?? text;
    const hint = /^(?:labels|value|externalLabels)$/.test(field)
      ? `write $${text}`
      : /^(?:Labels|Value|Annotations|CommonLabels|Status|Alerts)$/.test(field)
        ? `write .${text}`
        : undefined;
    const near = nearest(text, [...known]);
    this.#defect(from, to, `no function "${text}" exists in templates`, hint ?? (near && `did you mean "${near}"?`));
  }

  #quoted(uses: TemplateUse[], next: Token | undefined): void {
    if (next?.kind !== "string") return;
    const result = unquote(next.text);
    if ("value" in result) uses.push({ ...this.#place(next.from, next.from + next.text.length), name: result.value });
  }

  #variable({ text, from }: Token, previous: Token | undefined, next: Token | undefined): void {
    const [name = "", ...path] = text.split(".");
    // A comma follows the first of two variables that `range` declares.
    if (next?.text === ":=" || next?.text === ",") this.#variables.add(name);
    else if (!this.#variables.has(name)) {
      this.#defect(from, from + name.length, `no variable "${name}" exists in this template`);
    }
    if (this.#dialect === "prometheus" && name === "$value") this.values.push(this.#place(from, from + text.length));
    if (this.#dialect === "prometheus" && name === "$labels") this.#labels(path, from, text, previous, next);
    else if (path.length > 0) this.#field(`.${path.join(".")}`, from, previous, next, text);
  }

  /** In Prometheus the dot is the alert only outside `range` and `with`: inside, it is a sample of a query. */
  #field(path: string, from: number, previous: Token | undefined, next: Token | undefined, written = path): void {
    const moved = this.#open.some(({ word }) => word === "range" || word === "with");
    if (this.#dialect === "prometheus" && moved && !written.startsWith("$.")) return;
    const [, owner = "", ...rest] = path.split(".");
    if (owner === "Value") this.values.push(this.#place(from, from + written.length));
    else if (/^(?:Common|Group)?Labels$/.test(owner)) this.#labels(rest, from, written, previous, next);
    else if (/^(?:Common)?Annotations$/.test(owner) && rest[0]) {
      this.annotations.push({ ...this.#place(from, from + written.length), name: rest[0] });
    }
  }

  #labels(
    path: readonly string[],
    from: number,
    written: string,
    previous: Token | undefined,
    next: Token | undefined,
  ): void {
    const name = path[0];
    if (name && !/^(?:SortedPairs|Names|Values|Remove)$/.test(name)) {
      this.labels.push({ ...this.#place(from, from + written.length), name });
    } else if (!name && previous?.text === "index" && next?.kind === "string") this.#quoted(this.labels, next);
    else this.usesAllLabels = true;
  }
}

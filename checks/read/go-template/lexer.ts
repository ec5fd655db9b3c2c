/** One word of an action. `text` includes quotes, dollar signs and leading dots: `"x"`, `$labels.job`, `.Labels.job`. */
export interface Token {
  readonly kind: "string" | "field" | "variable" | "word" | "number" | "sign" | "bad";
  readonly text: string;
  readonly from: number;
}

export interface Action {
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly Token[];
}

export interface Lexed {
  readonly actions: readonly Action[];
  /** An action or a string that never ends: nothing after it was read. */
  readonly unclosed?: { readonly from: number; readonly message: string };
}

const tokenPattern =
  /\s+|("(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)*')|(\.\w[\w.]*|\.)|(\$\w*(?:\.\w+)*)|([A-Za-z_]\w*(?:\.\w+)*)|([-+]?\d[\w.]*)|(:=|=|\||\(|\)|,)|("[^\n]*|`[\s\S]*|'[^\n]*)|([\s\S])/y;
const kinds = ["string", "field", "variable", "word", "number", "sign"] as const;

/** Finds the actions `{{ ... }}` of a Go template and their words. Comments are skipped. */
export function lexTemplate(text: string): Lexed {
  const actions: Action[] = [];
  let from = text.indexOf("{{");
  while (from !== -1) {
    const comment = /^\{\{(?:- )?\s*\/\*/.test(text.slice(from, from + 20)) ? text.indexOf("*/", from) : -2;
    if (comment === -1) return { actions, unclosed: { from, message: "the comment that starts here is never closed" } };
    const action = comment === -2 ? lexAction(text, from) : closeComment(text, from, comment);
    if ("message" in action) return { actions, unclosed: action };
    actions.push(action);
    from = text.indexOf("{{", action.to);
  }
  return { actions };
}

function closeComment(text: string, from: number, end: number): Action | NonNullable<Lexed["unclosed"]> {
  const to = text.indexOf("}}", end);
  return to === -1
    ? { from, message: "the comment that starts here is never closed" }
    : { from, to: to + 2, tokens: [{ kind: "sign", text: "/*", from }] };
}

function lexAction(text: string, from: number): Action | NonNullable<Lexed["unclosed"]> {
  const tokens: Token[] = [];
  let index = from + 2;
  if (/^-\s/.test(text.slice(index, index + 2))) index++;
  while (index < text.length) {
    const end = /^(?:\s-)?\}\}/.exec(text.slice(index, index + 4));
    if (end) return { from, to: index + end[0].length, tokens };
    tokenPattern.lastIndex = index;
    const match = tokenPattern.exec(text);
    if (!match) break;
    const unterminated = match[7];
    if (unterminated !== undefined) return { from: index, message: "the string that starts here is never closed" };
    const group = match.findIndex((part, position) => position > 0 && part !== undefined);
    if (group > 0) tokens.push({ kind: kinds[group - 1] ?? "bad", text: match[0], from: index });
    index += match[0].length;
  }
  return { from, message: "the action that starts here is never closed by }}" };
}

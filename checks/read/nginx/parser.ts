import { type Located, locate, type Source } from "../../core/source.ts";
import type { ReadProblem } from "../document.ts";
import { makeArgument, ownUpperCaseNames } from "./argument.ts";
import { startsDirective, takesMany, VALUE_BLOCKS } from "./contexts.ts";
import { Lexer, type Token } from "./lexer.ts";
import { endOfLuaBlock } from "./lua-block.ts";
import type { Argument, Directive } from "./model.ts";
import type { Masked } from "./template.ts";

/** nginx itself has no limit; no honest configuration comes near this one. */
const MAX_DEPTH = 200;
/** What follows the first faults is mostly their echo. */
const MAX_PROBLEMS = 20;

type Draft = { -readonly [K in keyof Directive]: Directive[K] } & { args: Argument[]; block?: Directive[] };

export interface Parsed {
  readonly directives: readonly Directive[];
  readonly problems: readonly ReadProblem[];
  /** Braces do not pair: in a template, its conditions decide about them. */
  readonly unbalanced: boolean;
}

/** Text to directives, includes not followed. A problem never ends the reading: the rest is read as well as it can be. */
export const parse = (source: Source, masked: Masked): Parsed => new Parser(source, masked).run();

class Parser {
  readonly #source: Source;
  readonly #masked: Masked;
  readonly #lexer: Lexer;
  readonly #owned: ReadonlySet<string>;
  readonly #problems: ReadProblem[] = [];
  readonly #top: Directive[] = [];
  /** Open blocks; undefined for a brace that no directive precedes. */
  readonly #open: (Draft | undefined)[] = [];
  #pending: Draft | undefined;
  #unbalanced = false;
  #region = 0;

  constructor(source: Source, masked: Masked) {
    this.#source = source;
    this.#masked = masked;
    this.#lexer = new Lexer(masked.text);
    this.#owned = ownUpperCaseNames(source.text);
  }

  run(): Parsed {
    for (let token = this.#lexer.next(); token.type !== "end"; token = this.#lexer.next()) {
      if (token.type === "word") this.#word(token);
      else if (token.type === "hole") this.#hole(token);
      else if (token.type === "semicolon") this.#semicolon(token);
      else if (token.type === "close") this.#close(token);
      else if (!this.#openBlock(token)) break;
    }
    this.#end();
    return { directives: this.#top, problems: this.#problems, unbalanced: this.#unbalanced };
  }

  #word(token: Token): void {
    if (token.fault === "unclosed quote") this.#fault(token, "this quote is never closed", "close the quote");
    if (token.fault === "text after quote") {
      this.#fault(
        token,
        "text follows this closing quote without a blank between",
        "put the whole word into the quotes",
      );
    }
    const word = makeArgument(this.#source, token.start, token.end, this.#owned);
    if (this.#pending && this.#missesSemicolon(this.#pending, word)) {
      // nginx reads on where any number of values is fine; what it then loses is a policy's matter.
      if (takesMany(this.#pending.name)) this.#pending.swallows ??= word;
      else this.#finishUnended(this.#pending, word);
    }
    if (!this.#pending) {
      this.#begin(word);
      return;
    }
    this.#pending.args.push(word);
    this.#pending.end = word.end;
  }

  /** A placeholder alone on its line: an argument in the middle of a directive, else directives that nobody can know. */
  #hole(token: Token): void {
    const text = this.#source.text.slice(token.start, token.end).trim();
    const at = locate(this.#source, token.start, token.end);
    const word: Argument = { ...at, value: text, quoted: false, variables: [], template: true };
    if (this.#pending) {
      this.#pending.args.push(word);
      this.#pending.end = word.end;
      return;
    }
    this.#begin(word);
    this.#pending = undefined;
  }

  #begin(word: Argument): void {
    const { conditional } = this.#masked;
    while (this.#region < conditional.length && conditional[this.#region]!.end <= word.start) this.#region++;
    const region = conditional[this.#region];
    const parent = this.#open.at(-1);
    const draft: Draft = {
      ...locate(this.#source, word.start, word.end),
      name: word.value,
      nameAt: word,
      args: [],
      conditional: region !== undefined && region.start <= word.start,
      via: [],
      ...(parent ? { parent } : {}),
    };
    (parent?.block ?? this.#top).push(draft);
    this.#pending = draft;
  }

  #semicolon(token: Token): void {
    if (!this.#pending) this.#fault(token, 'unexpected ";": no directive precedes it', "remove it");
    this.#pending = undefined;
  }

  #openBlock(token: Token): boolean {
    if (this.#pending?.swallows) this.#split(this.#pending, this.#pending.swallows);
    const { args, name, block } = this.#pending ?? {};
    const pending = this.#pending;
    this.#pending = undefined;
    if (this.#open.length >= MAX_DEPTH) {
      this.#fault(token, `blocks are nested deeper than ${MAX_DEPTH} levels; the rest of the file is not read`);
      return false;
    }
    if (!pending || name === undefined || args === undefined || block) {
      this.#fault(token, 'unexpected "{": no directive precedes it', "remove it, or name the block");
      this.#open.push(undefined);
      return true;
    }
    if (name.endsWith("_by_lua_block")) {
      this.#lua(pending, token);
      return true;
    }
    pending.block = [];
    this.#open.push(pending);
    return true;
  }

  #lua(pending: Draft, token: Token): void {
    const end = endOfLuaBlock(this.#source.text, token.end);
    if (end < 0) this.#fault(token, `the block of "${pending.name}" is never closed`, 'add the missing "}"');
    const stop = end < 0 ? this.#source.text.length : end;
    pending.code = locate(this.#source, token.end, stop);
    pending.block = [];
    pending.blockEnd = Math.min(stop + 1, this.#source.text.length);
    this.#lexer.offset = pending.blockEnd;
  }

  #close(token: Token): void {
    if (this.#pending) this.#finishUnended(this.#pending);
    if (this.#open.length === 0) {
      this.#unbalanced = true;
      this.#fault(token, 'unexpected "}": no block is open here', "remove it, or look for a block closed too early");
      return;
    }
    const block = this.#open.pop();
    if (block) block.blockEnd = token.end;
  }

  #end(): void {
    if (this.#pending) this.#finishUnended(this.#pending);
    for (const block of this.#open) {
      this.#unbalanced = true;
      if (!block) continue;
      block.blockEnd = this.#source.text.length;
      this.#fault(block, `the block of "${block.name}" is never closed`, 'add the missing "}"');
    }
  }

  /** A block cannot be a value: here nginx refuses the file, and the lost directive is the one that has the block. */
  #split(pending: Draft, word: Argument): void {
    const rest = pending.args.splice(pending.args.indexOf(word));
    pending.end = pending.args.at(-1)?.end ?? pending.nameAt.end;
    delete pending.swallows;
    this.#finishUnended(pending, word);
    this.#begin(word);
    for (const one of rest.slice(1)) this.#pending?.args.push(one);
    if (this.#pending) this.#pending.end = rest.at(-1)?.end ?? word.end;
  }

  #missesSemicolon(pending: Draft, word: Argument): boolean {
    if (word.quoted || !startsDirective(word.value)) return false;
    if (pending.parent && VALUE_BLOCKS.has(pending.parent.name)) return false;
    const { text } = this.#masked;
    let at = word.start - 1;
    while (text[at] === " " || text[at] === "\t") at--;
    return text[at] === "\n";
  }

  /** With `next`, the word that begins the line below: nginx refuses the file, or loses the directive there without a word. */
  #finishUnended(pending: Draft, next?: Argument): void {
    this.#pending = undefined;
    const last = pending.args.at(-1) ?? pending.nameAt;
    // In a template the ";" may stand in a branch, or in what a placeholder becomes.
    const { language } = this.#masked;
    if (language !== "none" && language !== "envsubst") return;
    const lost = next ? `, so "${next.value}" on the next line becomes one of its values` : "";
    this.#fault(last, `"${pending.name}" does not end with ";"${lost}`, 'add the missing ";"');
  }

  #fault(at: Located | Token, message: string, hint?: string): void {
    if (this.#problems.length >= MAX_PROBLEMS) return;
    const place = locate(this.#source, at.start, at.end);
    const problem: ReadProblem = { kind: "nginx", at: place, message, severity: "error" };
    this.#problems.push(hint === undefined ? problem : { ...problem, hint });
  }
}

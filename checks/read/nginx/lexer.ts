/** Stands for a character of `{{ x }}` inside a word; chosen from the private use area so that no file holds it. */
export const IN_WORD = "\uE000";
/** The same for a placeholder that stands alone on its line: it may become any number of directives. */
export const ALONE = "\uE001";

export interface Token {
  readonly type: "word" | "open" | "close" | "semicolon" | "hole" | "end";
  readonly start: number;
  readonly end: number;
  /** A quote that never closes, or text glued to a closing quote: nginx refuses both. */
  readonly fault?: "unclosed quote" | "text after quote";
}

const SPACE = 32;
const TAB = 9;
const LF = 10;
const CR = 13;
const BOM = 0xfeff;
const QUOTE = 34;
const APOSTROPHE = 39;
const HASH = 35;
const DOLLAR = 36;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;
const SEMICOLON = 59;
const CLOSE_PARENTHESIS = 41;
const ALONE_CODE = ALONE.charCodeAt(0);

const isSpace = (code: number): boolean => code === SPACE || code === LF || code === TAB || code === CR;

/** The lexical grammar of `ngx_conf_read_token` in nginx's `ngx_conf_file.c`; `text` may be masked by `maskTemplate`. */
export class Lexer {
  readonly text: string;
  offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  next(): Token {
    this.#skipBlank();
    const { text, offset: start } = this;
    if (start >= text.length) return { type: "end", start, end: start };
    const code = text.charCodeAt(start);
    if (code === OPEN) return this.#single("open");
    if (code === CLOSE) return this.#single("close");
    if (code === SEMICOLON) return this.#single("semicolon");
    if (code === QUOTE || code === APOSTROPHE) return this.#quoted(code);
    if (code === ALONE_CODE) return this.#hole();
    return this.#bare();
  }

  #single(type: "open" | "close" | "semicolon"): Token {
    const start = this.offset++;
    return { type, start, end: start + 1 };
  }

  #hole(): Token {
    const start = this.offset;
    while (this.text.charCodeAt(this.offset) === ALONE_CODE) this.offset++;
    return { type: "hole", start, end: this.offset };
  }

  #skipBlank(): void {
    const { text } = this;
    let at = this.offset;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isSpace(code) || (code === BOM && at === 0)) continue;
      if (code !== HASH) break;
      const end = text.indexOf("\n", at);
      at = end < 0 ? text.length : end;
    }
    this.offset = at;
  }

  #quoted(quote: number): Token {
    const { text, offset: start } = this;
    let at = start + 1;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === BACKSLASH) at++;
      else if (code === quote) break;
    }
    if (at >= text.length) {
      // Go on after the line: the rest of the file is most likely sound.
      const line = text.indexOf("\n", start);
      this.offset = line < 0 ? text.length : line;
      return { type: "word", start, end: this.offset, fault: "unclosed quote" };
    }
    this.offset = at + 1;
    const after = text.charCodeAt(at + 1);
    const sound =
      at + 1 >= text.length || isSpace(after) || after === SEMICOLON || after === OPEN || after === CLOSE_PARENTHESIS;
    if (sound) return { type: "word", start, end: at + 1 };
    return { type: "word", start, end: at + 1, fault: "text after quote" };
  }

  #bare(): Token {
    const { text, offset: start } = this;
    let at = start;
    let afterDollar = false;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === OPEN && afterDollar) {
        afterDollar = false;
        continue;
      }
      afterDollar = code === DOLLAR;
      if (code === BACKSLASH) at++;
      else if (isSpace(code) || code === SEMICOLON || code === OPEN) break;
    }
    this.offset = Math.min(at, text.length);
    return { type: "word", start, end: this.offset };
  }
}

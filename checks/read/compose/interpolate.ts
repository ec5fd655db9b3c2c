import type { Located } from "../../core/source.ts";
import type { Piece, VariableUse } from "./model.ts";

/** A value that a dotenv file gives, and where. */
export interface Known {
  readonly text: string;
  readonly from: Located;
}

export type Lookup = (name: string) => Known | undefined;

/** One `$NAME` or `${NAME...}`; offsets are into the text that was given. */
export interface Use {
  readonly name: string;
  readonly operator: VariableUse["operator"];
  readonly from: number;
  readonly to: number;
  readonly fallback?: string | undefined;
  readonly fallbackFrom: number;
  readonly value?: Known;
  readonly decided: VariableUse["decided"];
}

export interface Template {
  readonly pieces: readonly Piece[];
  /** Nested ones included, outer before inner. */
  readonly uses: readonly Use[];
  /** Compose refuses the file: `${}`, `${A.b}`, `${A` ... */
  readonly invalid?: { readonly from: number; readonly to: number };
}

/** The text, or undefined where a piece is not decided. */
export function resolve(pieces: readonly Piece[]): string | undefined {
  let text = "";
  for (const piece of pieces) {
    if (piece.text === undefined) return undefined;
    text += piece.text;
  }
  return text;
}

const namePattern = /[A-Za-z_][A-Za-z0-9_]*/y;
/** Defaults within defaults; each level is scanned again. */
const maxDepth = 50;
const operatorPattern = /:?[-?+]/y;

/** Reads `$VAR`, `${VAR}`, `${VAR:-text}` and their kin. A `$` before anything else is text, which Compose accepts (measured). */
export function interpolate(text: string, lookup: Lookup): Template {
  const reader = new TemplateReader(text, lookup);
  const pieces = reader.read(0, text.length);
  return reader.invalid ? { pieces, uses: reader.uses, invalid: reader.invalid } : { pieces, uses: reader.uses };
}

class TemplateReader {
  readonly uses: Use[] = [];
  invalid: { from: number; to: number } | undefined;
  #depth = 0;
  readonly #text: string;
  readonly #lookup: Lookup;

  constructor(text: string, lookup: Lookup) {
    this.#text = text;
    this.#lookup = lookup;
  }

  read(from: number, to: number): Piece[] {
    const pieces: Piece[] = [];
    let literal = from;
    let position = from;
    const flush = (end: number) => {
      if (end > literal) {
        pieces.push({ from: literal, to: end, text: this.#text.slice(literal, end), literal: true });
      }
    };
    // After one refusal the file is refused: looking for the end of each later brace would be quadratic.
    while (position < to && !this.invalid) {
      const dollar = this.#text.indexOf("$", position);
      if (dollar < 0 || dollar >= to - 1) break;
      const next = this.#text[dollar + 1]!;
      if (next === "$") {
        flush(dollar);
        pieces.push({ from: dollar, to: dollar + 2, text: "$", literal: true });
        position = literal = dollar + 2;
        continue;
      }
      const end = next === "{" ? this.#closing(dollar, to) : this.#nameEnd(dollar + 1, to);
      if (end === undefined) {
        position = dollar + 1;
        if (next === "{") this.invalid ??= { from: dollar, to };
        continue;
      }
      flush(dollar);
      const resolved = next === "{" ? this.#braced(dollar, end) : this.#plain(dollar, end);
      pieces.push({ from: dollar, to: end, text: resolved, literal: false });
      position = literal = end;
    }
    flush(to);
    return pieces;
  }

  #nameEnd(from: number, to: number): number | undefined {
    namePattern.lastIndex = from;
    const match = namePattern.exec(this.#text);
    return match ? Math.min(from + match[0].length, to) : undefined;
  }

  /** A brace within a default counts, `${A:-{"b":1}}`, unless the expression would then never end, as in Compose (measured). */
  #closing(from: number, to: number): number | undefined {
    return this.#balanced(from, to, "{") ?? this.#balanced(from, to, "${");
  }

  #balanced(from: number, to: number, opening: string): number | undefined {
    let open = 0;
    for (let index = from; index < to; index++) {
      if (this.#text.startsWith(opening, index)) {
        open++;
        index += opening.length - 1;
      } else if (this.#text[index] === "}" && --open === 0) return index + 1;
    }
    return undefined;
  }

  #plain(from: number, to: number): string | undefined {
    const name = this.#text.slice(from + 1, to);
    const value = this.#lookup(name);
    const known = value ? { value, decided: "env-file" as const } : { decided: "unknown" as const };
    this.uses.push({ name, operator: "", from, to, fallbackFrom: to, ...known });
    return value?.text;
  }

  #braced(from: number, to: number): string | undefined {
    const nameEnd = this.#nameEnd(from + 2, to - 1);
    if (nameEnd === undefined || this.#depth >= maxDepth) return this.#refuse(from, to);
    const name = this.#text.slice(from + 2, nameEnd);
    operatorPattern.lastIndex = nameEnd;
    const written = nameEnd === to - 1 ? "" : operatorPattern.exec(this.#text)?.[0];
    if (written === undefined) return this.#refuse(from, to);
    const operator = written as VariableUse["operator"];
    const fallbackFrom = nameEnd + operator.length;
    const place = this.uses.length;
    this.#depth++;
    const fallback = resolve(this.read(fallbackFrom, to - 1));
    this.#depth--;
    const value = this.#lookup(name);
    const present = value !== undefined && (!operator.startsWith(":") || value.text !== "");
    const use = { name, operator, from, to, fallbackFrom, ...(value ? { value } : {}) };
    const add = (decided: Use["decided"], more: Partial<Use> = {}) =>
      this.uses.splice(place, 0, { ...use, decided, ...more });
    if (operator.endsWith("+")) {
      add(value ? "env-file" : "default", { fallback });
      return present ? fallback : "";
    }
    if (operator.endsWith("-")) {
      add(present ? "env-file" : fallback === undefined ? "unknown" : "default", { fallback });
      return present ? value.text : fallback;
    }
    add(present ? "env-file" : "unknown");
    return present ? value.text : undefined;
  }

  #refuse(from: number, to: number): undefined {
    this.invalid ??= { from, to };
    return undefined;
  }
}

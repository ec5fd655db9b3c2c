/** One text file. Everything that has a place in it refers to this object; line and column are computed on demand. */
export class Source {
  /** Path from the root of what is checked, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly #sensitive: { start: number; end: number }[] = [];
  #lineStarts: number[] | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  /** Marks a range whose text must never be shown, in any format. */
  hide(start: number, end: number): void {
    if (end > start) this.#sensitive.push({ start, end });
  }

  get sensitive(): readonly { readonly start: number; readonly end: number }[] {
    return this.#sensitive;
  }

  /** Line and column, both from 1. Columns count UTF-16 units, as editors, SARIF and annotations do. */
  position(offset: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** Offsets at which the lines start; a line ends with LF, CRLF or a lone CR. */
  lineStarts(): readonly number[] {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (const end of this.text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
    this.#lineStarts = starts;
    return starts;
  }
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Anything that stands somewhere in a file: only readers make one, so a place is never guessed. */
export interface Located {
  readonly source: Source;
  /** Offset of the first UTF-16 unit. */
  readonly start: number;
  /** Offset after the last one. */
  readonly end: number;
  /** Where the same value was written before a later file replaced it, last writer first. */
  readonly earlier?: readonly Located[];
}

export const locate = (source: Source, start: number, end: number): Located => ({ source, start, end });

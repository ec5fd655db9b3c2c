import { type Located, locate, type Source } from "../../core/source.ts";
import type { ReadProblem } from "../document.ts";
import { isSensitiveName, userInformation } from "../sensitive.ts";
import { isExampleName } from "./is-dotenv.ts";
import { type DotenvEntry, type DotenvFile, type DotenvValue, dotenv } from "./model.ts";

export interface DotenvReading {
  readonly file: DotenvFile;
  readonly problems: readonly ReadProblem[];
}

/** Reads a dotenv file as Compose does: `export`, both quotes, values over several lines, `NAME: value`, comments. */
export function readDotenv(source: Source): DotenvReading {
  const reader = new DotenvReader(source);
  reader.read();
  const file = {
    ...locate(source, 0, source.text.length),
    entries: reader.entries,
    isExample: isExampleName(source.path),
  };
  return { file, problems: onceEach(reader.problems) };
}

/** A file that is something else breaks in every line: the same message is told once, with a count. */
function onceEach(problems: readonly ReadProblem[]): ReadProblem[] {
  const alike = Map.groupBy(problems, ({ message }) => message);
  return [...alike.values()].map((each) => {
    const first = each[0]!;
    const more = each.length - 1;
    return more > 0 ? { ...first, message: `${first.message} (and ${more} more of its kind)` } : first;
  });
}

/** `.` and `-` are accepted by Compose, brackets by its newer versions. */
const statement = /(export[ \t]+)?([A-Za-z0-9_.[\]-]+)[ \t]*(?:([=:])[ \t]*|(?=\r?$|[ \t]*#))/my;
const documented = /#+[ \t]*(?:export[ \t]+)?([A-Z][A-Z0-9_]*)=(?![= ])([^\r\n]*)/y;

class DotenvReader {
  readonly entries: DotenvEntry[] = [];
  readonly problems: ReadProblem[] = [];
  readonly #source: Source;
  readonly #text: string;
  #position: number;
  /** Text of the comment lines right above. */
  #above: string[] = [];

  constructor(source: Source) {
    this.#source = source;
    this.#text = source.text;
    this.#position = source.text.startsWith("\uFEFF") ? 1 : 0;
  }

  read(): void {
    while (this.#position < this.#text.length) {
      const start = this.#skipBlanks();
      const first = this.#text[start];
      if (first === "\n" || first === "\r") {
        this.#above = [];
        this.#position = start + 1;
      } else if (first === "#") this.#comment(start);
      else if (first !== undefined) this.#statement(start);
    }
  }

  #skipBlanks(): number {
    while (/[ \t\f\v\u00a0]/.test(this.#text[this.#position] ?? "")) this.#position++;
    return this.#position;
  }

  #lineEnd(from: number): number {
    const lineBreak = /[\r\n]/g;
    lineBreak.lastIndex = from;
    return lineBreak.exec(this.#text)?.index ?? this.#text.length;
  }

  /** To the start of the next line, which is neither a new comment block nor an empty line. */
  #nextLine(end: number): void {
    this.#position = end;
    if (this.#text[this.#position] === "\r") this.#position++;
    if (this.#text[this.#position] === "\n") this.#position++;
  }

  #comment(start: number): void {
    const end = this.#lineEnd(start);
    documented.lastIndex = start;
    const match = documented.exec(this.#text);
    if (match) {
      const nameStart = this.#text.indexOf(match[1]!, start);
      const valueStart = nameStart + match[1]!.length + 1;
      this.#position = valueStart;
      const value = this.#value(valueStart, end, true);
      this.#add(match[1]!, nameStart, value, { commentedOut: true, exported: false }, end);
    } else this.#above.push(this.#text.slice(start, end).replace(/^#+\s?/, ""));
    this.#nextLine(end);
  }

  #statement(start: number): void {
    statement.lastIndex = start;
    const match = statement.exec(this.#text);
    if (!match) {
      const end = this.#lineEnd(start);
      this.#problem(start, end, "line is neither NAME=value nor a comment", "write NAME=value, or put # before it");
      this.#above = [];
      this.#nextLine(end);
      return;
    }
    const nameStart = start + (match[1]?.length ?? 0);
    const valueStart = start + match[0].length;
    const written = match[3] !== undefined;
    const value = written ? this.#value(valueStart, this.#lineEnd(valueStart), false) : undefined;
    const end = this.#lineEnd(value?.end ?? valueStart);
    this.#add(match[2]!, nameStart, value, { commentedOut: false, exported: match[1] !== undefined }, end);
    this.#nextLine(end);
  }

  #value(start: number, lineEnd: number, oneLine: boolean): DotenvValue {
    const quote = this.#text[start];
    if (quote === '"' || quote === "'") {
      const closing = this.#closing(quote, start, oneLine ? lineEnd : this.#text.length);
      if (closing !== undefined) {
        const raw = this.#text.slice(start, closing + 1);
        const inner = raw.slice(1, -1);
        const quoted = quote === '"' ? "double" : "single";
        return {
          ...locate(this.#source, start, closing + 1),
          raw,
          quoted,
          text: quote === '"' ? expandEscapes(inner) : inner.replaceAll("\\'", "'"),
        };
      }
      if (!oneLine) this.#problem(start, lineEnd, "quote is never closed", "close the quote at the end of the value");
    }
    const line = this.#text.slice(start, lineEnd);
    // `NAME= # text` is the value "# text" for Compose: only white space after the value starts a comment (measured).
    const comment = line.search(/\s#/);
    const raw = (comment < 0 ? line : line.slice(0, comment)).trimEnd();
    return { ...locate(this.#source, start, start + raw.length), raw, text: raw, quoted: "none" };
  }

  #closing(quote: string, start: number, limit: number): number | undefined {
    for (let index = start + 1; index < limit; index++) {
      if (this.#text[index] === quote && this.#text[index - 1] !== "\\") return index;
    }
    return undefined;
  }

  #add(
    name: string,
    nameStart: number,
    value: DotenvValue | undefined,
    flags: Pick<DotenvEntry, "commentedOut" | "exported">,
    lineEnd: number,
  ): void {
    const nameEnd = nameStart + name.length;
    const end = value ? value.end : nameEnd;
    const behind = this.#text.slice(end, lineEnd).match(/^\s*#+\s?(.*)$/)?.[1];
    const comment = behind ?? (this.#above.length > 0 ? this.#above.join("\n") : undefined);
    this.#above = [];
    const nameAt = locate(this.#source, nameStart, nameEnd);
    this.entries.push({ ...locate(this.#source, nameStart, end), name, nameAt, value, ...flags, comment });
    if (!value) return;
    if (isSensitiveName(name)) this.#source.hide(value.start, value.end);
    for (const part of userInformation(value.raw)) {
      this.#source.hide(value.start + part.from, value.start + part.to);
    }
  }

  /** A broken line of an example, or of a template, is nobody's configuration yet. */
  #problem(start: number, end: number, message: string, hint: string): void {
    const template = /\{\{|<%|\{%|__[A-Z]+__/.test(this.#text.slice(start, end));
    const severity = template || isExampleName(this.#source.path) ? "notice" : "error";
    const at: Located = locate(this.#source, start, end);
    this.problems.push({ kind: dotenv.name, at, message, hint, severity });
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** `\$` keeps its backslash: it is read by the expansion of variables. */
const expandEscapes = (text: string): string =>
  text.replace(/\\([^$])/gs, (_, letter: string) => escapes[letter] ?? letter);

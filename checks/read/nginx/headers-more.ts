import { locate } from "../../core/source.ts";
import { childrenNamed } from "./children.ts";
import type { Argument, Directive, HeaderState } from "./model.ts";

/**
 * Applies `more_set_headers` and `more_clear_headers` of the headers-more module: they hold for every status, replace what
 * is there, and are merged over the levels, the outer ones first.
 * @param chain the answering block and those around it, innermost first
 */
export function headersMore(chain: readonly Directive[], headers: Map<string, HeaderState>): void {
  for (const block of chain.toReversed()) {
    const both = [...childrenNamed(block, "more_set_headers"), ...childrenNamed(block, "more_clear_headers")];
    for (const directive of both.sort((one, other) => one.start - other.start)) {
      if (directive.name === "more_set_headers") setHeaders(directive, headers);
      else clearHeaders(directive, headers);
    }
  }
}

function setHeaders(directive: Directive, headers: Map<string, HeaderState>): void {
  const { words, limited } = wordsOf(directive);
  for (const word of words) {
    const [, name, value] = /^\s*([^:\s]+)\s*:?\s*(.*)$/s.exec(word.value) ?? [];
    if (name === undefined || value === undefined) continue;
    const directives = [directive];
    const base = { directives, always: !limited, besideUpstream: false };
    if (value === "") headers.set(name.toLowerCase(), { ...base, values: [], state: "cleared" });
    else {
      const values = [valuePart(word, value)];
      const state = limited || directive.conditional ? "sometimes" : "set";
      const decidedBy = limited ? "the status or type of the response" : "a template";
      headers.set(name.toLowerCase(), { ...base, values, state, ...(state !== "set" && { decidedBy }) });
    }
  }
}

function clearHeaders(directive: Directive, headers: Map<string, HeaderState>): void {
  const { words, limited } = wordsOf(directive);
  if (limited) return;
  for (const word of words) {
    const name = word.value.toLowerCase();
    const prefix = name.endsWith("*") ? name.slice(0, -1) : undefined;
    const known = prefix === undefined ? [name] : [...headers.keys()].filter((each) => each.startsWith(prefix));
    for (const each of known) {
      headers.set(each, { state: "cleared", values: [], always: true, directives: [directive], besideUpstream: false });
    }
  }
}

/** Without `-s status` and `-t type`, which limit the responses it is for, and `-a`, which appends. */
function wordsOf(directive: Directive): { readonly words: readonly Argument[]; readonly limited: boolean } {
  const words: Argument[] = [];
  let limited = false;
  for (let at = 0; at < directive.args.length; at++) {
    const word = directive.args[at]!;
    if (word.value === "-s" || word.value === "-t") {
      limited = true;
      at++;
    } else if (word.value !== "-a" && word.value !== "-r") words.push(word);
  }
  return { words, limited };
}

/** The part after `Name:`, at its own place. */
function valuePart(word: Argument, value: string): Argument {
  const end = word.quoted ? word.end - 1 : word.end;
  const start = Math.max(word.start, end - value.length);
  return { ...word, ...locate(word.source, start, end), value, quoted: false };
}

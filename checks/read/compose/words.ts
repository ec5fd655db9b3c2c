import { get, type Node } from "../yaml/tree.ts";
import { within } from "../yaml/within.ts";
import { isInterpolated, scalarOf, undecided } from "./interpolated.ts";
import type { Command, Interpolated, Word } from "./model.ts";
import { listOf, placeOf } from "./pairs.ts";

/** `command` or `entrypoint` of a service. */
export function commandOf(body: Node, key: "command" | "entrypoint"): Command | undefined {
  const node = get(body, key);
  if (!node || (isInterpolated(node) && node.value === null)) return undefined;
  if (node.kind === "seq") {
    const words = listOf(node).map(wholeWord);
    return { ...placeOf(node), words, form: "list", cleared: node.items.length === 0 };
  }
  const scalar = scalarOf(node);
  if (!scalar) return undefined;
  const words = shellWords(scalar);
  return { ...placeOf(node), words, form: "text", cleared: words.length === 0 };
}

function wholeWord(item: Interpolated): Word {
  return { ...placeOf(item), text: item.text, decided: item.resolved !== undefined };
}

interface Character {
  readonly text: string;
  /** Offsets into the raw text. */
  readonly from: number;
  readonly to: number;
}

/** Splits as a POSIX shell would, quotes and backslashes removed; variables were resolved before, as in Compose. */
export function shellWords(value: Interpolated): Word[] {
  const words: Word[] = [];
  let word: Character[] | undefined;
  let quote = "";
  let escaped = false;
  const add = (character: Character) => {
    word ??= [];
    word.push(character);
  };
  const finish = () => {
    if (word) words.push(wordOf(value, word));
    word = undefined;
  };
  for (const character of characters(value)) {
    const { text } = character;
    const blank = { ...character, text: "" };
    if (escaped) {
      add(text === "\n" ? blank : character);
      escaped = false;
    } else if (text === "\\" && quote !== "'") {
      add(blank);
      escaped = true;
    } else if (quote !== "") {
      add(text === quote ? blank : character);
      if (text === quote) quote = "";
    } else if (text === "'" || text === '"') {
      add(blank);
      quote = text;
    } else if (/\s/.test(text)) finish();
    else add(character);
  }
  finish();
  return words;
}

function* characters(value: Interpolated): Generator<Character> {
  for (const piece of value.pieces) {
    const text = piece.text ?? undecided;
    const even = piece.literal && text.length === piece.to - piece.from;
    for (let index = 0; index < text.length; index++) {
      const from = even ? piece.from + index : piece.from;
      yield { text: text[index]!, from, to: even ? from + 1 : piece.to };
    }
  }
}

function wordOf(value: Interpolated, word: readonly Character[]): Word {
  const from = word[0]!.from;
  const to = word.at(-1)!.to;
  const text = word.map((character) => character.text).join("");
  const decided = !text.includes(undecided);
  const place = within(value, value.raw, from, to);
  return { ...placeOf(place), text: decided ? text : value.raw.slice(from, to), decided };
}

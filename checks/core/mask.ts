import { masked, printable } from "./place.ts";
import type { Source } from "./source.ts";

/** Words that stand in countless public files: to hide them in messages would only garble names such as a service `postgres`. */
const publicWords = new Set(
  "postgres postgresql root admin administrator password passwd pass secret changeme change_me change-me example test user guest default mysql mariadb redis grafana mongo rabbitmq minio true false null none localhost".split(
    " ",
  ),
);

/** Shorter values cannot be told from ordinary words of a sentence. */
const minLength = 4;

/** Replaces in messages every value that a reader marked as sensitive in one of these sources, whoever wrote the message. */
export class Mask {
  readonly #values = new Map<Source, readonly string[]>();

  hide(message: string, sources: Iterable<Source>): string {
    let text = message;
    for (const source of new Set(sources)) {
      for (const value of this.#valuesOf(source)) if (text.includes(value)) text = text.replaceAll(value, masked);
    }
    return printable(text);
  }

  /** Longest first, so that a value that contains another is masked whole. */
  #valuesOf(source: Source): readonly string[] {
    const known = this.#values.get(source);
    if (known) return known;
    const values = new Set<string>();
    for (const { start, end } of source.sensitive) {
      const value = source.text.slice(start, end).trim();
      if (value.length < minLength || publicWords.has(value.toLowerCase())) continue;
      if (!isShownOpenly(value, source)) values.add(value);
    }
    const sorted = [...values].sort((a, b) => b.length - a.length);
    this.#values.set(source, sorted);
    return sorted;
  }
}

/** A plain word that the file also writes where everybody sees it, such as the name of a service, cannot be hidden. */
function isShownOpenly(value: string, source: Source): boolean {
  if (!/^[a-z]+([_-][a-z]+)*$/i.test(value)) return false;
  for (let at = source.text.indexOf(value); at >= 0; at = source.text.indexOf(value, at + 1)) {
    if (!source.sensitive.some(({ start, end }) => start <= at && at < end)) return true;
  }
  return false;
}

import { type Located, locate } from "../../core/source.ts";
import { entriesOf, itemsOf, type Node } from "../yaml/tree.ts";
import { splitPair } from "./canonical.ts";
import { goText } from "./go-text.ts";
import { isInterpolated, scalarOf, withText } from "./interpolated.ts";
import type { Interpolated, Pair, Text } from "./model.ts";

/** Environment, labels, build arguments: a map, or a list of `KEY=value`. */
export function pairsOf(node: Node | undefined): ReadonlyMap<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const { key, value } of entriesOf(node)) {
    pairs.set(key.text, { ...placeOf(key), name: key.text, key, value: textValue(value) });
  }
  for (const item of itemsOf(node)) {
    if (!isInterpolated(item)) continue;
    const [name, key, value] = splitPair(item);
    pairs.set(name, { ...placeOf(item), name, key, value: scalarOf(value) });
  }
  return pairs;
}

/** The value with the text that Compose makes of it: `1.10` is "1.1". */
function textValue(node: Node): Interpolated | undefined {
  const value = scalarOf(node);
  if (!value || value.variables.length > 0) return value;
  const text = goText(value);
  return text === value.text ? value : withText(value, text);
}

/** `host:address`, `host=address` and maps of them; of several addresses for one host the last. */
export function hostsOf(node: Node | undefined): ReadonlyMap<string, Text> {
  const hosts = new Map<string, Text>();
  for (const { key, value } of entriesOf(node)) {
    for (const address of value.kind === "seq" ? value.items : [value]) {
      const text = scalarOf(address)?.resolved;
      if (text !== undefined) hosts.set(key.text, { ...placeOf(key), text });
    }
  }
  for (const item of itemsOf(node)) {
    const [name, , value] = isInterpolated(item) ? splitPair(item, /[=:]/) : [];
    const text = scalarOf(value)?.resolved;
    if (name !== undefined && text !== undefined) hosts.set(name, { ...placeOf(item), text });
  }
  return hosts;
}

/** The range alone, without what else the object carries. */
export function placeOf(at: Located): Located {
  const place = locate(at.source, at.start, at.end);
  return at.earlier ? { ...place, earlier: at.earlier } : place;
}

/** Scalars of a list, or one scalar as a list. */
export function listOf(node: Node | undefined): readonly Interpolated[] {
  const found: Interpolated[] = [];
  for (const item of node?.kind === "seq" ? node.items : node ? [node] : []) {
    const scalar = scalarOf(item);
    if (scalar) found.push(scalar);
  }
  return found;
}

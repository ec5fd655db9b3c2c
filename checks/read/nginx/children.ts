import type { Directive } from "./model.ts";

const indexes = new WeakMap<readonly Directive[], ReadonlyMap<string, readonly Directive[]>>();
const NONE: readonly Directive[] = [];
/** No directive has this name. */
const PLACEHOLDERS = "";

/** Directives by name, looked up once: a server may hold thousands of locations, and each of them asks. */
function indexOf(list: readonly Directive[]): ReadonlyMap<string, readonly Directive[]> {
  let index = indexes.get(list);
  if (index) return index;
  const made = new Map<string, Directive[]>();
  for (const directive of list) {
    const name = directive.nameAt.template && directive.args.length === 0 ? PLACEHOLDERS : directive.name;
    const same = made.get(name);
    if (same) same.push(directive);
    else made.set(name, [directive]);
  }
  index = made;
  indexes.set(list, index);
  return index;
}

/** Those of one name in a list. */
export const named = (list: readonly Directive[], name: string): readonly Directive[] =>
  indexOf(list).get(name) ?? NONE;

/** Those that stand for whatever a template puts there. */
export const placeholders = (list: readonly Directive[]): readonly Directive[] => named(list, PLACEHOLDERS);

/** Directives of this name that stand directly in a block. */
export const childrenNamed = (block: Directive, name: string): readonly Directive[] => named(block.block ?? NONE, name);

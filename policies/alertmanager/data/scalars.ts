import { type Entry, entriesOf, isScalar, itemsOf, type Node, type Scalar } from "../../../checks/read/yaml/tree.ts";

export function* scalarsIn(node: Node): Generator<Scalar> {
  if (isScalar(node)) yield node;
  for (const item of itemsOf(node)) yield* scalarsIn(item);
  for (const { value } of entriesOf(node)) yield* scalarsIn(value);
}

/** Every key of a tree that has a plain value. */
export function* entriesIn(node: Node): Generator<Entry & { readonly value: Scalar }> {
  for (const item of itemsOf(node)) yield* entriesIn(item);
  for (const { key, value } of entriesOf(node)) {
    if (isScalar(value)) yield { key, value };
    else yield* entriesIn(value);
  }
}

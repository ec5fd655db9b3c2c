import type { Located } from "../../core/source.ts";

/** One YAML document as plain values with offsets. An alias is the anchored node itself, so its place is where it was written. */
export type Node = Scalar | Mapping | Sequence;

export interface Scalar extends Located {
  readonly kind: "scalar";
  /** Resolved by the core schema of YAML 1.2, as the Go readers of Compose and Prometheus nearly do. */
  readonly value: string | number | boolean | null;
  /** The text without quotes and escapes. */
  readonly text: string;
  readonly style: "plain" | "single" | "double" | "block";
  readonly tag?: string;
}

export interface Entry {
  readonly key: Scalar;
  readonly value: Node;
}

export interface Mapping extends Located {
  readonly kind: "map";
  /** Merge keys (`<<`) are already applied; of a duplicate key the last one is kept. */
  readonly entries: ReadonlyMap<string, Entry>;
  readonly tag?: string;
}

export interface Sequence extends Located {
  readonly kind: "seq";
  readonly items: readonly Node[];
  readonly tag?: string;
}

export const isMapping = (node: Node | undefined): node is Mapping => node?.kind === "map";
export const isSequence = (node: Node | undefined): node is Sequence => node?.kind === "seq";
export const isScalar = (node: Node | undefined): node is Scalar => node?.kind === "scalar";

/** The value below a chain of keys, or undefined where one is missing or is no mapping. */
export function get(node: Node | undefined, ...keys: readonly string[]): Node | undefined {
  let current = node;
  for (const key of keys) {
    if (!isMapping(current)) return undefined;
    current = current.entries.get(key)?.value;
  }
  return current;
}

/** The key itself, for findings that stand at a name. */
export const keyOf = (node: Node | undefined, name: string): Scalar | undefined =>
  isMapping(node) ? node.entries.get(name)?.key : undefined;

export const entriesOf = (node: Node | undefined): readonly Entry[] =>
  isMapping(node) ? [...node.entries.values()] : [];

export const itemsOf = (node: Node | undefined): readonly Node[] => (isSequence(node) ? node.items : []);

/** Text of a scalar that is not null. */
export const textOf = (node: Node | undefined): string | undefined =>
  isScalar(node) && node.value !== null ? node.text : undefined;

/** A plain JavaScript value, for schema validation. */
export function toPlain(node: Node): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "seq") return node.items.map(toPlain);
  // Not by assignment, for a key may be `__proto__`; not without a prototype, for ajv compares by `valueOf`.
  return Object.fromEntries([...node.entries].map(([key, entry]) => [key, toPlain(entry.value)]));
}

/** The node, or the key, at a JSON pointer; the nearest existing parent where the pointer leads nowhere. */
export function atPointer(root: Node, pointer: string): Node {
  let current = root;
  for (const part of pointer.split("/").slice(1)) {
    const name = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const next = current.kind === "seq" ? current.items[Number(name)] : get(current, name);
    if (!next) return current;
    current = next;
  }
  return current;
}

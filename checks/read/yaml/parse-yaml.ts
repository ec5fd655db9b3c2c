import { type Alias, isAlias, isMap, isSeq, type Pair, type ParsedNode, parseAllDocuments, type YAMLMap } from "yaml";
import { type Located, locate, type Source } from "../../core/source.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "./tree.ts";

export interface YamlProblem {
  readonly at: Located;
  readonly message: string;
}

export interface YamlDocuments {
  readonly documents: readonly Node[];
  /** Syntax errors; the documents are then incomplete. */
  readonly problems: readonly YamlProblem[];
  /** Keys written twice in one mapping: Compose and Prometheus both refuse the file. */
  readonly duplicates: readonly { readonly key: Located; readonly name: string; readonly first: Located }[];
}

/** Expanding aliases may not multiply a file beyond this many nodes ("billion laughs"). */
const maxNodes = 500_000;
/** Deeper nesting is no configuration; it exhausts the stack of recursive readers. */
const maxDepth = 200;

/** Reads every document of a YAML text into compact trees; the library's documents, 100 times their text, are dropped. */
export function parseYaml(source: Source): YamlDocuments {
  const builder = new TreeBuilder(source);
  try {
    for (const document of parseAllDocuments(source.text, {
      uniqueKeys: false,
      logLevel: "silent",
      keepSourceTokens: false,
      // Their excerpts would be made for each of a hundred thousand errors.
      prettyErrors: false,
    })) {
      const first = document.errors[0];
      if (first) {
        builder.problem(first.pos[0], first.pos[1], shortMessage(first.message));
        continue;
      }
      const contents = document.contents as ParsedNode | null;
      if (contents) builder.add(contents);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    builder.problem(0, 0, `nested deeper than ${maxDepth} levels`);
  }
  // Not the builder itself: what it remembers of each node would live as long as the documents.
  const { documents, problems, duplicates } = builder;
  return { documents, problems, duplicates };
}

class TreeBuilder implements YamlDocuments {
  readonly documents: Node[] = [];
  readonly problems: YamlProblem[] = [];
  readonly duplicates: { key: Located; name: string; first: Located }[] = [];
  readonly #source: Source;
  readonly #sizes = new Map<Node, number>();
  #anchors = new Map<string, Node>();

  constructor(source: Source) {
    this.#source = source;
  }

  problem(start: number, end: number, message: string): void {
    const limit = this.#source.text.length;
    const from = Math.min(start, limit);
    this.problems.push({ at: locate(this.#source, from, Math.min(Math.max(end, from), limit)), message });
  }

  add(contents: ParsedNode): void {
    this.#anchors = new Map();
    const node = this.#node(contents, 0, 0);
    if (this.#size(node) > maxNodes) this.problem(0, 0, `aliases expand to more than ${maxNodes} values`);
    else this.documents.push(node);
  }

  #size(node: Node): number {
    if (node.kind === "scalar") return 1;
    const known = this.#sizes.get(node);
    if (known) return known;
    let size = 1;
    if (node.kind === "seq") for (const item of node.items) size += this.#size(item);
    else for (const entry of node.entries.values()) size += this.#size(entry.value);
    this.#sizes.set(node, size);
    return size;
  }

  #node(parsed: ParsedNode | null, offset: number, depth: number): Node {
    if (depth > maxDepth) throw new RangeError("too deep");
    if (!parsed) return this.#scalar(null, "", offset, offset, "plain");
    if (isAlias(parsed)) return this.#alias(parsed);
    const [start, end] = parsed.range;
    let node: Node;
    if (isMap(parsed)) node = this.#mapping(parsed as YAMLMap<ParsedNode, ParsedNode | null>, start, end, depth);
    else if (isSeq(parsed)) {
      const items: Node[] = [];
      for (const item of parsed.items) items.push(this.#node(item as ParsedNode, start, depth + 1));
      node = { kind: "seq", source: this.#source, start, end, items, ...tagOf(parsed) } satisfies Sequence;
    } else {
      const style = styles[parsed.type ?? "PLAIN"] ?? "block";
      const value = parsed.value as Scalar["value"];
      const text = typeof value === "string" ? value : (parsed.source ?? "");
      node = this.#scalar(typeof value === "bigint" ? Number(value) : value, text, start, end, style, tagOf(parsed));
    }
    if (parsed.anchor) this.#anchors.set(parsed.anchor, node);
    return node;
  }

  #alias(alias: Alias.Parsed): Node {
    const [start, end] = alias.range;
    const target = this.#anchors.get(alias.source);
    if (target) return target;
    this.problem(start, end, `alias *${alias.source} refers to no anchor before it`);
    return this.#scalar(null, "", start, end, "plain");
  }

  #mapping(map: YAMLMap<ParsedNode, ParsedNode | null>, start: number, end: number, depth: number): Mapping {
    const own = new Map<string, Entry>();
    const merged: Node[] = [];
    for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
      const key = this.#key(pair.key, start);
      const value = this.#node(pair.value, key.end, depth + 1);
      if (key.text === "<<" && key.style === "plain") merged.push(value);
      else {
        const first = own.get(key.text);
        if (first) this.duplicates.push({ key, name: key.text, first: first.key });
        own.set(key.text, { key, value });
      }
    }
    const entries = merged.length === 0 ? own : withMerged(own, merged);
    return { kind: "map", source: this.#source, start, end, entries, ...tagOf(map) };
  }

  #key(parsed: ParsedNode | null, offset: number): Scalar {
    const node = this.#node(parsed, offset, 0);
    if (node.kind === "scalar") return node;
    const text = this.#source.text.slice(node.start, node.end);
    return this.#scalar(text, text, node.start, node.end, "plain");
  }

  #scalar(
    value: Scalar["value"],
    text: string,
    start: number,
    end: number,
    style: Scalar["style"],
    tag: { tag?: string } = {},
  ): Scalar {
    return { kind: "scalar", source: this.#source, start, end, value, text, style, ...tag };
  }
}

/** The library appends its own place and an excerpt; a stack overflow within it is a matter of depth. */
function shortMessage(message: string): string {
  if (message.includes("call stack")) return `nested deeper than ${maxDepth} levels`;
  return message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, "");
}

const styles: Record<string, Scalar["style"]> = { PLAIN: "plain", QUOTE_SINGLE: "single", QUOTE_DOUBLE: "double" };

/** Only tags that were written: `!reset`, `!override`, `!vault`. */
function tagOf(node: { tag?: string | undefined; srcToken?: unknown }): { tag?: string } {
  return node.tag?.startsWith("!") ? { tag: node.tag } : {};
}

/** Own keys win over merged ones, an earlier merge source over a later one (YAML 1.1 merge key type). */
function withMerged(own: ReadonlyMap<string, Entry>, merged: readonly Node[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  const sources = merged.flatMap((node) => (node.kind === "seq" ? node.items : [node]));
  for (const source of sources) {
    if (source.kind !== "map") continue;
    for (const [name, entry] of source.entries) if (!entries.has(name)) entries.set(name, entry);
  }
  for (const [name, entry] of own) entries.set(name, entry);
  return entries;
}

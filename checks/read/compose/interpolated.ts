import { type Located, locate } from "../../core/source.ts";
import type { Mapping, Node, Scalar, Sequence } from "../yaml/tree.ts";
import { within } from "../yaml/within.ts";
import { interpolate, type Lookup, resolve, type Template } from "./interpolate.ts";
import type { Interpolated, Piece, VariableUse } from "./model.ts";

/** Stands in `marked` for what nothing in the files decides; no text of a configuration holds it. */
export const undecided = "\u0000";

export const isInterpolated = (node: Node | undefined): node is Interpolated =>
  node?.kind === "scalar" && "resolved" in node;

/** A scalar that is not null. */
export const scalarOf = (node: Node | undefined): Interpolated | undefined =>
  isInterpolated(node) && node.value !== null ? node : undefined;

/** Text that the files decide; undefined for null, for undecided values and for what is no scalar. */
export const resolvedText = (node: Node | undefined): string | undefined => scalarOf(node)?.resolved;

/** The text with `undecided` in place of each part that nothing decides: it can still be split at its separators. */
export function marked(value: Interpolated): string {
  if (value.resolved !== undefined) return value.resolved;
  return value.pieces.map((piece) => piece.text ?? undecided).join("");
}

/** True or false; "unknown" where undecided or neither. Compose takes YAML 1.1's words with a warning (measured). */
export function booleanOf(node: Node | undefined): boolean | undefined | "unknown" {
  const value = scalarOf(node);
  if (!value) return undefined;
  if (/^(true|yes|y|on)$/i.test(value.resolved ?? "")) return true;
  return /^(false|no|n|off)$/i.test(value.resolved ?? "") ? false : "unknown";
}

/** A part of a value, by offsets into its raw text, with the variables that stand in it. */
export function partOf(value: Interpolated, from: number, to: number): Interpolated {
  const pieces: Piece[] = [];
  for (const piece of value.pieces) {
    if (piece.to <= from || piece.from >= to) continue;
    const cut = piece.literal && piece.to - piece.from === piece.text?.length;
    const start = Math.max(piece.from, from);
    const end = Math.min(piece.to, to);
    pieces.push(cut ? { ...piece, from: start, to: end, text: value.raw.slice(start, end) } : piece);
  }
  const moved = pieces.map((piece) => ({ ...piece, from: piece.from - from, to: piece.to - from }));
  const place = within(value, value.raw, from, to);
  const raw = value.raw.slice(from, to);
  const variables = value.variables.filter((use) => use.start >= place.start && use.end <= place.end);
  const resolved = resolve(pieces);
  const text = resolved ?? raw;
  const range = locate(place.source, place.start, place.end);
  const earlier = value.earlier ? { earlier: value.earlier } : {};
  return {
    kind: "scalar",
    ...range,
    ...earlier,
    style: "plain",
    value: text,
    text,
    raw,
    resolved,
    variables,
    pieces: moved,
  };
}

/** The same place with another text, for what Compose converts. */
export function withText(value: Interpolated, text: string): Interpolated {
  return { ...value, text, resolved: text, pieces: [{ from: 0, to: value.raw.length, text, literal: false }] };
}

/** Interpolates every value of a tree; keys are left as they are, as in Compose. Shared nodes stay shared. */
export class TreeInterpolator {
  readonly uses: VariableUse[] = [];
  readonly invalid: Located[] = [];
  readonly #lookup: Lookup;
  readonly #done = new Map<Node, Node>();

  constructor(lookup: Lookup) {
    this.#lookup = lookup;
  }

  mapping(node: Mapping): Mapping {
    return this.node(node) as Mapping;
  }

  node(node: Node): Node {
    const known = this.#done.get(node);
    if (known) return known;
    const made = node.kind === "scalar" ? this.#scalar(node) : this.#collection(node);
    this.#done.set(node, made);
    return made;
  }

  #collection(node: Mapping | Sequence): Node {
    if (node.kind === "seq") return { ...node, items: node.items.map((item) => this.node(item)) };
    const entries = new Map<string, { key: Scalar; value: Node }>();
    for (const [name, { key, value }] of node.entries) entries.set(name, { key, value: this.node(value) });
    return { ...node, entries };
  }

  #scalar(scalar: Scalar): Interpolated {
    const raw = scalar.text;
    if (!raw.includes("$")) {
      const pieces = [{ from: 0, to: raw.length, text: raw, literal: true }];
      return { ...scalar, raw, resolved: raw, variables: none, pieces };
    }
    const template = interpolate(raw, this.#lookup);
    if (template.invalid) this.invalid.push(within(scalar, raw, template.invalid.from, template.invalid.to));
    const variables = variablesOf(scalar, template);
    for (const variable of variables) this.uses.push(variable);
    const resolved = resolve(template.pieces);
    const text = resolved ?? raw;
    return { ...scalar, value: text, text, raw, resolved, variables, pieces: template.pieces };
  }
}

/** One for all, for most values hold no variable. */
const none: readonly VariableUse[] = [];

function variablesOf(scalar: Scalar, template: Template): VariableUse[] {
  return template.uses.map((use) => {
    const place = within(scalar, scalar.text, use.from, use.to);
    const fallbackAt = use.fallbackFrom < use.to - 1 && within(scalar, scalar.text, use.fallbackFrom, use.to - 1);
    return {
      ...locate(place.source, place.start, place.end),
      name: use.name,
      operator: use.operator,
      decided: use.decided,
      ...(use.fallback === undefined ? {} : { fallback: use.fallback }),
      ...(fallbackAt ? { fallbackAt: locate(fallbackAt.source, fallbackAt.start, fallbackAt.end) } : {}),
      ...(use.value ? { value: use.value } : {}),
    };
  });
}

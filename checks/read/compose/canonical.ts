import { locate } from "../../core/source.ts";
import type { Entry, Mapping, Node, Scalar, Sequence } from "../yaml/tree.ts";
import { isInterpolated, partOf } from "./interpolated.ts";
import type { Interpolated } from "./model.ts";

/**
 * keyed: `[A=1, B]` as a map. names: `[a, b]` as a map of nulls. needs: the same for `depends_on`. hosts: a map as `[name=address]`.
 * list: one text as a list. build: `build: dir` as `{context: dir}`.
 */
export type Form = "keyed" | "names" | "needs" | "hosts" | "list" | "build";

/** The form in which Compose merges a value that may be written in two ways. */
export function canonical(node: Node, form: Form): Node {
  if (form === "list") return node.kind === "seq" ? node : asList(node);
  if (form === "hosts") return node.kind === "map" ? hostList(node) : node;
  if (form === "build") return isInterpolated(node) ? asMapping(node, [["context", node, node]]) : node;
  const reader = { keyed, names: named, needs: needed }[form];
  return node.kind === "seq" ? asMapping(node, node.items.flatMap(reader)) : node;
}

type Named = readonly [name: string, key: Scalar, value: Node];

function named(item: Node): Named[] {
  return isInterpolated(item) ? [[item.text, item, nothing(item)]] : [];
}

function needed(item: Node): Named[] {
  if (!isInterpolated(item)) return [];
  const text = "service_started";
  const condition = { ...item, value: text, text, raw: text, resolved: text, variables: [], pieces: [] };
  const key = { ...item, value: "condition", text: "condition" };
  return [[item.text, item, asMapping(item, [["condition", key, condition]])]];
}

function keyed(item: Node): Named[] {
  return isInterpolated(item) ? [splitPair(item)] : [];
}

/** `KEY=value` as key and value, each with its own place; a bare `KEY` has the value null. */
export function splitPair(item: Interpolated, separator: RegExp = /=/): Named {
  for (const piece of item.pieces) {
    const at = piece.literal ? item.raw.slice(piece.from, piece.to).search(separator) : -1;
    if (at < 0) continue;
    const key = partOf(item, 0, piece.from + at);
    return [key.text, key, partOf(item, piece.from + at + 1, item.raw.length)];
  }
  return [item.text, item, nothing(item)];
}

const nothing = (item: Interpolated): Interpolated => ({
  ...item,
  value: null,
  text: "",
  raw: "",
  resolved: "",
  pieces: [],
});

function asMapping(node: Node, pairs: readonly Named[]): Mapping {
  const entries = new Map<string, Entry>(pairs.map(([name, key, value]) => [name, { key, value }]));
  return { kind: "map", ...placeOf(node), entries };
}

const asList = (node: Node): Sequence => ({ kind: "seq", ...placeOf(node), items: [node] });

/** Compose keeps every line of `extra_hosts`, also two for one name (measured), so a map becomes a list and not the reverse. */
function hostList(node: Mapping): Sequence {
  const items: Node[] = [];
  for (const { key, value } of node.entries.values()) {
    for (const address of value.kind === "seq" ? value.items : [value]) {
      if (isInterpolated(address)) items.push(hostLine(key, address));
    }
  }
  return { kind: "seq", ...placeOf(node), items };
}

function hostLine(key: Scalar, address: Interpolated): Interpolated {
  const head = `${key.text}=`;
  const shift = head.length;
  const moved = address.pieces.map((piece) => ({ ...piece, from: piece.from + shift, to: piece.to + shift }));
  const resolved = address.resolved === undefined ? undefined : head + address.resolved;
  const raw = head + address.raw;
  const text = resolved ?? raw;
  const pieces = [{ from: 0, to: shift, text: head, literal: true }, ...moved];
  return { ...address, raw, resolved, text, value: text, pieces };
}

function placeOf(node: Node) {
  const { source, start, end } = node;
  return node.earlier ? { ...locate(source, start, end), earlier: node.earlier } : locate(source, start, end);
}

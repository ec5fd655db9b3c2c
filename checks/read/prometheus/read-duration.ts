import { isScalar, type Node, textOf } from "../yaml/tree.ts";
import { parseDuration } from "./duration.ts";
import type { Duration } from "./model.ts";

/** The duration that a node holds; what is wrong with it is told by the shape of its section. */
export function readDuration(node: Node | undefined): Duration | undefined {
  const text = textOf(node);
  if (!isScalar(node) || text === undefined) return undefined;
  const seconds = parseDuration(text);
  const { source, start, end } = node;
  return { source, start, end, ...(seconds !== undefined && { seconds }) };
}

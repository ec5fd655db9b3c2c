import type { ErrorObject } from "ajv";
import type { ReadProblem } from "../document.ts";
import { schemaProblems } from "../yaml/schema-problems.ts";
import { atPointer, type Mapping, type Node, toPlain } from "../yaml/tree.ts";
import validate from "./generated/validate-compose.js";
import { isInterpolated } from "./interpolated.ts";

/** A file with more is no Compose file; the errors of one are compared with each other. */
const maxErrors = 1_000;

/** What the Compose schema refuses in a merged tree. What a variable brings is never judged: Compose converts it first. */
export function checkSchema(root: Mapping): ReadProblem[] {
  if (validate(toPlain(root))) return [];
  const errors = (validate.errors ?? []).slice(0, maxErrors).filter((error) => isSure(root, error));
  return schemaProblems(root, withoutOtherForms(errors)).map((problem) => ({
    kind: "compose",
    severity: "error",
    ...problem,
  }));
}

function isSure(root: Mapping, error: ErrorObject): boolean {
  const node = atPointer(root, error.instancePath);
  if (isInterpolated(node) && node.variables.length > 0) return false;
  return error.keyword !== "deprecated" && !(error.keyword === "uniqueItems" && !isPlain(node));
}

/** Every item as written: two undecided items may differ once they are decided. */
const isPlain = (node: Node): boolean =>
  node.kind !== "seq" || node.items.every((item) => !isInterpolated(item) || item.variables.length === 0);

/**
 * A value that may be written in several forms fails in each. Where it is a mapping, what is wrong within the mapping
 * says more than "must be string".
 */
function withoutOtherForms(errors: readonly ErrorObject[]): ErrorObject[] {
  const places = Map.groupBy(errors, ({ instancePath }) => instancePath);
  const kept: ErrorObject[] = [];
  for (const group of places.values()) {
    const telling = group.filter(({ keyword }) => !["type", "oneOf", "anyOf", "if"].includes(keyword));
    // Not spread: a hundred thousand arguments exhaust the stack.
    if (telling.length > 0) for (const error of telling) kept.push(error);
    else kept.push(mergedTypes(group));
  }
  return kept;
}

/** "must be string, array" instead of one problem for each form. */
function mergedTypes(group: readonly ErrorObject[]): ErrorObject {
  const types = new Set<string>();
  for (const { keyword, params } of group) {
    if (keyword === "type") for (const type of [params.type].flat()) types.add(String(type));
  }
  const first = group.find(({ keyword }) => keyword === "type") ?? group[0]!;
  if (types.size === 0) return first;
  const names = [...types].filter((type) => type !== "null" || types.size === 1).map((type) => typeNames[type] ?? type);
  const last = names.pop()!;
  return { ...first, message: `must be ${names.length > 0 ? `${names.join(", ")} or ${last}` : last}` };
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
  null: "empty",
};

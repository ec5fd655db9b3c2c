import type { ErrorObject } from "ajv";
import type { Located } from "../../core/source.ts";
import { nearest } from "../nearest.ts";
import { atPointer, keyOf, type Node } from "./tree.ts";

export interface SchemaProblem {
  readonly at: Located;
  readonly message: string;
  readonly hint?: string;
}

/**
 * Turns schema errors into problems at the exact key or value. Of the errors of one value the deepest say most: what
 * `oneOf` and `anyOf` add about its parents is noise. Validators must be compiled with `verbose`.
 */
export function schemaProblems(root: Node, errors: readonly ErrorObject[]): SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>();
  const deepest = errors.filter((error) => !errors.some((other) => isBelow(other.instancePath, error.instancePath)));
  for (const error of deepest) {
    if (error.keyword === "oneOf" || error.keyword === "anyOf" || error.keyword === "if") {
      if (deepest.length > 1) continue;
    }
    const problem = problemOf(root, error);
    problems.set(`${problem.at.start} ${problem.message}`, problem);
  }
  return [...problems.values()];
}

const isBelow = (path: string, parent: string): boolean => path.length > parent.length && path.startsWith(`${parent}/`);

function problemOf(root: Node, error: ErrorObject): SchemaProblem {
  const node = atPointer(root, error.instancePath);
  const subject =
    error.instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~") || "the document";
  switch (error.keyword) {
    case "additionalProperties":
    case "unevaluatedProperties": {
      const name = String(error.params.additionalProperty ?? error.params.unevaluatedProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const near = nearest(name, known);
      const hint = near ? `did you mean "${near}"?` : known.length > 0 ? `known keys: ${known.join(", ")}` : undefined;
      return { at: keyOf(node, name) ?? node, message: `unknown key "${name}"`, ...(hint && { hint }) };
    }
    case "propertyNames": {
      const name = String(error.params.propertyName);
      return { at: keyOf(node, name) ?? node, message: `the key "${name}" is not allowed here` };
    }
    case "enum": {
      const allowed = (error.params.allowedValues as unknown[]).map(String);
      const written = node.kind === "scalar" ? nearest(node.text, allowed) : undefined;
      const hint = written ? `did you mean "${written}"?` : undefined;
      return { at: node, message: `"${subject}" must be one of ${allowed.join(", ")}`, ...(hint && { hint }) };
    }
    case "required":
      return { at: node, message: `"${subject}" lacks the key "${error.params.missingProperty}"` };
    default:
      return { at: node, message: `"${subject}" ${error.message ?? "is not valid"}` };
  }
}

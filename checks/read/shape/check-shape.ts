import leven from "leven";
import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { isSensitiveName } from "../sensitive.ts";
import type { Entry, Mapping, Node } from "../yaml/tree.ts";
import { checkScalar, hide } from "./check-scalar.ts";
import { isLabelName, type Shape, type Struct } from "./shape.ts";

/** Reports every field and value that the program would refuse, and hides the secret ones. */
export function checkShape(node: Node, shape: Shape, sink: DefectSink, name: string): void {
  if (shape === "any") {
    hideByName(node, name);
    return;
  }
  if (isPlaceholder(node)) {
    if (node.kind === "scalar" && typeof shape === "string") hide(node, shape);
    return;
  }
  if (node.kind === "scalar" && node.value === null) return;
  if (typeof shape === "string") checkScalar(node, shape, sink, name);
  else if (shape.kind === "list") {
    if (node.kind !== "seq") wrongType(node, "a list", sink, name);
    else for (const item of node.items) checkShape(item, shape.of, sink, name);
  } else if (node.kind !== "map") wrongType(node, "a mapping", sink, name);
  else if (shape.kind === "struct") checkFields(node, shape, sink);
  else for (const entry of node.entries.values()) checkEntry(entry, shape, sink, name);
}

function checkEntry(entry: Entry, shape: Extract<Shape, { kind: "map" }>, sink: DefectSink, name: string): void {
  const key = entry.key.text;
  if (shape.keys === "label name" && !isLabelName(key) && !hasPlaceholder(key)) {
    sink.add("name", entry.key, `"${key}" is no valid label name`, { refusedBy: [2] });
  }
  checkShape(entry.value, shape.of, sink, `${name}.${key}`);
}

function checkFields(node: Mapping, shape: Struct, sink: DefectSink): void {
  for (const [name, entry] of node.entries) {
    const known = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (known) {
      checkShape(entry.value, known, sink, name);
      continue;
    }
    const later = shape.only.find((one) => Object.hasOwn(one.fields, name));
    const laterShape = later?.fields[name];
    if (later && laterShape) {
      const others = [2, 3].filter((major) => !later.majors.includes(major));
      const message = `the field "${name}" of ${shape.name} exists in version ${later.majors.join(" and ")} only`;
      sink.add("field", entry.key, message, { refusedBy: others });
      checkShape(entry.value, laterShape, sink, name);
    } else if (!hasPlaceholder(name)) unknownField(entry, shape, sink);
  }
}

function unknownField({ key, value }: Entry, shape: Struct, sink: DefectSink): void {
  const known = [shape.fields, ...shape.only.map((one) => one.fields)].flatMap((fields) => Object.keys(fields));
  const near = nearest(key.text, known);
  const hint = near ? `did you mean "${near}"?` : known.length <= 8 ? `it has: ${known.join(", ")}` : undefined;
  hideByName(value, key.text);
  sink.add("field", key, `unknown field "${key.text}" in ${shape.name}`, hint ? { hint } : {});
}

/** Where no shape tells what is secret, the names of the fields do. */
function hideByName(node: Node, name: string): void {
  if (node.kind === "scalar") hide(node, isSensitiveName(name) ? "secret" : "text");
  else if (node.kind === "seq") for (const item of node.items) hideByName(item, name);
  else for (const { key, value } of node.entries.values()) hideByName(value, key.text);
}

/** The known name with the fewest different letters, at most a third of them. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let distance = Math.floor(name.length / 3) + 1;
  for (const candidate of known) {
    const next = leven(name.toLowerCase(), candidate.toLowerCase());
    if (next < distance) [best, distance] = [candidate, next];
  }
  return best;
}

const kinds = { scalar: "a single value", map: "a mapping", seq: "a list" } as const;

function wrongType(node: Node, wanted: string, sink: DefectSink, name: string): void {
  sink.add("value", node, `"${name}" must be ${wanted}, not ${kinds[node.kind]}`);
}

/** `key: {{ value }}` parses as a mapping of a mapping. */
export const isPlaceholder = (node: Node): boolean =>
  node.kind === "scalar" ? hasPlaceholder(node.text) : node.source.text.startsWith("{{", node.start);

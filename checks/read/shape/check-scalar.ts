import type { DefectSink } from "../defect.ts";
import { parseDuration } from "../prometheus/duration.ts";
import { fullRegex } from "../regex.ts";
import { userInformation } from "../sensitive.ts";
import { placeIn } from "../yaml/scalar-place.ts";
import type { Node, Scalar } from "../yaml/tree.ts";
import { isLabelName, type ScalarShape } from "./shape.ts";

/** One value against what its field must be. */
export function checkScalar(node: Node, shape: ScalarShape, sink: DefectSink, name: string): void {
  if (node.kind !== "scalar") {
    sink.add("value", node, `"${name}" must be a single value, not ${node.kind === "seq" ? "a list" : "a mapping"}`);
    return;
  }
  hide(node, shape);
  const problem = problemOf(node, shape);
  if (problem) sink.add(rules[shape] ?? "value", node, `"${name}" ${problem}`);
}

const rules: Partial<Record<ScalarShape, "duration" | "regex" | "name">> = {
  duration: "duration",
  regex: "regex",
  "label name": "name",
};

/** Marks what must never be shown: secrets whole, other values where a URL carries a password. */
export function hide(node: Scalar, shape: ScalarShape): void {
  if (shape === "secret" || shape === "secret url") node.source.hide(node.start, node.end);
  for (const { from, to } of userInformation(node.text)) {
    const { start, end } = placeIn(node)(from, to);
    node.source.hide(start, end);
  }
}

/** What Go's YAML readers take for a bool, quotes not included. */
const bools = /^(?:true|false|yes|no|on|off|y|n)$/i;

function problemOf(node: Scalar, shape: ScalarShape): string | undefined {
  const { text, style } = node;
  switch (shape) {
    case "bool":
      return style === "plain" && bools.test(text) ? undefined : "must be true or false";
    case "integer":
    case "number":
      return style === "plain" && isNumber(text) ? undefined : "must be a number";
    case "duration":
      return parseDuration(text) === undefined ? `is no valid duration: ${text}` : undefined;
    case "size":
      return /^(?:\d+(?:\.\d+)?(?:[KMGTPE]i?)?B|0)$/i.test(text) ? undefined : `is no valid size: ${text}`;
    case "tls version":
      return /^TLS1[0-3]$/.test(text) ? undefined : `is no TLS version, such as TLS12: ${text}`;
    case "label name":
      return isLabelName(text) ? undefined : `is no valid label name: ${text}`;
    case "http url":
    case "secret url":
      return urlProblem(text);
    case "regex": {
      const compiled = fullRegex(text);
      return "problem" in compiled ? `is no valid regular expression: ${compiled.problem}` : undefined;
    }
    default:
      return undefined;
  }
}

/** A fraction where an integer is wanted is cut off by Go's YAML readers, not refused. */
const isNumber = (text: string): boolean => text !== "" && !Number.isNaN(Number(text.replaceAll("_", "")));

/** The value itself is not named: it may be a secret. */
function urlProblem(text: string): string | undefined {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(text);
  if (!match) return "must be a URL that starts with http:// or https://";
  if (!/^https?$/i.test(match[1]!)) return `has a scheme that is neither http nor https: ${match[1]}`;
  return match[2] === "" ? "is a URL without a host" : undefined;
}

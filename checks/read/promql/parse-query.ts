import { parser } from "@prometheus-io/lezer-promql";
import leven from "leven";
import type { Located } from "../../core/source.ts";
import { type DefectSink, defectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { type Place, placeIn } from "../yaml/scalar-place.ts";
import type { Scalar } from "../yaml/tree.ts";
import { buildExpression } from "./build-expression.ts";
import { checkTypes } from "./check-types.ts";
import { type BuildContext, childrenOf, isExpression, NoExpression, refuse } from "./context.ts";
import { describe, findLexicalError, findParseError, type SyntaxErrorAt, tokensOf } from "./find-syntax-error.ts";
import { aggregations, functions } from "./functions.ts";
import type { Expression, Query } from "./model.ts";

/** Reads the PromQL expression that a YAML scalar holds. */
export const parseQuery = (scalar: Scalar): Query => parsePromql(scalar.text, scalar, placeIn(scalar));

/** Reads a PromQL expression that stands anywhere; `place` turns its offsets into ranges of the file. */
export function parsePromql(text: string, whole: Located, place: Place): Query {
  const sink = defectSink();
  const root = read(text, place, sink);
  const { source, start, end } = whole;
  const known = { source, start, end, text };
  if (root) return { ...known, root, template: false, defects: sink.defects };
  // Grafana and Jsonnet variables count here, where nothing else explains the text.
  const template = hasPlaceholder(text) || /\$[A-Za-z_]|\[\[\s*\w+\s*\]\]|%\(/.test(text);
  return { ...known, template, defects: template ? [] : sink.defects };
}

/** Deeper nesting is no expression that anyone wrote; it exhausts the stack of recursive readers. */
const maxDepth = 500;

function read(text: string, place: Place, sink: DefectSink): Expression | undefined {
  const unknown = unknownFunction(text);
  const wrong = findLexicalError(text) ?? unknown.error ?? findErrorInLong(text, unknown.text);
  // Not before: to go on behind each of a hundred thousand errors takes seconds.
  const tree = wrong ? undefined : parser.parse(unknown.text);
  const error = wrong ?? (tree && findParseError(text, tree));
  if (error || !tree) {
    if (error) sink.add("syntax", place(error.from, error.to), error.message, error.hint ? { hint: error.hint } : {});
    return undefined;
  }
  const top = childrenOf(tree.topNode).find(isExpression);
  if (!top) return undefined;
  let depth = 0;
  const context: BuildContext = {
    text,
    place,
    sink,
    build(node, postfixes) {
      if (++depth > maxDepth) refuse(context, place(0, text.length), `nested deeper than ${maxDepth} levels`);
      const built = buildExpression(context, node, postfixes);
      depth--;
      return built;
    },
  };
  try {
    const root = context.build(top);
    checkTypes(root, sink);
    return root;
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}

/** Stops at the first error, which in a text of a usual length the tree places better. */
function findErrorInLong(text: string, replaced: string): SyntaxErrorAt | undefined {
  if (text.length < 5_000) return undefined;
  try {
    parser.configure({ strict: true }).parse(replaced);
    return undefined;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const at = Number(/\d+$/.exec(error.message)?.[0] ?? 0);
    return describe(text, Math.min(at, text.length), "");
  }
}

/** Words that may stand before a parenthesis and are no functions. */
const keywords = new Set(
  "and or unless atan2 by without on ignoring group_left group_right bool offset fill fill_left fill_right min_of max_of".split(
    " ",
  ),
);

/** The grammar takes every unknown function for a syntax error; those of other versions get a stand-in of the same length. */
function unknownFunction(text: string): { readonly text: string; readonly error?: SyntaxErrorAt } {
  let replaced = text;
  let previous: RegExpMatchArray | undefined;
  for (const match of tokensOf(text)) {
    if (/^[\s#]/.test(match[0])) continue;
    const name = previous?.[0];
    const from = previous?.index ?? 0;
    previous = match;
    if (match[0] !== "(" || name === undefined || !/^[A-Za-z_:]/.test(name)) continue;
    if (name === "holt_winters") {
      replaced = `${replaced.slice(0, from)}changes     ${replaced.slice(from + name.length)}`;
      continue;
    }
    const lower = name.toLowerCase();
    if (functions.has(name) || aggregations.has(lower) || keywords.has(lower)) continue;
    const nearest = nearestOf(name);
    const hint = nearest === undefined ? {} : { hint: `did you mean ${nearest}?` };
    return { text, error: { from, to: from + name.length, message: `unknown function "${name}"`, ...hint } };
  }
  return { text: replaced };
}

function nearestOf(name: string): string | undefined {
  let best: string | undefined;
  let distance = name.length < 5 ? 2 : 3;
  for (const known of [...functions.keys(), ...aggregations.keys()]) {
    const next = leven(name.toLowerCase(), known);
    if (next < distance) [best, distance] = [known, next];
  }
  return best;
}

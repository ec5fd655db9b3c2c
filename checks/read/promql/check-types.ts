import type { Located } from "../../core/source.ts";
import type { DefectSink } from "../defect.ts";
import { aggregations, functions, type Signature } from "./functions.ts";
import type { Binary, Call, Expression, ValueType } from "./model.ts";

const typeNames: Readonly<Record<ValueType, string>> = {
  scalar: "a scalar",
  vector: "an instant vector",
  matrix: "a range vector",
  string: "a string",
};
const comparisons = new Set(["==", "!=", "<", "<=", ">", ">="]);
const setOperators = new Set(["and", "or", "unless"]);

/** Everything the type check of Prometheus refuses, in its own order: what stands inside comes first. */
export function checkTypes(root: Expression, sink: DefectSink): void {
  if (root.kind === "paren") checkTypes(root.expr, sink);
  else if (root.kind === "call") checkCall(root, sink);
  else if (root.kind === "binary") checkBinary(root, sink);
  else if (root.kind === "unary") {
    checkTypes(root.expr, sink);
    if (root.type === "scalar" || root.type === "vector") return;
    sink.add("type", root, `a sign cannot stand before ${typeNames[root.type]}`);
  } else if (root.kind === "subquery") {
    checkTypes(root.expr, sink);
    if (root.expr.type === "vector") return;
    sink.add("type", root, `a subquery needs an instant vector, got ${typeNames[root.expr.type]}`);
  } else if (root.kind === "aggregate") {
    const wanted = aggregations.get(root.op.name)?.param;
    if (root.param && wanted) expect(root.param, wanted, `as parameter of "${root.op.name}"`, sink);
    if (root.arg) expect(root.arg, "vector", `in "${root.op.name}"`, sink);
  }
}

function expect(expr: Expression, wanted: ValueType, where: string, sink: DefectSink): void {
  checkTypes(expr, sink);
  if (expr.type === wanted) return;
  const hint =
    wanted === "matrix" && expr.kind === "selector" ? `give it a range, such as ${nameOf(expr)}[5m]` : undefined;
  const message = `expected ${typeNames[wanted]} ${where}, got ${typeNames[expr.type]}`;
  sink.add("type", expr, message, hint ? { hint } : {});
}

const nameOf = (expr: Expression): string => (expr.kind === "selector" && expr.metric ? expr.metric.name : "{...}");

function checkCall(call: Call, sink: DefectSink): void {
  const signature = functions.get(call.func.name);
  if (!signature) return;
  checkCount(call, signature, sink);
  for (const [index, arg] of call.args.entries()) {
    if (index >= signature.args.length && signature.optional === 0) break;
    const wanted = signature.args[Math.min(index, signature.args.length - 1)];
    if (wanted) expect(arg, wanted, `in call to "${call.func.name}"`, sink);
  }
}

function checkCount(call: Call, { args, optional }: Signature, sink: DefectSink): void {
  const least = optional === 0 ? args.length : args.length - 1;
  const most = optional === 0 ? args.length : optional < 0 ? Number.POSITIVE_INFINITY : least + optional;
  const got = call.args.length;
  if (got >= least && got <= most) return;
  const bound = least === most ? "" : got < least ? "at least " : "at most ";
  const count = got < least ? least : most;
  const noun = count === 1 ? "argument" : "arguments";
  sink.add("type", call, `"${call.func.name}" takes ${bound}${count} ${noun}, got ${got}`);
}

function checkBinary(node: Binary, sink: DefectSink): void {
  checkTypes(node.lhs, sink);
  checkTypes(node.rhs, sink);
  const op = node.op.name;
  const compares = comparisons.has(op);
  if (node.bool && !compares) sink.add("type", node.op, `"bool" can follow only a comparison, not "${op}"`);
  for (const side of [node.lhs, node.rhs]) {
    if (side.type === "scalar" || side.type === "vector") continue;
    sink.add("type", side, `"${op}" takes scalars and instant vectors, not ${typeNames[side.type]}`);
    return;
  }
  if (node.lhs.type === "vector" && node.rhs.type === "vector") checkMatching(node, sink);
  else checkWithScalar(node, compares, sink);
}

function checkWithScalar(node: Binary, compares: boolean, sink: DefectSink): void {
  const op = node.op.name;
  if (node.matching && node.matching.labels.length > 0) {
    sink.add("type", node.matching, "labels are matched only between two instant vectors");
  }
  if (setOperators.has(op)) sink.add("type", node.op, `"${op}" works on two instant vectors, not on a scalar`);
  if (!compares || node.bool || node.lhs.type !== "scalar" || node.rhs.type !== "scalar") return;
  sink.add("type", node.op, `a comparison of two scalars needs "bool"`, { hint: `write ${op} bool` });
}

function checkMatching({ matching, op }: Binary, sink: DefectSink): void {
  if (!matching) return;
  if (setOperators.has(op.name) && matching.card !== "one-to-one") {
    sink.add("type", matching, `"${op.name}" cannot take group_left or group_right`);
  }
  if (matching.mode !== "on") return;
  const on = new Set(matching.labels.map((label) => label.name));
  const twice: Located | undefined = matching.include.find((label) => on.has(label.name));
  if (twice) sink.add("type", twice, "a label cannot stand in on() and in the group modifier at once");
}

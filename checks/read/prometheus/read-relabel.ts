import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { isLabelName } from "../shape/shape.ts";
import { get, isMapping, isScalar, itemsOf, type Mapping, type Node, textOf } from "../yaml/tree.ts";
import type { RelabelAction, RelabelRule } from "./model.ts";

const actions: ReadonlySet<string> = new Set<RelabelAction>([
  "replace",
  "keep",
  "drop",
  "keepequal",
  "dropequal",
  "hashmod",
  "labelmap",
  "labeldrop",
  "labelkeep",
  "lowercase",
  "uppercase",
]);
const isAction = (name: string): name is RelabelAction => actions.has(name);

/** Relabelling steps with their defaults. Source: the configuration reference of Prometheus, `<relabel_config>`. */
export function readRelabel(node: Node | undefined, sink: DefectSink): readonly RelabelRule[] {
  const rules: RelabelRule[] = [];
  for (const item of itemsOf(node)) {
    if (isMapping(item)) rules.push(readRule(item, sink));
    else if (isScalar(item) && item.value === null) sink.add("value", item, "a relabelling step is empty");
  }
  return rules;
}

function readRule(body: Mapping, sink: DefectSink): RelabelRule {
  const written = textOf(get(body, "action"))?.toLowerCase() ?? "replace";
  const known = isAction(written);
  if (!known && !hasPlaceholder(written)) {
    sink.add("value", get(body, "action") ?? body, `unknown relabelling action "${written}"`);
  }
  const regexAt = get(body, "regex");
  const targetLabel = get(body, "target_label");
  const rule: RelabelRule = {
    source: body.source,
    start: body.start,
    end: body.end,
    action: known ? written : "replace",
    sourceLabels: itemsOf(get(body, "source_labels")).filter(isScalar),
    separator: textOf(get(body, "separator")) ?? ";",
    regex: textOf(regexAt) ?? "(.*)",
    ...(isScalar(regexAt) && { regexAt }),
    ...(isScalar(targetLabel) && { targetLabel }),
    replacement: textOf(get(body, "replacement")) ?? "$1",
    body,
  };
  if (known) checkRule(rule, sink);
  return rule;
}

const needsTarget: ReadonlySet<RelabelAction> = new Set([
  "replace",
  "keepequal",
  "dropequal",
  "hashmod",
  "lowercase",
  "uppercase",
]);
/** `prefix_$1_${2}` */
const nameWithGroups = /^(?:[A-Za-z_]|\$(?:\{\w+\}|\w))(?:\w|\$(?:\{\w+\}|\w))*$/;

function checkRule(rule: RelabelRule, sink: DefectSink): void {
  const { action, body } = rule;
  const target = textOf(rule.targetLabel) ?? "";
  for (const label of rule.sourceLabels) {
    if (!isLabelName(label.text) && !hasPlaceholder(label.text)) {
      sink.add("name", label, `"${label.text}" is no valid label name`, { refusedBy: [2] });
    }
  }
  if (needsTarget.has(action)) {
    if (target === "") sink.add("field", body, `the relabelling action ${action} needs a target_label`);
    else if (!isTarget(action, target)) sink.add("name", rule.targetLabel ?? body, `"${target}" is no label name`);
  }
  const modulus = get(body, "modulus");
  if (action === "hashmod" && (textOf(modulus) ?? "0") === "0") {
    sink.add("field", modulus ?? body, "the relabelling action hashmod needs a modulus above 0");
  }
  if (action === "labelmap" && !nameWithGroups.test(rule.replacement)) {
    sink.add("name", get(body, "replacement") ?? body, `"${rule.replacement}" is no label name`);
  }
  for (const field of superfluous(action)) {
    const at = body.entries.get(field);
    if (at) sink.add("field", at.key, `the relabelling action ${action} cannot take ${field}`);
  }
}

function isTarget(action: RelabelAction, target: string): boolean {
  if (hasPlaceholder(target)) return true;
  return action === "replace" ? nameWithGroups.test(target) : isLabelName(target);
}

function superfluous(action: RelabelAction): readonly string[] {
  if (action === "labeldrop" || action === "labelkeep") {
    return ["source_labels", "target_label", "modulus", "separator", "replacement"];
  }
  if (action === "keepequal" || action === "dropequal") return ["regex", "modulus", "separator", "replacement"];
  return action === "lowercase" || action === "uppercase" ? ["replacement"] : [];
}

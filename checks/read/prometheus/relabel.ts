import { createHash } from "node:crypto";
import { expandMatch, fullRegex } from "../regex.ts";
import { isLabelName } from "../shape/shape.ts";
import { get, textOf } from "../yaml/tree.ts";
import type { RelabelRule } from "./model.ts";

type Labels = ReadonlyMap<string, string>;

/** The labels after every step, or undefined where a step drops the target. Source: the configuration reference, `<relabel_config>`. */
export function relabel(labels: Labels, rules: readonly RelabelRule[]): Labels | undefined {
  let current = labels;
  for (const rule of rules) {
    const regex = fullRegex(rule.regex);
    if ("problem" in regex) continue;
    const value = rule.sourceLabels.map((label) => current.get(label.text) ?? "").join(rule.separator);
    const target = rule.targetLabel?.text ?? "";
    const matches = regex.matches(value);
    const equals = (current.get(target) ?? "") === value;
    if (rule.action === "drop" && matches) return undefined;
    if (rule.action === "keep" && !matches) return undefined;
    if (rule.action === "dropequal" && equals) return undefined;
    if (rule.action === "keepequal" && !equals) return undefined;
    current = changed(current, rule, value, target);
  }
  return current;
}

function changed(labels: Labels, rule: RelabelRule, value: string, target: string): Labels {
  switch (rule.action) {
    case "replace": {
      const [name = "", text = ""] = expandMatch(rule.regex, value, [target, rule.replacement]) ?? [];
      return isLabelName(name) ? withLabel(labels, name, text) : labels;
    }
    case "lowercase":
      return withLabel(labels, target, value.toLowerCase());
    case "uppercase":
      return withLabel(labels, target, value.toUpperCase());
    case "hashmod":
      return withLabel(labels, target, hashed(value, Number(textOf(get(rule.body, "modulus")) ?? "1")));
    case "labelmap":
      return mapped(labels, rule);
    case "labeldrop":
      return new Map([...labels].filter(([name]) => !matchesName(rule, name)));
    case "labelkeep":
      return new Map([...labels].filter(([name]) => matchesName(rule, name)));
    default:
      return labels;
  }
}

function withLabel(labels: Labels, name: string, value: string): Labels {
  const next = new Map(labels);
  if (value === "") next.delete(name);
  else next.set(name, value);
  return next;
}

function mapped(labels: Labels, rule: RelabelRule): Labels {
  const next = new Map(labels);
  for (const [name, value] of labels) {
    const [renamed] = expandMatch(rule.regex, name, [rule.replacement]) ?? [];
    if (renamed) next.set(renamed, value);
  }
  return next;
}

function matchesName(rule: RelabelRule, name: string): boolean {
  const regex = fullRegex(rule.regex);
  return "matches" in regex && regex.matches(name);
}

/** The last eight bytes of the MD5 sum, as Prometheus spreads targets over shards. */
const hashed = (value: string, modulus: number): string =>
  String(createHash("md5").update(value).digest().readBigUInt64BE(8) % BigInt(Math.max(1, Math.trunc(modulus) || 1)));

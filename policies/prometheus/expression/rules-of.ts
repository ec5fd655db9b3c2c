import type { Rule, RuleFile } from "../../../checks/read/prometheus/model.ts";

/** Every rule of a file, in order. */
export function* rulesOf(file: RuleFile): Generator<Rule> {
  for (const group of file.groups) yield* group.rules;
}

export function* alertsOf(file: RuleFile): Generator<Rule> {
  for (const rule of rulesOf(file)) if (rule.kind === "alert") yield rule;
}

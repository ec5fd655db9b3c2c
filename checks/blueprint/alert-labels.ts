import type { RelabelRule, Rule } from "../read/prometheus/model.ts";
import { carries, outputLabels } from "../read/promql/output-labels.ts";
import { fullRegex } from "../read/regex.ts";
import { textOf } from "../read/yaml/tree.ts";
import type { Blueprint } from "./blueprint.ts";
import { serversOf } from "./prometheus-server.ts";

/** What the files say of the labels of one rule's alerts. */
export interface AlertLabels {
  /** Text of a label, empty where it is certainly absent; "unknown" where the series, a template or relabelling decides it. */
  value(label: string): { readonly text: string } | "unknown";
  /** False only where the alert certainly has no such label. */
  mayHave(label: string): boolean;
}

/** Labels of the rule win over those of its group, these over the series; external labels are added last, where none stands yet. */
export function labelsOfAlert(rule: Rule, blueprint: Blueprint): AlertLabels {
  const servers = serversOf(blueprint);
  const loading = servers.filter((server) => server.rules.some((file) => file.source === rule.source));
  const senders = loading.length > 0 ? loading : servers;
  const steps = senders.flatMap((server) => server.config.alertRelabel);
  const value = (label: string): { readonly text: string } | "unknown" => {
    if (steps.some((step) => mayChange(step, label))) return "unknown";
    if (label === "alertname") return { text: rule.name.text };
    const own = rule.labels.get(label) ?? rule.group.labels.get(label);
    if (own) {
      const text = textOf(own.value) ?? "";
      if (/\{\{|\$\{|<%/.test(text)) return "unknown";
      if (text !== "") return { text };
    } else if (seriesMayHave(rule, label)) return "unknown";
    const external = new Set(
      senders.map((server) => textOf(server.config.global.externalLabels.get(label)?.value) ?? ""),
    );
    const [first = ""] = external;
    return external.size > 1 || first.includes("$") ? "unknown" : { text: first };
  };
  return {
    value,
    mayHave: (label) => {
      const known = value(label);
      return known === "unknown" || known.text !== "";
    },
  };
}

/** Whether the result of the expression can carry a label. */
function seriesMayHave({ query }: Rule, label: string): boolean {
  return !query.root || carries(outputLabels(query.root), label) !== false;
}

/** Whether a step of `alert_relabel_configs` could set, rename or drop a label. */
function mayChange({ action, regex, targetLabel }: RelabelRule, label: string): boolean {
  if (action === "labelmap") return true;
  if (action === "labeldrop" || action === "labelkeep") {
    const names = fullRegex(regex);
    return "problem" in names || names.matches(label) === (action === "labeldrop");
  }
  return targetLabel !== undefined && (targetLabel.text === label || targetLabel.text.includes("$"));
}

import type { RelabelRule, Rule } from "../read/prometheus/model.ts";
import { carries, type OutputLabels, outputLabels } from "../read/promql/output-labels.ts";
import { fullRegex } from "../read/regex.ts";
import { textOf } from "../read/yaml/tree.ts";
import type { PrometheusServer } from "./prometheus-server.ts";

/** What the files say of the labels of one rule's alerts. */
export interface AlertLabels {
  /** Text of a label, empty where it is certainly absent; "unknown" where the series, a template or relabelling decides it. */
  value(label: string): { readonly text: string } | "unknown";
  /** False only where the alert certainly has no such label. */
  mayHave(label: string): boolean;
}

/**
 * Labels of the rule win over those of its group, these over the series; external labels are added last, where none
 * stands yet. `senders` are the servers that load the rule.
 */
export function labelsOfAlert(
  { name, labels, group, query }: Rule,
  senders: readonly Pick<PrometheusServer, "config">[],
): AlertLabels {
  const steps = senders.flatMap((server) => server.config.alertRelabel);
  const known = new Map<string, { readonly text: string } | "unknown">();
  let carried: OutputLabels | undefined;
  const find = (label: string): { readonly text: string } | "unknown" => {
    if (steps.some((step) => mayChange(step, label))) return "unknown";
    if (label === "alertname") return { text: name.text };
    const own = labels.get(label) ?? group.labels.get(label);
    if (own) {
      const text = textOf(own.value) ?? "";
      if (/\{\{|\$\{|<%/.test(text)) return "unknown";
      if (text !== "") return { text };
    } else {
      if (!query.root) return "unknown";
      carried ??= outputLabels(query.root);
      if (carries(carried, label) !== false) return "unknown";
    }
    return externalLabel(label, senders);
  };
  const value = (label: string): { readonly text: string } | "unknown" => {
    const found = known.get(label) ?? find(label);
    known.set(label, found);
    return found;
  };
  return {
    value,
    mayHave: (label) => {
      const found = value(label);
      return found === "unknown" || found.text !== "";
    },
  };
}

function externalLabel(
  label: string,
  senders: readonly Pick<PrometheusServer, "config">[],
): { readonly text: string } | "unknown" {
  const texts = new Set(senders.map(({ config }) => textOf(config.global.externalLabels.get(label)?.value) ?? ""));
  const [text = ""] = texts;
  return texts.size > 1 || text.includes("$") ? "unknown" : { text };
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

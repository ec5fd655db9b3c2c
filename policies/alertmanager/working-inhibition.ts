import { all, type Delivery, delivery } from "../../checks/blueprint/delivery.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { InhibitRule, Matcher } from "../../checks/read/alertmanager/model.ts";

const team = "route:\n  receiver: a\nreceivers:\n  - name: a\n    webhook_configs: [{ url: 'http://b:1/' }]\n";
const alert = (name: string, severity: string): string =>
  `      - alert: ${name}\n        expr: up == 0\n        labels: { severity: ${severity} }\n`;
const group = "groups:\n  - name: g\n    rules:\n";

export default definePolicy({
  id: "alertmanager/working-inhibition",
  reads: delivery,
  severity: "warning",
  title: "Inhibition silences what belongs to its cause, and nothing else",
  why: "Without `equal`, one critical alert anywhere silences every warning everywhere. With `equal: [alertname]` and rules whose critical and warning alerts have different names it silences nothing, and both are sent: a shape that stands in most public examples.",
  source: "Alertmanager documentation, Configuration: inhibit_rule",
  good: [
    {
      "alertmanager.yml": `${team}inhibit_rules:\n  - source_matchers: [severity="critical"]\n    target_matchers: [severity="warning"]\n    equal: [alertname, instance]\n`,
      "rules.yml": `${group}${alert("Slow", "warning")}${alert("Slow", "critical")}`,
    },
    `${team}inhibit_rules:\n  - source_matchers: [severity="critical"]\n    target_matchers: [severity="warning"]\n    equal: [alertname]\n`,
    `${team}inhibit_rules:\n  - source_matchers: [alertname="HostDown"]\n    target_matchers: [severity=~"warning|critical"]\n    equal: [instance]\n  - source_matchers: [alertname="InfoInhibitor"]\n    target_matchers: [severity="info"]\n    equal: [namespace]\n  - source_match: { alertname: DatacentreDown }\n    target_match_re: { alertname: "Link.*" }\n`,
  ],
  bad: [
    `${team}inhibit_rules:\n  - source_match: # ! alertmanager/working-inhibition\n      severity: critical\n    target_match:\n      severity: warning\n`,
    `${team}inhibit_rules:\n  - source_matchers: [severity="critical"] # ! alertmanager/working-inhibition\n    target_matchers: [severity="critical"]\n    equal: [cluster]\n`,
    {
      "alertmanager.yml": `${team}inhibit_rules:\n  - source_matchers: [severity="critical"]\n    target_matchers: [severity="warning"]\n    equal: [alertname, instance] # ! alertmanager/working-inhibition\n`,
      "rules.yml": `${group}${alert("Slow", "warning")}${alert("VerySlow", "critical")}`,
    },
  ],
  *judge(model) {
    for (const rule of model.config.inhibitRules) {
      const fault = faultOf(rule, model);
      const at = fault?.at === "equal" ? (rule.body.entries.get("equal")?.value ?? rule) : rule;
      if (!fault) yield { met: true, at: rule };
      else yield { met: false, at, message: fault.message, hint: fault.hint };
    }
  },
});

interface Fault {
  readonly at: "rule" | "equal";
  readonly message: string;
  readonly hint: string;
}

function faultOf(rule: InhibitRule, { alerts }: Delivery): Fault | undefined {
  const equal = rule.equal.map((label) => label.text);
  if (sameMatchers(rule.sources, rule.targets)) {
    return {
      at: "rule",
      message:
        "source and target of this inhibition are the same alerts: the first that fires silences those that follow",
      hint: "let the source match the cause and the target its consequences",
    };
  }
  // A source named by its alert is one known cause; whole classes of alerts silence each other across services.
  if (equal.length === 0 && rule.sources.every(isBroad) && rule.targets.every(isBroad)) {
    return {
      at: "rule",
      message: "this inhibition has no `equal`: one source alert anywhere silences every target alert everywhere",
      hint: "add `equal` with the labels of the thing that fails, such as [cluster, service, instance]",
    };
  }
  if (!equal.includes("alertname")) return undefined;
  const taken = (matchers: readonly Matcher[]) => alerts.filter(({ labels }) => all(matchers, labels) !== "no");
  const sources = taken(rule.sources);
  const targets = taken(rule.targets);
  if (sources.length === 0 || targets.length === 0) return undefined;
  const names = new Set(sources.map((one) => one.rule.name.text));
  if (targets.some((one) => names.has(one.rule.name.text))) return undefined;
  return {
    at: "equal",
    message: `this inhibition asks for equal names, but none of the ${sources.length} alerts it starts from has the name of one of the ${targets.length} it could silence, so it silences nothing`,
    hint: "take alertname out of `equal`, or give both alerts of a pair one name and two severities",
  };
}

const isBroad = (matcher: Matcher): boolean => /^(severity|priority|level)$/.test(matcher.label);

function sameMatchers(left: readonly Matcher[], right: readonly Matcher[]): boolean {
  const key = (all: readonly Matcher[]): string =>
    all
      .map(({ label, op, value }) => JSON.stringify([label, op, value]))
      .sort()
      .join();
  return left.length > 0 && !left.some((one) => one.template) && key(left) === key(right);
}

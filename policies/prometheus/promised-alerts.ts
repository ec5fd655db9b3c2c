import { prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Rule } from "../../checks/read/prometheus/model.ts";
import { selectorsIn, thresholdsIn } from "../../checks/read/promql/walk.ts";
import { alertGroups, type WatchedThing } from "./data/alert-groups.ts";
import { rulesOf } from "./expression/rules-of.ts";

const settings = "promises:\n  alertGroups: [certificates]\n";
const config = "rule_files: # ! prometheus/promised-alerts\n  - rules.yml\nscrape_configs: []\n";
const rule = (name: string, expr: string): string => `      - alert: ${name}\n        expr: ${expr}\n`;
const group = "groups:\n  - name: g\n    rules:\n";

export default definePolicy({
  id: "prometheus/promised-alerts",
  reads: prometheusServer,
  severity: "error",
  title: "Every alert group that is promised watches what it must",
  why: "A list of required alerts in a document is not read by anybody when a rule is deleted, renamed or loses its metric; the gap shows in the next incident.",
  source: "promises.alertGroups in seaworthy.yaml; Prometheus documentation, Alerting practices",
  promise: "alertGroups",
  good: [
    {
      "seaworthy.yaml": settings,
      "prometheus.yml": "rule_files:\n  - rules.yml\nscrape_configs: []\n",
      "rules.yml": `${group}${rule("Soon", "probe_ssl_earliest_cert_expiry - time() < 30 * 86400")}${rule("Over", "probe_ssl_earliest_cert_expiry - time() <= 0")}`,
    },
    {
      "seaworthy.yaml": settings,
      "prometheus.yml": "rule_files:\n  - rules.yml\nscrape_configs: []\n",
      "rules.yml": `${group}      - record: job:cert_expiry:days\n        expr: (probe_ssl_earliest_cert_expiry - time()) / 86400\n${rule("Soon", "job:cert_expiry:days < 40")}${rule("Over", "job:cert_expiry:days <= 0")}`,
    },
  ],
  bad: [
    {
      "seaworthy.yaml": settings,
      "prometheus.yml": config,
      "rules.yml": `${group}${rule("Soon", "probe_ssl_earliest_cert_expiry - time() < 30 * 86400")}`,
    },
    {
      "seaworthy.yaml": settings,
      "prometheus.yml": config,
      "rules.yml": `${group}${rule("CertificateExpiresSoon", "up == 0")}${rule("Over", "probe_ssl_earliest_cert_expiry <= time()")}`,
    },
  ],
  *judge({ config: file, rules, patterns }, { promises }) {
    const written = rules.flatMap((one) => [...rulesOf(one)]);
    const alerts = written
      .filter((one) => one.kind === "alert")
      .map((one) => ({ rule: one, text: writtenOut(one, written) }));
    const at = file.root.entries.get("rule_files")?.key ?? file;
    const complete = patterns.every((pattern) => pattern.result !== "unknown");
    for (const group of promises.alertGroups ?? []) {
      for (const thing of alertGroups[group] ?? []) {
        const found = alerts.find((one) => watches(one.rule, one.text, thing));
        if (found) yield { met: true, at: found.rule };
        else if (!complete) yield { met: "unknown", at, decidedBy: "rules outside of the repository" };
        else {
          yield {
            met: false,
            at,
            message: `no alert watches for ${thing.what}, which the promised group "${group}" must`,
            hint: "add the rule, or lower its threshold to this limit",
          };
        }
      }
    }
  },
});

function watches(rule: Rule, text: string, { shapes, limits }: WatchedThing): boolean {
  if (!shapes.some((all) => all.every((one) => one.test(text)))) return false;
  if (!limits) return true;
  const scale = /\*\s*100\b/.test(text) ? 100 : 1;
  return [...thresholdsIn(rule.query.root)].some(({ op, limit }) =>
    limits.some(({ op: wanted, value }) => {
      if (!op.startsWith(wanted)) return false;
      const strict = value <= 1 ? value * scale : value;
      return wanted === ">" ? limit <= strict : limit >= strict;
    }),
  );
}

/** The expression with the recorded series it reads written out behind it. */
function writtenOut(rule: Rule, written: readonly Rule[]): string {
  let text = rule.query.text;
  for (const { metric } of selectorsIn(rule.query.root)) {
    if (!metric?.name.includes(":")) continue;
    const source = written.find((one) => one.kind === "record" && one.name.text === metric.name);
    if (source) text += ` ${source.query.text}`;
  }
  return text;
}

import { prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { alertsOf } from "./expression/rules-of.ts";

const alert = "groups:\n  - name: g\n    rules:\n      - alert: Down\n        expr: up == 0\n";
const job = 'scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: ["a:1"]\n';

export default definePolicy({
  id: "prometheus/connected-alertmanager",
  reads: prometheusServer,
  severity: "warning",
  title: "Where there are alerts, there is an Alertmanager to send them to",
  why: "Without `alerting.alertmanagers` alerts are shown on a page of Prometheus that nobody watches. Seen in public: dozens of rules, an Alertmanager in the same Compose file, and the block commented out.",
  source: "Prometheus documentation, Configuration: alertmanager_config",
  good: [
    {
      "prometheus.yml": `rule_files: [rules.yml]\nalerting:\n  alertmanagers:\n    - static_configs:\n        - targets: ["alertmanager:9093"]\n${job}`,
      "rules.yml": alert,
    },
    {
      "prometheus.yml": `rule_files: [rules.yml]\n${job}`,
      "rules.yml": "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(x)\n",
    },
    {
      "prometheus.yml": `rule_files: [rules.yml]\nalerting:\n  alertmanagers:\n    - dns_sd_configs:\n        - names: [alertmanager]\n          type: A\n          port: 9093\n${job}`,
      "rules.yml": alert,
    },
  ],
  bad: [
    {
      "prometheus.yml": `rule_files: # ! prometheus/connected-alertmanager\n  - rules.yml\n${job}`,
      "rules.yml": alert,
    },
    {
      "prometheus.yml": `rule_files: [rules.yml]\nalerting:\n  alertmanagers:\n    - static_configs:\n        - targets: [] # ! prometheus/connected-alertmanager\n${job}`,
      "rules.yml": alert,
    },
  ],
  *judge({ config, rules }) {
    const alerts = rules.flatMap((file) => [...alertsOf(file)]);
    const [first] = alerts;
    if (!first) return;
    const targets = config.alertmanagers.flatMap((one) => [
      ...one.discovery,
      ...one.static.flatMap((group) => group.targets),
    ]);
    const at = config.alertmanagers[0]?.static[0] ?? config.root.entries.get("rule_files")?.key ?? config;
    if (targets.length > 0) yield { met: true, at: config.alertmanagers[0] ?? at };
    else if (config.template) yield { met: "unknown", at, decidedBy: "what fills in this template" };
    else {
      yield {
        met: false,
        at,
        message: `${alerts.length === 1 ? "one alert is" : `${alerts.length} alerts are`} loaded, but no Alertmanager is named to send them to`,
        hint: "name it under `alerting.alertmanagers`, for example targets: [alertmanager:9093]",
        related: [first],
      };
    }
  },
});

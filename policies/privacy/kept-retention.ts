import { type KeptRetention, keptRetentions } from "../../checks/blueprint/kept-retentions.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const map = (kind: string, service: string, retention: string): string => `version: 1
stores:
  logs: { kind: ${kind}, service: ${service}, retention: ${retention} }
purposes:
  account: { legal_basis: contract, description: Let a person log in }
tables: {}
`;
const loki = (enabled: boolean, period: string): Record<string, string> => ({
  "compose.yaml":
    'services:\n  loki:\n    image: grafana/loki:3.4.0\n    volumes: ["./loki.yaml:/etc/loki/local-config.yaml:ro"]\n',
  "loki.yaml": `auth_enabled: false\nschema_config: { configs: [] }\ncompactor: { retention_enabled: ${enabled} }\nlimits_config:\n  retention_period: ${period}\n`,
});
const prometheus = (days: number): Record<string, string> => ({
  "compose.yaml": `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    command:
      - --config.file=/etc/prometheus/prometheus.yml
      - --storage.tsdb.retention.time=${days}d
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
`,
  "prometheus.yml": "scrape_configs: []\n",
});

export default definePolicy<KeptRetention>({
  id: "privacy/kept-retention",
  reads: keptRetentions,
  severity: "error",
  title: "no store keeps data longer than the data map promises",
  why: "the privacy notice says 30 days and Loki keeps its logs for ever, because retention_period does nothing without the compactor's retention_enabled: the promise is broken every day, and only an auditor notices",
  source: "GDPR Articles 5(1)(e) and 13(2)(a); Loki documentation, Log retention; Prometheus documentation, Storage",
  good: [
    { "data-map.yaml": map("loki", "loki", "P30D"), ...loki(true, "720h") },
    { "data-map.yaml": map("prometheus", "prometheus", "P30D"), ...prometheus(30) },
    { "data-map.yaml": map("s3", "backup", "P12M") },
    {
      "data-map.yaml": map("s3", "backup", "P1M"),
      "compose.yaml":
        "services:\n  backup:\n    image: acme/backup:1.0.0\n    environment: { BACKUP_RETENTION_DAYS: 30 }\n",
    },
  ],
  bad: [
    { files: { "data-map.yaml": map("loki", "loki", "P30D"), ...loki(true, "1440h") }, reports: ["loki.yaml:5"] },
    { files: { "data-map.yaml": map("loki", "loki", "P30D"), ...loki(false, "720h") }, reports: ["loki.yaml:5"] },
    {
      files: { "data-map.yaml": map("prometheus", "prometheus", "P30D"), ...prometheus(90) },
      reports: ["compose.yaml:6"],
    },
    {
      files: {
        "data-map.yaml": map("s3", "backup", "P30D"),
        "compose.yaml":
          "services:\n  backup:\n    image: acme/backup:1.0.0\n    environment:\n      BACKUP_RETENTION_DAYS: 365\n",
      },
      reports: ["compose.yaml:5"],
    },
  ],
  *judge({ store, promisedSeconds, kept }) {
    const related = [store.retention ?? store];
    if (kept.seconds === "unknown") yield { met: "unknown", at: store, decidedBy: kept.decidedBy };
    else if (kept.seconds === "for ever") {
      yield {
        met: false,
        at: kept.at,
        message: `the data map promises that "${store.name}" is deleted after ${store.retention?.text}, but nothing here deletes it`,
        hint: "set compactor.retention_enabled: true and limits_config.retention_period",
        related,
      };
    } else if (kept.seconds > promisedSeconds) {
      const days = (seconds: number): string => `${Math.round(seconds / 8640) / 10} days`;
      yield {
        met: false,
        at: kept.at,
        message: `"${store.name}" is kept for ${days(kept.seconds)}, longer than the ${days(promisedSeconds)} that the data map promises`,
        hint: "shorten it, or promise what is kept",
        related,
      };
    } else yield { met: true, at: store };
  },
});

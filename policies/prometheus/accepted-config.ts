import { prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { defectsFor } from "../../checks/read/defect.ts";

/** They read `scrape_configs` with more fields: stream_parse, scrape_align_interval, ... */
const victoria = /(^|\/)(vmagent|victoria-metrics)$/;

export default definePolicy({
  id: "prometheus/accepted-config",
  reads: prometheusServer,
  severity: "error",
  title: "Prometheus loads its configuration",
  why: "Prometheus does not start with a configuration it refuses, and a running one keeps the old configuration after a failed reload while everybody believes in the new one. Seen in public: two jobs of one name, a timeout longer than its interval.",
  source: "Prometheus documentation, Configuration; what promtool check config rejects",
  good: [
    'global:\n  scrape_interval: 15s\nscrape_configs:\n  - job_name: api\n    static_configs:\n      - targets: ["api:8080"]\n',
    "scrape_configs:\n  - job_name: api\n    scrape_interval: 1m30s\n    dns_sd_configs:\n      - names: [api]\n        type: A\n        port: 8080\n",
    {
      "compose.yaml":
        "services:\n  vmagent:\n    image: victoriametrics/vmagent:v1.102.0\n    volumes: [./scrape.yml:/etc/vmagent/scrape.yml:ro]\n    command: [--promscrape.config=/etc/vmagent/scrape.yml]\n",
      "scrape.yml":
        'scrape_configs:\n  - job_name: api\n    stream_parse: true\n    static_configs:\n      - targets: ["10.0.0.7:8080"]\n',
    },
  ],
  bad: [
    'scrape_configs:\n  - job_name: api\n    static_configs:\n      - targets: ["api:8080"]\n  - job_name: api # ! prometheus/accepted-config\n    static_configs:\n      - targets: ["web:8080"]\n',
    'scrape_configs:\n  - job_name: api\n    scrape_intervall: 5s # ! prometheus/accepted-config\n    static_configs:\n      - targets: ["api:8080"]\n',
    'global:\n  scrape_interval: 15 s # ! prometheus/accepted-config\nscrape_configs:\n  - job_name: api\n    static_configs:\n      - targets: ["api:8080"]\n',
  ],
  *judge({ config, service, major, features }) {
    const defects = defectsFor(config.defects, major, features);
    if (defects.length === 0) yield { met: true, at: config };
    else if (victoria.test(service?.image?.name ?? "")) {
      yield { met: "unknown", at: config, decidedBy: "vmagent, whose scrape jobs have fields of their own" };
      return;
    }
    for (const defect of defects) {
      yield { met: false, at: defect, message: `Prometheus refuses this: ${defect.message}`, hint: defect.hint };
    }
  },
});

import { prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const scrape = 'scrape_configs:\n  - job_name: a\n    static_configs:\n      - targets: ["a:1"]\n';
const oneRule = "groups:\n  - name: g\n    rules:\n      - record: a:b\n        expr: sum(x)\n";

export default definePolicy({
  id: "prometheus/loaded-rules",
  reads: prometheusServer,
  severity: "error",
  title: "Every entry of rule_files finds files",
  why: "A pattern that matches nothing is no error for Prometheus: it starts, everything is green, and not one alert exists. Usual causes: a folder that was not mounted, `.yaml` against `.yml`, a path of the host instead of the container.",
  source: "Prometheus documentation, Configuration: rule_files",
  good: [
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./prometheus.yml:/etc/prometheus/prometheus.yml\n      - ./alerts:/etc/prometheus/rules\n",
      "prometheus.yml": `rule_files:\n  - /etc/prometheus/rules/*.yml\n${scrape}`,
      "alerts/api.yml": oneRule,
    },
    { "monitoring/prometheus.yml": `rule_files:\n  - rules/*.yml\n${scrape}`, "monitoring/rules/a.yml": oneRule },
    `rule_files:\n  - /somewhere/else/*.yml\n  - "\${RULES}/*.yml"\n${scrape}`,
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./prometheus:/etc/prometheus\n",
      "prometheus/prometheus.yml": `rule_files:\n  - rules/*.yml\n  - rules/*.yaml\n  - rules/*.rules\n${scrape}`,
      "prometheus/rules/api.yml": oneRule,
    },
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./prometheus.yml:/etc/prometheus/prometheus.yml\n      - rules:/rules\nvolumes:\n  rules: {}\n",
      "prometheus.yml": `rule_files:\n  - /rules/*.yml\n${scrape}`,
    },
  ],
  bad: [
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./prometheus.yml:/etc/prometheus/prometheus.yml\n",
      "prometheus.yml": `rule_files:\n  - rules/*.yml # ! prometheus/loaded-rules\n${scrape}`,
      "rules/api.yml": oneRule,
    },
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    volumes:\n      - ./prometheus:/etc/prometheus\n",
      "prometheus/prometheus.yml": `rule_files:\n  - rules/*.yml # ! prometheus/loaded-rules\n${scrape}`,
      "prometheus/rules/api.yaml": oneRule,
    },
  ],
  *judge({ patterns, service, blueprint }) {
    const lookedThrough = new Set(
      patterns.flatMap(({ at, result }) => (result === "found" ? (folderOfAll(at.text) ?? []) : [])),
    );
    for (const { at, result } of patterns) {
      const folder = folderOfAll(at.text);
      if (result === "found" || (folder !== undefined && lookedThrough.has(folder))) yield { met: true, at };
      else if (result === "unknown") yield { met: "unknown", at, decidedBy: "files outside of the repository" };
      else {
        const where = service ? `in the container of service "${service.name}"` : "beside this file";
        yield {
          met: false,
          at,
          severity: service && blueprint.rules.length > 0 ? "error" : "warning",
          message: `no file matches "${at.text}" ${where}, so none of these rules is loaded`,
          hint: service ? "mount the folder of the rules at this path, or correct the pattern" : "correct the pattern",
          related: service ? [service.at("volumes")] : [],
        };
      }
    }
  },
});

/** `rules/` of `rules/*.yaml`. Beside a pattern that finds the files of a folder, one for its other endings only waits. */
const folderOfAll = (pattern: string): string | undefined => /^(.*\/)?\*\.\w+$/.exec(pattern)?.[1];

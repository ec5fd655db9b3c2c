import { scrapeTargets } from "../../checks/blueprint/scrape-targets.ts";
import { definePolicy } from "../../checks/core/policy.ts";

const compose = (replicas: string): string => `services:
  prometheus:
    image: prom/prometheus:v3.1.0
    volumes: ["./prometheus.yml:/etc/prometheus/prometheus.yml:ro"]
  api:
    image: acme/api:1.0.0
    deploy: { replicas: ${replicas} }
`;
const fixed = (mark = ""): string => `scrape_configs:
  - job_name: api
    static_configs:
      - targets: ["api:3000"]${mark}
`;

export default definePolicy({
  id: "stack/every-replica-scraped",
  reads: scrapeTargets,
  severity: "warning",
  title: "every replica of a service is scraped, not one of them by chance",
  why: "the name of a service with several replicas resolves to all of them, and each scrape of a static target reaches another one: counters jump back and forth, rates are nonsense, and a dead replica goes unseen",
  source:
    "Prometheus configuration, dns_sd_config; Docker documentation: a service name resolves to the addresses of all its containers",
  good: [
    { "compose.yaml": compose("1"), "prometheus.yml": fixed() },
    {
      "compose.yaml": compose("3"),
      "prometheus.yml":
        "scrape_configs:\n  - job_name: api\n    dns_sd_configs: [{ names: [api], type: A, port: 3000 }]\n",
    },
    { "compose.yaml": compose('"${REPLICAS}"'), "prometheus.yml": fixed() },
  ],
  bad: [{ "compose.yaml": compose("3"), "prometheus.yml": fixed(" # ! stack/every-replica-scraped") }],
  *judge(target) {
    const { resolution, via, job } = target;
    if (!job || resolution.found !== "services") return;
    for (const service of resolution.services) {
      if (service.replicas === undefined)
        yield { met: "unknown", at: target, decidedBy: "a variable that holds the number of replicas" };
      else if (service.replicas < 2 || via === "dns") yield { met: true, at: target };
      else {
        yield {
          met: false,
          at: target,
          message: `"${service.name}" has ${service.replicas} replicas, and each scrape of this target reaches one of them by chance`,
          hint: `find them all: dns_sd_configs with names: [${service.name}], type: A`,
          related: [service],
        };
      }
    }
  },
});

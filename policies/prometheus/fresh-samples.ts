import { flagsOf, prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import { scrapeIntervalSeconds } from "../../checks/read/prometheus/read-prometheus.ts";

/** Source: "Staleness" in the querying basics of Prometheus: a sample counts for 5 minutes. */
const lookbackSeconds = 300;

export default definePolicy({
  id: "prometheus/fresh-samples",
  reads: prometheusServer,
  severity: "warning",
  title: "Jobs are scraped often enough that their samples do not go stale",
  why: "A sample counts for five minutes. Scraped every five minutes or less often, the series vanishes between two scrapes, graphs have holes, and alerts with `for` start over at each hole and never fire.",
  source: "Prometheus documentation, Querying basics: staleness; promtool lint too-long-scrape-interval",
  good: [
    "scrape_configs:\n  - job_name: a\n    scrape_interval: 4m\n  - job_name: b\n",
    {
      "compose.yaml":
        "services:\n  prometheus:\n    image: prom/prometheus:v3.1.0\n    command: [--config.file=/etc/prometheus/prometheus.yml, --query.lookback-delta=15m]\n    volumes: [./prometheus.yml:/etc/prometheus/prometheus.yml]\n",
      "prometheus.yml": "scrape_configs:\n  - job_name: a\n    scrape_interval: 10m\n",
    },
  ],
  bad: [
    "scrape_configs:\n  - job_name: a\n    scrape_interval: 10m # ! prometheus/fresh-samples\n",
    "global:\n  scrape_interval: 5m # ! prometheus/fresh-samples\nscrape_configs:\n  - job_name: a\n  - job_name: b\n    scrape_interval: 30s\n",
  ],
  *judge({ config, service }) {
    const lookback = flagsOf(service, "query.lookback-delta").length > 0;
    for (const job of config.scrapeJobs) {
      const seconds = scrapeIntervalSeconds(config, job);
      const at = job.interval ?? config.global.scrapeInterval ?? job;
      if (seconds === undefined || lookback)
        yield { met: "unknown", at, decidedBy: "a variable or --query.lookback-delta" };
      else if (seconds < lookbackSeconds) yield { met: true, at };
      else {
        yield {
          met: false,
          at,
          message: `a sample counts for ${formatDuration(lookbackSeconds)}, but ${job.interval ? `job "${job.name}" is scraped` : "jobs are scraped"} every ${formatDuration(seconds)}`,
          hint: "scrape every 2 minutes or more often; let a slow exporter cache its own work",
        };
      }
    }
  },
});

import { isAboutItself, mayWatch, type Watch, watches, watchesDecidedBy } from "../../checks/blueprint/job-watches.ts";
import { prometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { definePolicy, type Example } from "../../checks/core/policy.ts";
import type { RuleFile, ScrapeJob } from "../../checks/read/prometheus/model.ts";
import { selectorsIn, walk } from "../../checks/read/promql/walk.ts";
import { alertsOf } from "../prometheus/expression/rules-of.ts";

const config = (mark = "", more = ""): string => `rule_files: [rules.yml]
scrape_configs:
  - job_name: prometheus
    static_configs: [{ targets: ["localhost:9090"] }]
  - job_name: node
    static_configs: [{ targets: ["node:9100"], labels: { role: host } }]
  - job_name: redis${mark}
    static_configs: [{ targets: ["redis-exporter:9121"] }]
${more}`;
const rules = (...expressions: readonly string[]): string =>
  `groups:\n  - name: example\n    rules:\n${expressions.map((expr) => `      - alert: Example\n        expr: ${expr}\n`).join("")}`;
const good = (...expressions: readonly string[]): Example => ({
  "prometheus.yml": config(),
  "rules.yml": rules(...expressions),
});
const bad = (...expressions: readonly string[]): Example => ({
  "prometheus.yml": config(" # ! stack/watched-job"),
  "rules.yml": rules(...expressions),
});

export default definePolicy({
  id: "stack/watched-job",
  reads: prometheusServer,
  severity: "notice",
  title: "an alert fires when a scrape job is down",
  why: "when an exporter dies its series end, and an alert such as redis_up == 0 or a high load has nothing left to compare: it falls silent at the very moment it is needed. Only up, or absent, tells",
  source: "Prometheus documentation, Jobs and instances: up is 1 if the instance is healthy, 0 if the scrape failed",
  good: [
    good("up == 0"),
    good("avg by (job) (up) < 0.5"),
    good("count(up == 0) > 1"),
    good('up{job=~"node|redis"} == 0'),
    good('up{job="node"} == 0', 'absent(redis_up{job="redis"})'),
    good('up{job!="prometheus"} == 0'),
    good('up{role="host"} == 0', 'up{instance="redis-exporter:9121"} == 0'),
    good('sum(up{job="node"}) < 1', 'absent_over_time(up{job="redis"}[10m])'),
    good('up{job="node"} == 0', 'scrape_samples_scraped{job="redis"} == 0'),
    good('up{environment="production"} == 0'),
    good('up{job="node"} == 0 or absent(redis_up{job="redis"})'),
    {
      "prometheus.yml": config("", "    relabel_configs: [{ target_label: job, replacement: cache }]\n"),
      "rules.yml": rules('up{job=~"node|cache"} == 0'),
    },
    {
      "prometheus.yml": config("", "    file_sd_configs: [{ files: [more.json] }]\n"),
      "rules.yml": rules('up{instance=~"node:9100|redis-2:9121"} == 0'),
    },
    // What watches is decided elsewhere.
    {
      "prometheus.yml": config().replace("rules.yml", "rules.yml, /srv/rules/*.yml"),
      "rules.yml": rules("redis_up == 0"),
    },
    { "prometheus.yml": config(), "rules.yml": rules("redis_up == 0", "up{job='${NAME}'} == 0") },
    {
      "prometheus.yml": config("", "global: { external_labels: { host: '{{ host }}' } }\n"),
      "rules.yml": rules("x > 1"),
    },
    {
      "prometheus.yml": config("", 'remote_write: [{ url: "https://store.example/push" }]\n'),
      "rules.yml": rules("x > 1"),
    },
    { "prometheus.yml": config().replace("[rules.yml]", "[/srv/rules/*.yml]"), "rules.yml": rules("node_load1 > 9") },
    {
      "prometheus.yml": config(),
      "rules.yml": "groups:\n  - name: a\n    rules:\n      - record: a:b\n        expr: sum(x)\n",
    },
    { "prometheus.yml": config().replace("rule_files: [rules.yml]\n", "") },
  ],
  bad: [
    bad('up{job="node"} == 0', "redis_up == 0"),
    bad('up{job="node"} == 0', "redis_memory_used_bytes / redis_memory_max_bytes > 0.9"),
    bad('up{job!="redis"} == 0'),
    bad('up{job="node"} == 0', "absent(node_load1)"),
    bad('up{instance=~"node:.*"} == 0', 'absent(x{job="other"})'),
    {
      "prometheus.yml": config().replace("job_name: node", "job_name: node # ! stack/watched-job"),
      "rules.yml": rules("redis_up == 0", "node_load1 > 9"),
    },
  ],
  *judge(server) {
    const { config, rules } = server;
    if (!rules.some((file) => [...alertsOf(file)].length > 0)) return;
    const found = rules.flatMap((file) => [...watchesIn(file)]).filter(mayWatch);
    const jobs = config.scrapeJobs.filter((job) => !isAboutItself(job, server));
    const isWatched = (job: ScrapeJob): boolean => found.some((watch) => watches(watch, job, server));
    const unwatched = jobs.filter((job) => !isWatched(job));
    for (const at of jobs) if (!unwatched.includes(at)) yield { met: true, at };
    const decidedBy = watchesDecidedBy(server);
    const hint = "add an alert on up == 0 for every job, with a for of a few minutes";
    const [first] = unwatched;
    if (decidedBy !== undefined) for (const at of unwatched) yield { met: "unknown", at, decidedBy };
    else if (first && unwatched.length === jobs.length && jobs.length > 1) {
      const message = `no alert watches up: none of the ${jobs.length} jobs is missed when its targets are gone`;
      yield { met: false, at: first, message, hint, related: unwatched.slice(1, 4) };
    } else {
      for (const job of unwatched) {
        const message = `no alert watches up of job "${job.name}": when its targets are gone, alerts on their metrics fall silent`;
        yield { met: false, at: job, message, hint };
      }
    }
  },
});

function* watchesIn(file: RuleFile): Generator<Watch> {
  for (const { query } of file.groups.flatMap((group) => group.rules)) {
    for (const node of query.root ? walk(query.root) : []) {
      if (node.kind === "selector") yield { selector: node, absent: false };
      const absent = node.kind === "call" && node.func.name.startsWith("absent");
      if (absent) for (const selector of selectorsIn(node)) yield { selector, absent: true };
    }
  }
}

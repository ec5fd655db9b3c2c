import type { PrometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { type RulesInUse, rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { formatDuration } from "../../checks/read/prometheus/duration.ts";
import { scrapeIntervalSeconds } from "../../checks/read/prometheus/read-prometheus.ts";
import type { MatrixSelector } from "../../checks/read/promql/model.ts";
import { rangesIn } from "../../checks/read/promql/walk.ts";
import { fullRegex } from "../../checks/read/regex.ts";
import { rulesOf } from "./expression/rules-of.ts";

/** Functions that need two samples at least. */
const needsTwo = /^(rate|irate|increase|delta|idelta|deriv|predict_linear)$/;

export default definePolicy({
  id: "prometheus/long-enough-range",
  reads: rulesInUse,
  severity: "warning",
  title: "Ranges hold enough samples for rate()",
  why: "rate() needs two samples in its range. With one scrape a minute, rate(x[1m]) finds one and yields nothing, so the alert can never fire; with less than two intervals it comes and goes, and `for` is never reached.",
  source: "Prometheus documentation, Query functions: rate; Best practices: a range of at least four scrape intervals",
  good: [
    {
      "prometheus.yml":
        'global:\n  scrape_interval: 1m\nrule_files: [rules.yml]\nscrape_configs:\n  - job_name: fast\n    scrape_interval: 15s\n    static_configs:\n      - targets: ["a:1"]\n  - job_name: slow\n    static_configs:\n      - targets: ["b:1"]\n',
      "rules.yml":
        'groups:\n  - name: g\n    rules:\n      - record: a:b:rate\n        expr: rate(x_total{job="fast"}[1m])\n      - record: a:c:rate\n        expr: rate(x_total[1m])\n      - record: a:d:max\n        expr: max_over_time(x{job="slow"}[1m])\n      - record: a:e:rate\n        expr: rate(x_total{job="slow"}[5m])\n      - record: a:f:rate\n        expr: rate(x_total{job="elsewhere"}[1m])\n',
    },
    "groups:\n  - name: g\n    rules:\n      - record: a:b:rate\n        expr: rate(x_total[10s])\n",
  ],
  bad: [
    {
      "prometheus.yml":
        'global:\n  scrape_interval: 1m\nrule_files: [rules.yml]\nscrape_configs:\n  - job_name: fast\n    scrape_interval: 15s\n    static_configs:\n      - targets: ["a:1"]\n  - job_name: slow\n    static_configs:\n      - targets: ["b:1"]\n',
      "rules.yml":
        'groups:\n  - name: g\n    rules:\n      - record: a:b:rate\n        expr: rate(x_total{job="slow"}[1m]) # ! prometheus/long-enough-range\n      - record: a:c:rate\n        expr: irate(x_total[20s]) # ! prometheus/long-enough-range\n      - record: a:d:rate\n        expr: increase(x_total{job=~"sl.*"}[90s]) # ! prometheus/long-enough-range\n',
    },
  ],
  *judge(use) {
    for (const rule of rulesOf(use.file)) {
      if (!rule.query.root) continue;
      for (const { func, range } of rangesIn(rule.query.root)) {
        if (range.kind !== "range" || func === undefined || !needsTwo.test(func)) continue;
        const slowest = intervalOf(range, use);
        if (range.rangeSeconds === undefined || !slowest) {
          yield { met: "unknown", at: range, decidedBy: "the scrape interval of this metric" };
          continue;
        }
        const { seconds, jobs, related } = slowest;
        if (range.rangeSeconds >= 2 * seconds) yield { met: true, at: range };
        else {
          const never = range.rangeSeconds <= seconds;
          yield {
            met: false,
            at: range,
            severity: never && jobs ? "error" : "warning",
            message: `${func}() needs two samples, and ${formatDuration(range.rangeSeconds)} ${never ? "holds at most one" : "often holds one"}: ${jobs ?? "even the fastest job here"} is scraped every ${formatDuration(seconds)}`,
            hint: `use a range of ${formatDuration(4 * seconds)} or more`,
            related,
          };
        }
      }
    }
  },
});

interface Interval {
  readonly seconds: number;
  /** Absent: it is the shortest interval of all jobs. */
  readonly jobs?: string;
  readonly related: readonly Located[];
}

/** The shortest interval at which these series can be scraped: that of the jobs the selector names, else that of any job. */
function intervalOf({ selector }: MatrixSelector, { servers, assumed }: RulesInUse): Interval | undefined {
  if (servers.length === 0) return undefined;
  let shortest: Interval | undefined;
  for (const server of servers) {
    const one = shortestOf(server, jobFilter(selector.matchers));
    if (!one || (assumed && !one.jobs)) return undefined;
    if (!shortest || one.seconds < shortest.seconds) shortest = one;
  }
  return shortest;
}

function shortestOf({ config }: PrometheusServer, names: (job: string) => boolean | "all"): Interval | undefined {
  if (config.scrapeConfigFiles.length > 0 || config.remoteRead.length > 0) return undefined;
  let shortest: Interval | undefined;
  for (const job of config.scrapeJobs) {
    const named = names(job.name);
    if (named === false) continue;
    const seconds = scrapeIntervalSeconds(config, job);
    if (seconds === undefined || job.honorLabels) return undefined;
    if (shortest && shortest.seconds <= seconds) continue;
    const related = [job.interval ?? config.global.scrapeInterval ?? job];
    shortest = named === "all" ? { seconds, related } : { seconds, related, jobs: `job "${job.name}"` };
  }
  return shortest;
}

function jobFilter(matchers: MatrixSelector["selector"]["matchers"]): (job: string) => boolean | "all" {
  const exact = matchers.filter(({ label, op }) => label.name === "job" && (op === "=" || op === "=~"));
  if (exact.length === 0) return () => "all";
  return (job) =>
    exact.every(({ op, value }) => {
      if (op === "=") return value === job;
      const regex = fullRegex(value);
      return !("problem" in regex) && regex.matches(job);
    });
}

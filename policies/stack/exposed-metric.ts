import { type MetricVerdict, verdictOn } from "../../checks/blueprint/exposed-metric.ts";
import type { Exporter } from "../../checks/blueprint/metrics-catalogue/exporter.ts";
import type { PrometheusServer } from "../../checks/blueprint/prometheus-server.ts";
import { type RulesInUse, rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { programsScrapedBy } from "../../checks/blueprint/scraped-programs.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import { metricUses } from "../prometheus/expression/metric-uses.ts";
import { exposedMetricCases } from "./data/exposed-metric-cases.ts";

export default definePolicy<RulesInUse>({
  id: "stack/exposed-metric",
  reads: rulesInUse,
  severity: "error",
  title: "every metric that a rule names is exposed by something that is scraped",
  why: "an alert on a metric that nobody exposes never fires and looks healthy: copied rules ask for pg_up where no PostgreSQL exporter is scraped, or for node_cpu, which has been node_cpu_seconds_total since 2018. promtool checks no name",
  source:
    "metrics that each exporter exposes at pinned versions (catalogue of this project); Prometheus documentation, Jobs and instances",
  ...exposedMetricCases,
  *judge({ file, servers, assumed, vocabulary }) {
    for (const [name, { at, count, optional }] of metricUses(file)) {
      if (vocabulary.recorded.has(name)) {
        yield { met: true, at };
        continue;
      }
      if (assumed || servers.length === 0) {
        yield { met: "unknown", at, decidedBy: "which Prometheus loads these rules" };
        continue;
      }
      const verdicts = servers.map((server) => verdictOn(name, server));
      const decided = verdicts.find(({ exposed }) => exposed === true) ?? verdicts.find((one) => one.exposed !== false);
      const verdict = decided ?? verdicts[0]!;
      if (verdict.exposed === true) yield { met: true, at };
      else if (verdict.exposed === "unknown") yield { met: "unknown", at, decidedBy: verdict.decidedBy };
      else if (optional) yield { met: "unknown", at, decidedBy: 'the other side of "or"' };
      else {
        const more = count > 1 ? ` (and ${count - 1} more uses in this file)` : "";
        yield { met: false, at, ...wordsFor(name, verdict, servers[0]!, more) };
      }
    }
  },
});

/** "the Redis exporter", but "cAdvisor". */
const named = ({ title }: Exporter): string => (title.endsWith("exporter") ? `the ${title}` : title);

type Words = Omit<Extract<Judgement, { met: false }>, "met" | "at">;

function wordsFor(
  name: string,
  verdict: Extract<MetricVerdict, { exposed: false }>,
  server: PrometheusServer,
  more: string,
): Words {
  if ("certain" in verdict) return wordsForUnasked(name, verdict, server, more);
  const { by, now, similar } = verdict;
  const { exporter, asked, service } = by;
  const related = [asked, service.image ?? service];
  if (now !== undefined) {
    return {
      message: `${named(exporter)} that job "${asked.job.name}" scrapes no longer exposes "${name}"${more}`,
      hint: `write ${now}, and mind a change of unit`,
      related,
    };
  }
  return {
    message: `${named(exporter)} that job "${asked.job.name}" scrapes exposes no "${name}"${more}`,
    hint:
      similar === undefined
        ? "look for the right name at its /metrics, or take the rule out"
        : `did you mean ${similar}?`,
    related,
  };
}

function wordsForUnasked(
  name: string,
  { by, certain }: Extract<MetricVerdict, { certain: boolean }>,
  server: PrometheusServer,
  more: string,
): Words {
  const { programs } = programsScrapedBy(server);
  // A prober that is only asked about itself.
  const prober = programs.find(({ exporter }) => exporter === by);
  const service = [...(server.blueprint.project?.services.values() ?? [])].find((one) =>
    by.images.includes(one.image?.familiar ?? ""),
  );
  return {
    severity: certain ? undefined : "warning",
    message: `"${name}" is a metric of ${named(by)}, and no scrape job ${prober ? "probes through it" : "asks it"}${more}`,
    hint: prober
      ? "add a job with metrics_path: /probe whose relabelling sends each target to it as a parameter"
      : service
        ? `add a scrape job with the target ${service.name}:${by.port}`
        : `run one and add a scrape job with its port ${by.port}, or take the rule out`,
    related: [...server.config.scrapeJobs.slice(0, 3), ...(service ? [service] : [])],
  };
}

import { typeOfMetric } from "../../../checks/blueprint/metrics-catalogue/catalogue.ts";

/** What a metric is, and how we know. */
export interface MetricKnowledge {
  readonly type: "counter" | "gauge";
  readonly by: "catalogue" | "name";
}

/** What a name says that is an amount or a state, though it ends in `_total`. */
const notCounted =
  /(^|_)(limit|capacity|memory|mem|space|disk|swap|size|available|configured|uptime|pending|active|current|open|idle|running|queued|waiting|connected|in_?flight|max|free|used)_(\w+_)?total$/;

/**
 * By the catalogue of exporters where it knows the metric, else by its name: OpenMetrics demands `_total` of every counter,
 * and of histograms and summaries `_count`, `_sum` and `_bucket`. Undefined where neither tells.
 */
export function knowledgeOf(name: string): MetricKnowledge | undefined {
  const known = typeOfMetric(name);
  if (known === "counter" || known === "gauge") return { type: known, by: "catalogue" };
  if (known === "histogram" || known === "summary") {
    if (/_(count|sum|bucket)$/.test(name)) return { type: "counter", by: "catalogue" };
    return undefined;
  }
  if (/:/.test(name)) return undefined;
  if (/_total$/.test(name) && !notCounted.test(name)) return { type: "counter", by: "name" };
  if (/_(celsius|ratio|percent|timestamp_seconds)$/.test(name) || name === "up") return { type: "gauge", by: "name" };
  return undefined;
}

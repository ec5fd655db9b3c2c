import type { LabelMatcher } from "../read/promql/model.ts";
import { fullRegex } from "../read/regex.ts";
import type { PrometheusServer } from "./prometheus-server.ts";

/** Every value that the label `job` can have on one server; undefined where something outside of the files can add one. */
export function jobsOf({ config, service }: PrometheusServer): ReadonlySet<string> | undefined {
  const words = [...(service?.command?.words ?? []), ...(service?.entrypoint?.words ?? [])];
  if (words.some(({ text }) => /remote-write-receiver|otlp/.test(text))) return undefined;
  if (config.template || config.scrapeConfigFiles.length > 0 || config.remoteRead.length > 0) return undefined;
  const jobs = new Set<string>();
  for (const job of config.scrapeJobs) {
    const rewrites = [...job.relabel, ...job.metricRelabel].some(
      ({ targetLabel, action }) => targetLabel?.text === "job" || action === "labelmap",
    );
    const discovered = job.discovery.some(({ kind }) => kind !== "dns");
    if (rewrites || discovered || job.honorLabels || job.static.some(({ labels }) => labels.has("job")))
      return undefined;
    jobs.add(job.name);
  }
  return jobs.size > 0 ? jobs : undefined;
}

/** Whether a matcher of `job` accepts one of these; undefined where its regular expression cannot be read. */
export function acceptsAny({ op, value }: LabelMatcher, jobs: ReadonlySet<string>): boolean | undefined {
  if (op === "=") return jobs.has(value) || value === "";
  if (op === "!=") return [...jobs].some((job) => job !== value);
  const regex = fullRegex(value);
  if ("problem" in regex) return undefined;
  return [...jobs].some((job) => regex.matches(job) === (op === "=~"));
}

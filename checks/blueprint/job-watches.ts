import type { RuleFile, ScrapeJob } from "../read/prometheus/model.ts";
import type { LabelMatcher, VectorSelector } from "../read/promql/model.ts";
import { fullRegex } from "../read/regex.ts";
import { textOf } from "../read/yaml/tree.ts";
import { askedBy } from "./asked-addresses.ts";
import { exportersOf } from "./metrics-catalogue/catalogue.ts";
import type { PrometheusServer } from "./prometheus-server.ts";
import { programsScrapedBy } from "./scraped-programs.ts";

/** A selector in a rule that may notice that a target is gone: of `up`, or what `absent` looks at. */
export interface Watch {
  readonly selector: VectorSelector;
  readonly absent: boolean;
}

/** Series that Prometheus writes for each scrape, a failed one included. No metric at all may be any of them. */
const ofEveryScrape = /^(up|scrape_.*)$/;

/** Whether it could see any job disappear; most selectors of most rules cannot. */
export function mayWatch({ selector: { metric }, absent }: Watch): boolean {
  return absent || metric === undefined || ofEveryScrape.test(metric.name);
}

/** Whether a rule's selector sees a job disappear. Where a label is decided elsewhere it does. */
export function watches({ selector, absent }: Watch, job: ScrapeJob, server: PrometheusServer): boolean {
  const name = selector.metric?.name;
  if (name !== undefined && !ofEveryScrape.test(name)) {
    if (!absent) return false;
    if (!selector.matchers.some(({ label }) => label.name === "job") && !exposes(job, name, server)) return false;
  }
  return selector.matchers.every((matcher) => mayMatch(matcher, job));
}

/** `absent(x)` sees the job that x comes from. */
function exposes(job: ScrapeJob, name: string, server: PrometheusServer): boolean {
  const exporters = exportersOf(name);
  const { programs } = programsScrapedBy(server);
  const ofJob = programs.filter(({ asked }) => asked.job === job);
  return ofJob.length === 0 ? exporters.length === 0 : ofJob.some(({ exporter }) => exporters.includes(exporter));
}

function mayMatch(matcher: LabelMatcher, job: ScrapeJob): boolean {
  const label = matcher.label.name;
  if (job.relabel.some(({ action, targetLabel }) => action === "labelmap" || targetLabel?.text === label)) return true;
  if (label === "job") return matches(matcher, job.name);
  if (label === "instance") {
    const targets = job.static.flatMap((group) => group.targets.map(({ text }) => text));
    return job.discovery.length > 0 || targets.some((target) => matches(matcher, target));
  }
  const written = job.static.map(({ labels }) => textOf(labels.get(label)?.value));
  return written.some((text) => text === undefined || matches(matcher, text));
}

function matches({ op, value }: LabelMatcher, text: string): boolean {
  if (op === "=") return text === value;
  if (op === "!=") return text !== value;
  const regex = fullRegex(value);
  return "problem" in regex || regex.matches(text) === (op === "=~");
}

/** A Prometheus that is down cannot say so: its job about itself needs a watch from elsewhere. */
export function isAboutItself(job: ScrapeJob, server: PrometheusServer): boolean {
  const ofJob = askedBy(server).asked.filter((one) => one.job === job);
  return (
    ofJob.length > 0 &&
    ofJob.every(({ resolution, host, port }) => {
      if (resolution.found === "services") return resolution.services.every((service) => service === server.service);
      return resolution.found === "itself" || (port === 9090 && /^(localhost|127\.0\.0\.1)$/.test(host));
    })
  );
}

/** Why nothing can be said of jobs that no alert is seen to watch; undefined: something can. */
export function watchesDecidedBy({ config, patterns, rules }: PrometheusServer): string | undefined {
  if (config.template) return "what fills in its configuration";
  if (patterns.some(({ result }) => result === "unknown")) return "rule files that are not in the repository";
  if (config.remoteWrite.length > 0) return "the alerts of the storage that it writes to";
  if (rules.some(unread)) return "rules that something else fills in";
  return undefined;
}

const unread = (file: RuleFile): boolean =>
  file.template || file.legacy || file.groups.some(({ rules }) => rules.some(({ query }) => !query.root));

import { acceptsAny, jobsOf } from "../../checks/blueprint/known-jobs.ts";
import { type RulesInUse, rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy, type Judgement } from "../../checks/core/policy.ts";
import type { Located } from "../../checks/core/source.ts";
import { nearest } from "../../checks/read/nearest.ts";
import type { Expression, LabelMatcher } from "../../checks/read/promql/model.ts";
import { walk } from "../../checks/read/promql/walk.ts";

const config = (more = ""): string => `rule_files: [rules.yml]
scrape_configs:
  - job_name: node-exporter
    static_configs: [{ targets: ["node:9100"] }]
${more}`;
const rule = (expr: string, mark = ""): string => `groups:
  - name: node
    rules:
      - alert: NodeDown
        expr: ${expr}${mark}
        for: 5m
`;

export default definePolicy<RulesInUse>({
  id: "stack/scraped-job",
  reads: rulesInUse,
  severity: "error",
  title: "every job that a rule selects is scraped",
  why: 'rules copied from a collection say job="node" where the own job is called node-exporter: the alert never fires, and absent(up{job="node"}) fires for ever. promtool checks neither against the other',
  source: "Prometheus documentation, Jobs and instances: the label job is the job_name of the scrape configuration",
  good: [
    { "prometheus.yml": config(), "rules.yml": rule('up{job="node-exporter"} == 0') },
    { "prometheus.yml": config(), "rules.yml": rule('up{job=~"node.*|other"} == 0') },
    {
      "prometheus.yml": config(
        '  - job_name: federate\n    honor_labels: true\n    static_configs: [{ targets: ["other:9090"] }]\n',
      ),
      "rules.yml": rule('up{job="node"} == 0'),
    },
    {
      "prometheus.yml": config("  - job_name: k8s\n    kubernetes_sd_configs: [{ role: pod }]\n"),
      "rules.yml": rule('up{job="node"} == 0'),
    },
    { "prometheus.yml": config(), "other/rules.yml": rule('up{job="node"} == 0') },
    { "prometheus.yml": config(), "rules.yml": rule('job:up:sum{job="node"} == 0') },
  ],
  bad: [
    { "prometheus.yml": config(), "rules.yml": rule('up{job="node"} == 0', " # ! stack/scraped-job") },
    { "prometheus.yml": config(), "rules.yml": rule('absent(up{job="node"})', " # ! stack/scraped-job") },
    { "prometheus.yml": config(), "rules.yml": rule('up{job=~"api|web"} == 0', " # ! stack/scraped-job") },
  ],
  *judge({ file, servers, assumed }) {
    const known = servers.map(jobsOf);
    const jobs = new Set(known.flatMap((one) => [...(one ?? [])]));
    const decided = !assumed && servers.length > 0 && known.every((one) => one !== undefined);
    const groups = new Map<string, { readonly absent: boolean; readonly matchers: LabelMatcher[] }>();
    for (const { query } of file.groups.flatMap((group) => group.rules)) {
      for (const { matcher, absent } of jobMatchers(query.root)) {
        const key = `${absent} ${matcher.op}${matcher.value}`;
        const group = groups.get(key) ?? { absent, matchers: [] };
        groups.set(key, group);
        group.matchers.push(matcher);
      }
    }
    for (const { absent, matchers } of groups.values()) {
      if (decided) yield* judge(matchers, absent, jobs, servers[0]!.config.scrapeJobs);
      else for (const at of matchers) yield { met: "unknown", at, decidedBy: "which jobs its Prometheus scrapes" };
    }
  },
});

/** One wrong name is one finding, at its first place, however many selectors of the file use it. */
function* judge(
  matchers: readonly LabelMatcher[],
  absent: boolean,
  jobs: ReadonlySet<string>,
  scraped: readonly Located[],
): Generator<Judgement> {
  const [at, ...others] = matchers;
  if (!at) return;
  const accepted = acceptsAny(at, jobs);
  if (accepted === undefined) yield { met: "unknown", at, decidedBy: "its regular expression" };
  else if (accepted) for (const one of matchers) yield { met: true, at: one };
  else {
    const near = nearest(at.value, jobs);
    const more = others.length > 0 ? ` (and ${others.length} more selectors of this file)` : "";
    yield {
      met: false,
      at,
      message: `no scrape job is matched by job${at.op}"${at.value}", so this ${absent ? "is true for ever" : "is never true"}${more}`,
      hint: near ? `did you mean "${near}"?` : `the jobs are ${[...jobs].join(", ")}`,
      related: scraped.slice(0, 3),
    };
  }
}

/** Matchers of `job`, but for those of recorded series and of alerts, which carry labels of their own. */
function* jobMatchers(
  root: Expression | undefined,
): Generator<{ readonly matcher: LabelMatcher; readonly absent: boolean }> {
  if (!root) return;
  const absent = root.kind === "call" && root.func.name.startsWith("absent");
  for (const node of walk(root)) {
    if (node.kind !== "selector" || node.metric?.name.includes(":") || node.metric?.name.startsWith("ALERTS")) continue;
    for (const matcher of node.matchers) if (matcher.label.name === "job") yield { matcher, absent };
  }
}

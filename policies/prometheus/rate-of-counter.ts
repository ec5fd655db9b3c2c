import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import type { Expression } from "../../checks/read/promql/model.ts";
import { bare, rangesIn, selectorsIn, thresholdsIn, walk } from "../../checks/read/promql/walk.ts";
import { rawCounterOf } from "./expression/raw-counters.ts";
import { alertsOf } from "./expression/rules-of.ts";

/** Only of these can one say by name that both count events. */
const events =
  /(requests|errors|failures|failed|hits|misses|queries|messages|events|attempts|responses|calls|jobs)_total$/;

export default definePolicy({
  id: "prometheus/rate-of-counter",
  reads: rules,
  severity: "warning",
  title: "Alerts look at the rate of a counter, not at its running total",
  why: "A counter only grows until its process restarts: compared with a threshold it fires once and then for ever, and a share of two totals is an average since the start that no outage moves. Seen in public in alerts on total requests and total errors.",
  source: "Prometheus documentation, Metric types: Counter; Query functions: rate",
  good: [
    "groups:\n  - name: api\n    rules:\n      - alert: ManyErrors\n        expr: rate(http_errors_total[5m]) > 1\n      - alert: ErrorShare\n        expr: sum(rate(http_errors_total[5m])) / sum(rate(http_requests_total[5m])) > 0.01\n      - alert: NothingYet\n        expr: http_requests_total == 0\n",
    "groups:\n  - name: jobs\n    rules:\n      - alert: Backlog\n        expr: jobs_started_total - jobs_finished_total > 100\n      - alert: Grew\n        expr: jobs_failed_total - jobs_failed_total offset 10m > 3\n      - alert: MemoryFull\n        expr: app_memory_used_bytes / app_memory_total > 0.9\n      - alert: JustStarted\n        expr: app_uptime_seconds_total < 60\n      - alert: Waiting\n        expr: app_pending_requests_total > 10\n      - alert: Enough\n        expr: jobs_failed_total > 10 and increase(jobs_failed_total[1h]) > 2\n      - alert: Restarted\n        expr: changes(process_starts_total[10m]) > 2\n",
    "groups:\n  - name: jobs\n    rules:\n      - alert: Some\n        expr: count(http_errors_total) > 5\n      - alert: New\n        expr: http_errors_total > 0 unless http_errors_total offset 10m\n      - record: job:errors:sum\n        expr: sum by (job) (http_errors_total)\n",
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: ManyErrors\n        expr: http_errors_total > 100 # ! prometheus/rate-of-counter\n      - alert: ManyErrorsInSum\n        expr: sum(http_errors_total{code="500"}) by (job) >= 10 # ! prometheus/rate-of-counter\n',
    "groups:\n  - name: api\n    rules:\n      - alert: ErrorShare\n        expr: http_errors_total / http_requests_total * 100 > 5 # ! prometheus/rate-of-counter\n      - alert: Delta\n        expr: delta(http_errors_total[5m]) > 5 # ! prometheus/rate-of-counter\n",
  ],
  *judge(file) {
    for (const rule of alertsOf(file)) {
      const root = rule.query.root;
      if (!root) continue;
      let found = false;
      for (const fault of faultsOf(root)) {
        found = true;
        yield { met: false, ...fault, message: `alert "${rule.name.text}" ${fault.message}` };
      }
      if (!found) yield { met: true, at: rule.expr };
    }
  },
});

interface Fault {
  readonly at: Expression;
  readonly message: string;
  readonly hint: string;
}

function* faultsOf(root: Expression): Generator<Fault> {
  // `x_total > 0 unless x_total offset 10m` asks whether it is new, which needs no rate.
  if ([...walk(root)].some((one) => one.kind === "selector" && one.offsetAt)) return;
  const rated = new Set(
    [...rangesIn(root)].flatMap(({ range }) => [...selectorsIn(range)].map((one) => one.metric?.name)),
  );
  for (const { subject, op, at } of thresholdsIn(root)) {
    if (op !== ">" && op !== ">=") continue;
    const counter = rawCounterOf(subject);
    const name = counter?.name ?? lifetimeShareOf(subject);
    // Beside the rate of the same counter the total only asks for a minimum.
    if (name === undefined || rated.has(name)) continue;
    const message = counter
      ? `compares the running total of counter "${name}" with a threshold`
      : `divides running totals of counters ("${name}"), an average since the last restart`;
    yield { at, message, hint: `use rate(${name}[5m]) or increase(${name}[1h])` };
  }
  for (const one of walk(root)) {
    if (one.kind !== "call" || !/^(delta|idelta|deriv)$/.test(one.func.name)) continue;
    const counter = one.args[0] && rawCounterOf(one.args[0]);
    if (!counter) continue;
    const message = `takes ${one.func.name}() of counter "${counter.name}", which falls below zero at every restart`;
    yield { at: one, message, hint: `use increase(${counter.name}[...]) or rate(...): they see restarts` };
  }
}

function lifetimeShareOf(subject: Expression): string | undefined {
  const inner = bare(subject);
  if (inner.kind !== "binary") return undefined;
  if (inner.op.name === "*" && inner.rhs.type === "scalar") return lifetimeShareOf(inner.lhs);
  if (inner.op.name !== "/") return undefined;
  const over = rawCounterOf(inner.lhs);
  const under = rawCounterOf(inner.rhs);
  if (!over || !under) return undefined;
  const certain = (one: typeof over): boolean => one.by === "catalogue" || events.test(one.name);
  return certain(over) && certain(under) ? over.name : undefined;
}

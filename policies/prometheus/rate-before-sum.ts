import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { bare, walk } from "../../checks/read/promql/walk.ts";
import { rawCounterOf } from "./expression/raw-counters.ts";
import { rulesOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/rate-before-sum",
  reads: rules,
  severity: "warning",
  title: "Rates are taken first and summed afterwards",
  why: "The sum of several counters falls when one process restarts or one target vanishes; rate() takes that fall for a restart of the whole and adds everything counted so far: a spike as high as the history, and a false alarm at each deployment.",
  source: "Prometheus documentation, Query functions: rate (note on aggregation)",
  good: [
    "groups:\n  - name: api\n    rules:\n      - alert: Busy\n        expr: sum(rate(http_requests_total[5m])) > 100\n      - alert: BusyForLong\n        expr: max_over_time(sum(rate(http_requests_total[5m]))[1h:1m]) > 100\n      - alert: Growing\n        expr: deriv(sum(queue_length)[10m:1m]) > 1\n",
  ],
  bad: [
    "groups:\n  - name: api\n    rules:\n      - alert: Busy\n        expr: rate(sum(http_requests_total)[5m:1m]) > 100 # ! prometheus/rate-before-sum\n      - record: job:requests:increase1h\n        expr: increase((sum by (job) (http_requests_total))[1h:]) # ! prometheus/rate-before-sum\n",
  ],
  *judge(file) {
    for (const rule of rulesOf(file)) {
      if (!rule.query.root) continue;
      for (const call of walk(rule.query.root)) {
        if (call.kind !== "call" || !/^(rate|irate|increase)$/.test(call.func.name)) continue;
        const range = call.args[0];
        if (range?.kind !== "subquery") {
          yield { met: true, at: call };
          continue;
        }
        const inner = bare(range.expr);
        const counter = inner.kind === "aggregate" ? rawCounterOf(inner) : undefined;
        if (!counter) yield { met: true, at: call };
        else {
          yield {
            met: false,
            at: call,
            message: `${call.func.name}() is taken of a sum of counter "${counter.name}", so each restart of one process looks like a spike`,
            hint: `take the rate first: sum(rate(${counter.name}[...]))`,
          };
        }
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import { walk } from "../../checks/read/promql/walk.ts";
import { knowledgeOf } from "./expression/metric-type.ts";
import { rulesOf } from "./expression/rules-of.ts";

export default definePolicy({
  id: "prometheus/no-rate-of-gauge",
  reads: rules,
  severity: "warning",
  title: "rate() and increase() are taken of counters only",
  why: "rate() takes every fall of a value for a restart and adds it up: of a gauge, such as a temperature or the free memory, it yields a large number that means nothing, and the alert on it fires at random.",
  source: "Prometheus documentation, Query functions: rate, irate, increase",
  good: [
    'groups:\n  - name: node\n    rules:\n      - alert: CpuBusy\n        expr: 1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m])) > 0.8\n      - alert: Slow\n        expr: histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m]))) > 1\n      - alert: DiskFills\n        expr: predict_linear(node_filesystem_avail_bytes[1h], 3600) < 0\n      - alert: Hot\n        expr: deriv(room_temperature_celsius[10m]) > 1\n',
    "groups:\n  - name: app\n    rules:\n      - alert: Unknown\n        expr: rate(app_work_done[5m]) < 1\n",
  ],
  bad: [
    "groups:\n  - name: room\n    rules:\n      - alert: Hot\n        expr: rate(room_temperature_celsius[5m]) > 1 # ! prometheus/no-rate-of-gauge\n      - record: x:y:z\n        expr: increase(up[5m]) # ! prometheus/no-rate-of-gauge\n",
    "groups:\n  - name: node\n    rules:\n      - alert: BackupMissed\n        expr: increase(backup_last_success_timestamp_seconds[1d]) < 1 # ! prometheus/no-rate-of-gauge\n",
  ],
  *judge(file) {
    for (const rule of rulesOf(file)) {
      if (!rule.query.root) continue;
      for (const call of walk(rule.query.root)) {
        if (call.kind !== "call" || !/^(rate|irate|increase)$/.test(call.func.name)) continue;
        const range = call.args[0];
        if (range?.kind !== "range") continue;
        const name = range.selector.metric?.name;
        const known = name === undefined ? undefined : knowledgeOf(name);
        if (known?.type === "counter" || /_(total|count|sum|bucket)$/.test(name ?? "")) yield { met: true, at: call };
        else if (!known) yield { met: "unknown", at: call, decidedBy: `the type of metric ${name ?? "here"}` };
        else {
          const better = call.func.name === "increase" ? "delta" : "deriv";
          yield {
            met: false,
            at: call,
            message: `${call.func.name}() is taken of "${name}", which is a gauge`,
            hint: `use ${better}() or compare the value itself; rate() and increase() count every fall as a restart`,
          };
        }
      }
    }
  },
});

import { definePolicy } from "../../checks/core/policy.ts";
import { rules } from "../../checks/read/prometheus/model.ts";
import type { LabelMatcher, VectorSelector } from "../../checks/read/promql/model.ts";
import { selectorsIn } from "../../checks/read/promql/walk.ts";
import { fullRegex } from "../../checks/read/regex.ts";
import { rulesOf } from "./expression/rules-of.ts";

/** Text that is a pattern and no value: `.*`, `.+`, `5..`, `5xx|4xx`, `[45]..`, `\d`. */
const pattern = /\.\*|\.\+|^\d\.\.$|^\[[^\]]+\][.+*]|\\d|^\^.*\$$|^[\w./-]+(\|[\w./-]+)+$/;

export default definePolicy({
  id: "prometheus/matchable-selectors",
  reads: rules,
  severity: "error",
  title: "Every selector can match a series",
  why: '`=` compares whole values: `status="5.."` looks for the three characters 5, dot, dot, finds nothing, and the alert on server errors never fires. Two matchers that exclude each other do the same. promtool accepts both.',
  source: "Prometheus documentation, Querying basics: instant vector selectors",
  good: [
    'groups:\n  - name: api\n    rules:\n      - alert: Errors\n        expr: rate(http_requests_total{status=~"5..",path!~"/health|/ready"}[5m]) > 1\n      - alert: Disk\n        expr: node_filesystem_avail_bytes{mountpoint="/",fstype!=""} < 1e9\n      - alert: Version\n        expr: app_info{version="1.2.3", env=~"a|b", env!="b"} == 0\n      - alert: Regex\n        expr: x{path="/api/v1/users/{id}", query="a|"} > 1\n',
  ],
  bad: [
    'groups:\n  - name: api\n    rules:\n      - alert: Errors\n        expr: rate(http_requests_total{status="5.."}[5m]) > 1 # ! prometheus/matchable-selectors\n      - alert: Jobs\n        expr: up{job="api|web"} == 0 # ! prometheus/matchable-selectors\n      - alert: Both\n        expr: up{job="api",job="web"} == 0 # ! prometheus/matchable-selectors\n      - alert: Excluded\n        expr: up{job="api",job!~"a.*"} == 0 # ! prometheus/matchable-selectors\n      - record: a:b\n        expr: sum(up{instance=".*:9100"}) # ! prometheus/matchable-selectors\n',
  ],
  *judge(file) {
    for (const rule of rulesOf(file)) {
      for (const selector of selectorsIn(rule.query.root)) {
        const literal = selector.matchers.find((one) => one.op === "=" && pattern.test(one.value));
        const clash = clashIn(selector);
        if (literal) {
          yield {
            met: false,
            at: literal,
            message: `"${literal.label.name}" is compared with the literal text "${literal.value}", which is a pattern, so nothing matches`,
            hint: `write ${literal.label.name}=~"${literal.value}"`,
          };
        } else if (clash) {
          yield {
            met: false,
            at: clash,
            message: `no series can have "${clash.label.name}" meet all matchers of this selector`,
            hint: "drop one of them, or join the values in one =~ matcher",
          };
        } else yield { met: true, at: selector };
      }
    }
  },
});

/** A matcher that refuses the one value which another matcher of the same label asks for. */
function clashIn({ matchers }: VectorSelector): LabelMatcher | undefined {
  for (const exact of matchers) {
    if (exact.op !== "=") continue;
    const clash = matchers.find(
      (other) => other !== exact && other.label.name === exact.label.name && refuses(other, exact.value),
    );
    if (clash) return clash;
  }
  return undefined;
}

function refuses({ op, value: asked }: LabelMatcher, value: string): boolean {
  if (op === "=") return asked !== value;
  if (op === "!=") return asked === value;
  const regex = fullRegex(asked);
  return !("problem" in regex) && regex.matches(value) !== (op === "=~");
}

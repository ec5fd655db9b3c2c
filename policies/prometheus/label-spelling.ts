import leven from "leven";
import { rulesInUse } from "../../checks/blueprint/rules-in-use.ts";
import { definePolicy } from "../../checks/core/policy.ts";
import { type Entry, textOf } from "../../checks/read/yaml/tree.ts";
import { alertsOf } from "./expression/rules-of.ts";

const severities =
  "critical warning info none page ticket error notice emergency alert debug major minor high medium low fatal disaster informational".split(
    " ",
  );
/** Whole words that are near another one and right all the same. */
const fine = new Set([
  "warn",
  "crit",
  "err",
  "infos",
  "pager",
  "paging",
  "pages",
  "tickets",
  "severe",
  "normal",
  "note",
  "ok",
]);

export default definePolicy({
  id: "prometheus/label-spelling",
  reads: rulesInUse,
  severity: "warning",
  title: "Severities are spelt alike everywhere",
  why: "Alertmanager compares labels letter by letter: `severity: critcal` or `Critical` passes every check, misses the route for `critical`, and the page is never sent.",
  source: "Alertmanager documentation, Matchers: values are compared exactly, case included",
  good: [
    "groups:\n  - name: api\n    rules:\n      - alert: A\n        expr: x > 1\n        labels: { severity: critical }\n      - alert: B\n        expr: x > 2\n        labels: { severity: warn }\n      - alert: C\n        expr: x > 3\n        labels: { severity: page, service: severity-api }\n      - alert: D\n        expr: x > 4\n        labels: { severity: P1 }\n      - alert: E\n        expr: x > 4\n        labels: { severity: sev2 }\n",
    "groups:\n  - name: api\n    rules:\n      - alert: A\n        expr: x > 1\n        labels: { severity: Critical }\n      - alert: B\n        expr: x > 2\n        labels: { severity: Warning }\n",
  ],
  bad: [
    "groups:\n  - name: api\n    rules:\n      - alert: A\n        expr: x > 1\n        labels:\n          severity: critcal # ! prometheus/label-spelling\n      - alert: B\n        expr: x > 2\n        labels:\n          severity: warnning # ! prometheus/label-spelling\n      - alert: C\n        expr: x > 3\n        labels:\n          serverity: critical # ! prometheus/label-spelling\n",
    "groups:\n  - name: api\n    rules:\n      - alert: A\n        expr: x > 1\n        labels: { severity: critical }\n      - alert: B\n        expr: x > 2\n        labels: { severity: critical }\n      - alert: C\n        expr: x > 3\n        labels:\n          severity: Critical # ! prometheus/label-spelling\n",
  ],
  *judge({ file, vocabulary }) {
    for (const rule of alertsOf(file)) {
      for (const [name, entry] of rule.labels) {
        const meant = name === "severity" ? valueMeant(entry, vocabulary.severities) : nameMeant(name, rule.labels);
        if (meant === undefined) yield { met: true, at: entry.key };
        else {
          yield {
            met: false,
            at: name === "severity" ? entry.value : entry.key,
            message:
              name === "severity"
                ? `alert "${rule.name.text}" has severity "${textOf(entry.value)}", elsewhere it is "${meant}"`
                : `alert "${rule.name.text}" has a label "${name}", probably meant is "${meant}"`,
            hint: `write ${meant}, or no matcher for it will take this alert`,
          };
        }
      }
    }
  },
});

function valueMeant({ value }: Entry, counts: ReadonlyMap<string, number>): string | undefined {
  const text = textOf(value) ?? "";
  const lower = text.toLowerCase();
  const twin = [...counts.keys()].find((other) => other !== text && other.toLowerCase() === lower);
  if (twin !== undefined && (counts.get(text) ?? 0) < (counts.get(twin) ?? 0)) return twin;
  if (!/^[a-z]{4,}$/.test(lower) || severities.includes(lower) || fine.has(lower)) return undefined;
  return severities.find((word) => word.length >= 4 && leven(word, lower) <= (word.length > 6 ? 2 : 1));
}

function nameMeant(name: string, labels: ReadonlyMap<string, Entry>): string | undefined {
  if (labels.has("severity") || name.length < 6) return undefined;
  return leven(name.toLowerCase(), "severity") <= 2 ? "severity" : undefined;
}

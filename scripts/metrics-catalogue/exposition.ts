import type { Family, MetricType } from "../../checks/blueprint/metrics-catalogue/family.ts";

const TYPES: readonly string[] = ["counter", "gauge", "histogram", "summary", "untyped"] satisfies MetricType[];
const isType = (text: string): text is MetricType => TYPES.includes(text);

/** Reads a `/metrics` page in the Prometheus text format 0.0.4 into its families; sample values are not kept. */
export function readExposition(page: string): Map<string, Family> {
  const types = new Map<string, MetricType>();
  const labels = new Map<string, Set<string>>();
  for (const line of page.split("\n")) {
    const declared = /^# TYPE (\S+) (\S+)/.exec(line);
    if (declared) {
      const [, name, type] = declared;
      types.set(name!, isType(type!) ? type : "untyped");
      continue;
    }
    const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s/.exec(line);
    if (!sample) continue;
    const family = familyOf(sample[1]!, types);
    const seen = labels.get(family) ?? new Set();
    labels.set(family, seen);
    for (const [, label] of (sample[2] ?? "").matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g)) seen.add(label!);
  }
  const families = new Map<string, Family>();
  for (const [name, seen] of labels) {
    const type = types.get(name) ?? "untyped";
    if (type === "histogram") seen.delete("le");
    if (type === "summary") seen.delete("quantile");
    families.set(name, { type, labels: [...seen].sort() });
  }
  return families;
}

/** The family of a sample: `x_bucket` belongs to the histogram `x`, but only where `x` was declared as one. */
function familyOf(sample: string, types: ReadonlyMap<string, MetricType>): string {
  const base = sample.replace(/_(bucket|sum|count)$/, "");
  const type = types.get(base);
  if (base === sample || types.has(sample)) return sample;
  if (type === "histogram" || (type === "summary" && !sample.endsWith("_bucket"))) return base;
  return sample;
}

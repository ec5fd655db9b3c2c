import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { get, isScalar, itemsOf, type Mapping, textOf } from "../yaml/tree.ts";

const days = "sunday|monday|tuesday|wednesday|thursday|friday|saturday";
const months = "january|february|march|april|may|june|july|august|september|october|november|december";

/** Source: "`<time_interval>`" of the documentation of Alertmanager. */
const patterns: Readonly<Record<string, RegExp>> = {
  weekdays: new RegExp(`^(?:${days})(?::(?:${days}))?$`, "i"),
  days_of_month: /^-?(?:[1-9]|[12]\d|3[01])(?::-?(?:[1-9]|[12]\d|3[01]))?$/,
  months: new RegExp(`^(?:${months}|\\d+)(?::(?:${months}|\\d+))?$`, "i"),
  years: /^\d+(?::\d+)?$/,
};
const time = /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** The values of one named interval. */
export function checkTimeInterval(interval: Mapping, sink: DefectSink): void {
  for (const part of itemsOf(get(interval, "time_intervals"))) {
    for (const [field, pattern] of Object.entries(patterns)) {
      for (const value of itemsOf(get(part, field))) {
        if (!isScalar(value) || value.value === null || pattern.test(value.text) || hasPlaceholder(value.text))
          continue;
        sink.add("value", value, `"${value.text}" is no value for ${field}`);
      }
    }
    for (const range of itemsOf(get(part, "times"))) checkTimes(range, sink);
  }
}

function checkTimes(range: ReturnType<typeof itemsOf>[number], sink: DefectSink): void {
  const [start, end] = ["start_time", "end_time"].map((field) => get(range, field));
  for (const [node, field] of [
    [start, "start_time"],
    [end, "end_time"],
  ] as const) {
    const text = textOf(node);
    if (text === undefined) sink.add("field", range, `a time range needs ${field}`);
    else if (!time.test(text) && !hasPlaceholder(text)) {
      sink.add("value", node ?? range, `"${text}" is no time of day, such as 09:00 or 24:00`);
    }
  }
  const from = textOf(start);
  const to = textOf(end);
  if (from && to && time.test(from) && time.test(to) && from >= to) {
    sink.add("value", range, `the time range ends at ${to}, which is not after its start at ${from}`);
  }
}

import { locate } from "../../core/source.ts";
import type { DefectSink } from "../defect.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { fullRegex } from "../regex.ts";
import { isLabelName } from "../shape/shape.ts";
import { placeIn } from "../yaml/scalar-place.ts";
import { entriesOf, get, isScalar, itemsOf, type Mapping } from "../yaml/tree.ts";
import type { Matcher } from "./model.ts";
import { parseMatchers } from "./parse-matchers.ts";

/** Names of the fields that hold matchers: of a route, or of one side of an inhibition rule. */
export interface MatcherFields {
  readonly equal: string;
  readonly regex: string;
  readonly list: string;
}

/** The matchers of a section, from all three ways to write them. */
export function readMatchers(section: Mapping, fields: MatcherFields, sink: DefectSink): readonly Matcher[] {
  const matchers: Matcher[] = [];
  for (const [field, op] of [
    [fields.equal, "="],
    [fields.regex, "=~"],
  ] as const) {
    for (const { key, value } of entriesOf(get(section, field))) {
      if (!isScalar(value)) continue;
      // An alias or a merged mapping may stand elsewhere than its key.
      const end = value.source === key.source && value.end > key.start ? value.end : key.end;
      const label = key.text;
      if (!isLabelName(label)) sink.add("name", key, `"${label}" is no valid label name`);
      const template = hasPlaceholder(value.text);
      matchers.push({ ...locate(key.source, key.start, end), label, op, value: value.text, template });
    }
  }
  for (const item of itemsOf(get(section, fields.list))) {
    if (!isScalar(item) || item.value === null) continue;
    const parsed = parseMatchers(item.text);
    if ("problem" in parsed) {
      if (!hasPlaceholder(item.text)) sink.add("syntax", item, parsed.problem);
      continue;
    }
    const place = placeIn(item);
    for (const { label, op, value, from, to } of parsed.matchers) {
      matchers.push({ ...place(from, to), label, op, value, template: hasPlaceholder(value) });
    }
  }
  for (const matcher of matchers) checkRegex(matcher, sink);
  return matchers;
}

function checkRegex(matcher: Matcher, sink: DefectSink): void {
  if (matcher.template || matcher.op === "=" || matcher.op === "!=") return;
  const compiled = fullRegex(matcher.value);
  if ("problem" in compiled) sink.add("regex", matcher, `invalid regular expression: ${compiled.problem}`);
}

import type { DefectSink } from "../defect.ts";
import { readGoTemplate } from "../go-template/read-go-template.ts";
import { hasPlaceholder } from "../placeholder.ts";
import { placeIn } from "../yaml/scalar-place.ts";
import { type Entry, isScalar, keyOf } from "../yaml/tree.ts";
import type { Rule } from "./model.ts";

/** What Prometheus refuses of a rule beyond its fields and its expression. */
export function checkRule(rule: Rule, sink: DefectSink): void {
  for (const { key } of rule.labels.values()) {
    if (key.text === "__name__") sink.add("name", key, "a rule cannot set the label __name__");
  }
  if (rule.kind === "record") checkRecord(rule, sink);
  else for (const entry of [...rule.labels.values(), ...rule.annotations.values()]) checkTemplate(entry, sink);
}

function checkRecord({ name, body }: Rule, sink: DefectSink): void {
  for (const field of ["annotations", "for", "keep_firing_for"]) {
    const key = keyOf(body, field);
    if (key) sink.add("field", key, `a recording rule cannot have ${field}`);
  }
  if (/^[A-Za-z_:][\w:]*$/.test(name.text) || hasPlaceholder(name.text)) return;
  const braces = /[{}]/.test(name.text);
  const more = braces ? { hint: "write the labels under labels:" } : { refusedBy: [2] };
  sink.add("name", name, `"${name.text}" is no valid name of a metric`, more);
}

/** Text that another template language fills in first cannot be judged as a Go template. */
const otherLanguage = /\{%|<%|\{\{\s*['"`]\s*\{\{/;

function checkTemplate({ value }: Entry, sink: DefectSink): void {
  if (!isScalar(value) || otherLanguage.test(value.text)) return;
  for (const defect of readGoTemplate(value.text, placeIn(value), "prometheus").defects) {
    sink.add("template", defect, defect.message, defect.hint ? { hint: defect.hint } : {});
  }
}

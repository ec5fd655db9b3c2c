import type { GoTemplate } from "../../../checks/read/go-template/model.ts";
import { readGoTemplate } from "../../../checks/read/go-template/read-go-template.ts";
import { type Place, placeIn } from "../../../checks/read/yaml/scalar-place.ts";
import { type Entry, isScalar, type Scalar } from "../../../checks/read/yaml/tree.ts";

/** A label or an annotation as text, with what its template uses. */
export interface RuleText {
  readonly name: string;
  readonly scalar: Scalar;
  readonly place: Place;
  readonly template: GoTemplate;
}

export function* textsOf(entries: ReadonlyMap<string, Entry>): Generator<RuleText> {
  for (const [name, { value }] of entries) {
    if (!isScalar(value)) continue;
    const place = placeIn(value);
    yield { name, scalar: value, place, template: readGoTemplate(value.text, place, "prometheus") };
  }
}

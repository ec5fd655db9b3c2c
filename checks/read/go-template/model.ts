import type { Located } from "../../core/source.ts";
import type { Defect } from "../defect.ts";

/** A field, variable or function that a template uses, where it is written. */
export interface TemplateUse extends Located {
  readonly name: string;
}

/** What one Go template text uses, found by a lexer; control flow is not followed. */
export interface GoTemplate {
  /** Alert labels: `$labels.x`, `.Labels.x`, `index $labels "x"`, `.CommonLabels.x`, `.GroupLabels.x`. */
  readonly labels: readonly TemplateUse[];
  readonly annotations: readonly TemplateUse[];
  /** `$value`, `.Value`. */
  readonly values: readonly Located[];
  /** Names in function position, and names of other templates (`template "x"`) in `templates`. */
  readonly functions: readonly TemplateUse[];
  readonly templates: readonly TemplateUse[];
  /** `query "..."`: the expressions, unquoted. */
  readonly queries: readonly TemplateUse[];
  /** All labels are used at once: `range .Labels.SortedPairs`, `{{ $labels }}`. */
  readonly usesAllLabels: boolean;
  readonly defects: readonly Defect[];
}

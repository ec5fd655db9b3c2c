import type { Located } from "../core/source.ts";

export type DefectRule =
  | "syntax"
  | "type"
  | "field"
  | "value"
  | "duration"
  | "regex"
  | "name"
  | "duplicate"
  | "reference"
  | "template";

/** Something in a file that was read and that its own program refuses to load. */
export interface Defect extends Located {
  readonly rule: DefectRule;
  readonly message: string;
  readonly hint?: string;
  /** The major versions that refuse it whatever their flags say; absent, and no `feature`: all of them. */
  readonly refusedBy?: readonly number[];
  /** The feature flag without which the versions not in `refusedBy` refuse it too. */
  readonly feature?: string;
}

/** Those that a program of this major version refuses, with these feature flags. */
export const defectsFor = (
  defects: readonly Defect[],
  major: number,
  features: ReadonlySet<string> = new Set(),
): readonly Defect[] => defects.filter((defect) => isRefused(defect, major, features));

function isRefused(defect: Defect, major: number, features: ReadonlySet<string>): boolean {
  if (defect.refusedBy?.includes(major)) return true;
  if (defect.feature !== undefined) return !features.has(defect.feature);
  return defect.refusedBy === undefined;
}

/** Collects what a program would refuse while a file is read. */
export interface DefectSink {
  readonly defects: Defect[];
  add(
    rule: DefectRule,
    at: Located,
    message: string,
    more?: Partial<Pick<Defect, "hint" | "refusedBy" | "feature">>,
  ): void;
}

export function defectSink(): DefectSink {
  const defects: Defect[] = [];
  return {
    defects,
    add(rule, { source, start, end }, message, more = {}) {
      defects.push({ source, start, end, rule, message, ...more });
    },
  };
}

import type { CheckId, Severity } from "../core/finding.ts";
import type { Promises } from "../core/policy.ts";
import type { FailOn } from "../core/report.ts";
import type { Suppression } from "../core/suppression.ts";
import type { RolePattern } from "../read/file-role.ts";

export type { RolePattern };

/** `seaworthy.yaml`, validated, with its defaults. */
export interface Config {
  readonly projects: readonly (readonly string[])[];
  readonly ignore: readonly string[];
  readonly roles: readonly RolePattern[];
  readonly failOn: FailOn;
  readonly maxFileBytes: number;
  readonly severities: ReadonlyMap<CheckId, Severity>;
  /** Policy id -> why it is switched off. */
  readonly skipped: ReadonlyMap<CheckId, string>;
  readonly suppressions: readonly Suppression[];
  readonly promises: Promises;
}

/** Larger files are no hand-written configuration; parsing one of 27,000 keys takes seconds. */
export const defaultMaxFileBytes = 5 * 1024 * 1024;

export const defaultConfig: Config = {
  projects: [],
  ignore: [],
  roles: [],
  failOn: "error",
  maxFileBytes: defaultMaxFileBytes,
  severities: new Map(),
  skipped: new Map(),
  suppressions: [],
  promises: {},
};

/** What `import { check } from "seaworthy"` gives. */
export { type CheckOptions, type CheckResult, check } from "./commands/check.ts";
export { UsageError } from "./commands/usage-error.ts";
export type { Config } from "./config/config.ts";
export type { CheckId, FilePlace, Finding, Outcome, Severity, Unknown } from "./core/finding.ts";
export { exitCodeOf, type FailOn, type FileRead, findingsOf, type Report } from "./core/report.ts";
export { renderJson } from "./report/render-json.ts";
export { renderPretty } from "./report/render-pretty.ts";

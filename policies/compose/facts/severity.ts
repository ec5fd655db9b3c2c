import type { Severity } from "../../../checks/core/finding.ts";
import type { ComposeProject } from "../../../checks/read/compose/model.ts";

/** Strangers do not reach a project that is for developers, examples or tests: what would be a fault is then worth a note. */
export function softenedByRole(project: ComposeProject, severity: Severity): Severity {
  return project.role === "production" || project.role === "unknown" ? severity : "notice";
}

/** A test lives for minutes and an example is copied: what concerns years of running does not concern them. */
export const isShortLived = (project: ComposeProject): boolean => project.role === "test" || project.role === "example";

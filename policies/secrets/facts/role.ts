import type { Severity } from "../../../checks/core/finding.ts";
import type { ComposeProject } from "../../../checks/read/compose/model.ts";

/** Secrets of a developer's machine, of a test or of an example protect nothing. */
export const isPlayground = (project: ComposeProject | undefined): boolean =>
  project?.role === "development" || project?.role === "example" || project?.role === "test";

export const softenedByRole = (project: ComposeProject | undefined, severity: Severity): Severity =>
  isPlayground(project) ? "notice" : severity;

/** `.env.test`, `.env.development`, `ci.env`, or a folder of that name. */
export const isPlaygroundPath = (path: string): boolean =>
  /(^|[/._-])(dev|devel|development|local|tests?|testing|testdata|fixtures?|ci|e2e|examples?|samples?|demo|mock)([/._-]|$)/i.test(
    path,
  );

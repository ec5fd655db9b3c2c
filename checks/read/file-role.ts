/** What a file is for. "edge": browsers reach it. "internal": another proxy stands in front of it. */
export type FileRole = "production" | "development" | "example" | "test" | "edge" | "internal";

/** `roles` of seaworthy.yaml: a pattern of .gitignore, and what the files that it names are for. */
export interface RolePattern {
  readonly pattern: string;
  readonly role: FileRole;
}

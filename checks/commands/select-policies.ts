import type { CheckId } from "../core/finding.ts";
import type { Policy } from "../core/policy.ts";
import { nearest } from "../read/nearest.ts";
import { UsageError } from "./usage-error.ts";

/** Ids (`nginx/hsts`) and families (`nginx`) as the user wrote them; an unknown one is an error, never silence. */
export function selectPolicies(policies: readonly Policy[], names: readonly string[], option: string): Set<CheckId> {
  const selected = new Set<CheckId>();
  for (const name of names) {
    const family = name.replace(/\/\*?$/, "");
    const matching = policies.filter(({ id }) => id === name || id.startsWith(`${family}/`));
    if (matching.length === 0) {
      const families = policies.map(({ id }) => id.slice(0, id.indexOf("/")));
      const near = nearest(name, new Set([...policies.map(({ id }) => id), ...families]));
      throw new UsageError(
        `${option}: no check or family is named "${name}"`,
        near ? `did you mean ${near}?` : "`seaworthy list` shows every check",
      );
    }
    for (const { id } of matching) selected.add(id);
  }
  return selected;
}

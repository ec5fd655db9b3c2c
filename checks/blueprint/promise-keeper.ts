import type { Promises } from "../core/policy.ts";
import type { ComposeProject } from "../read/compose/model.ts";

/** The project that knows most of the promised secrets, the first of equals. */
export function keeperOf({ requiredSecrets = [] }: Promises, projects: readonly ComposeProject[]) {
  let keeper: ComposeProject | undefined;
  let most = -1;
  for (const project of projects) {
    const variables = new Set(project.variables.map(({ name }) => name));
    const known = requiredSecrets.filter((name) => project.secrets.has(name.toLowerCase()) || variables.has(name));
    if (known.length <= most) continue;
    keeper = project;
    most = known.length;
  }
  return keeper;
}

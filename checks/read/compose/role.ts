import { nameOf } from "../repository-path.ts";
import type { Role } from "./model.ts";

const words: readonly (readonly [Role, RegExp])[] = [
  ["example", /^(examples?|samples?|demos?|templates?|quickstart|playground|tutorials?|dist|default)$/],
  ["test", /^(tests?|testing|e2e|ci|integration|specs?|fixtures?|testdata|bench(mark)?s?)$/],
  ["development", /^(dev|devel|develop|development|local|localhost|devcontainer|debug)$/],
  ["production", /^(prod|production|deploy|deployment|swarm)$/],
];

/** What the names of the files, then of their folders, say about their use. The nearest word to the file counts. */
export function roleOf(paths: readonly string[]): { readonly role: Role; readonly roleEvidence: string } {
  for (const path of paths) {
    const found = roleOfName(nameOf(path));
    if (found) return { role: found[0], roleEvidence: `"${found[1]}" in ${path}` };
  }
  const base = paths[0] ?? "";
  for (const folder of base.split("/").slice(0, -1).reverse()) {
    const found = roleOfName(folder);
    if (found) return { role: found[0], roleEvidence: `"${found[1]}" in ${base}` };
  }
  return { role: "unknown", roleEvidence: "" };
}

function roleOfName(name: string): readonly [Role, string] | undefined {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  for (const [role, pattern] of words) {
    const part = parts.find((word) => pattern.test(word));
    if (part !== undefined) return [role, part];
  }
  return undefined;
}

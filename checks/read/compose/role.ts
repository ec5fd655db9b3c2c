import { nameOf } from "../repository-path.ts";
import { entriesOf, get, type Mapping, textOf } from "../yaml/tree.ts";
import type { Role } from "./model.ts";
import { pairsOf } from "./pairs.ts";

/** Nobody starts what lies in a folder of old files, whatever the file itself is called. */
const old = /^(old|archived?|deprecated|obsolete|bak)$/;

const words: readonly (readonly [Role, RegExp])[] = [
  ["example", /^(examples?|samples?|demos?|templates?|quickstart|playground|tutorials?|dist|default)$/],
  ["test", /^(tests?|testing|e2e|ci|integration|specs?|fixtures?|testdata|bench(mark)?s?)$/],
  ["development", /^(dev|devel|develop|development|local|localhost|devcontainer|debug)$/],
  ["production", /^(prod|production|deploy|deployment|swarm)$/],
];

/** What the names of the files, then of their folders, say about their use. The nearest word to the file counts. */
export function roleOf(
  paths: readonly string[],
  root: Mapping,
): { readonly role: Role; readonly roleEvidence: string } {
  for (const path of paths) {
    const word = path
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .find((one) => old.test(one));
    if (word) return { role: "example", roleEvidence: `"${word}" in ${path}` };
  }
  for (const path of paths) {
    const found = roleOfName(nameOf(path));
    if (found) return { role: found[0], roleEvidence: `"${found[1]}" in ${path}` };
  }
  const base = paths[0] ?? "";
  for (const folder of base.split("/").slice(0, -1).reverse()) {
    const found = roleOfName(folder);
    if (found) return { role: found[0], roleEvidence: `"${found[1]}" in ${base}` };
  }
  return isDevelopment(root)
    ? { role: "development", roleEvidence: "a build target or an environment variable that says development" }
    : { role: "unknown", roleEvidence: "" };
}

/** A service is built for development, or told that it runs in development. */
function isDevelopment(root: Mapping): boolean {
  for (const { value } of entriesOf(get(root, "services"))) {
    if (/^dev(elop(ment)?)?$/.test(textOf(get(value, "build", "target")) ?? "")) return true;
    for (const { name, value: mode } of pairsOf(get(value, "environment")).values()) {
      if (
        /^(NODE|RAILS|RACK|FLASK|APP|DJANGO|MIX|ASPNETCORE|GO|SPRING)_ENV(IRONMENT)?$/.test(name) &&
        /^dev(elopment)?$/i.test(mode?.resolved ?? "")
      )
        return true;
      if (name === "DJANGO_SETTINGS_MODULE" && /[._](dev|development|local)$/.test(mode?.resolved ?? "")) return true;
    }
  }
  return false;
}

function roleOfName(name: string): readonly [Role, string] | undefined {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  for (const [role, pattern] of words) {
    const part = parts.find((word) => pattern.test(word));
    if (part !== undefined) return [role, part];
  }
  return undefined;
}

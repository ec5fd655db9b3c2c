import type { Family, MetricType } from "../../checks/blueprint/metrics-catalogue/family.ts";
import type { Lab } from "./lab.ts";

interface Declaration {
  readonly name: string;
  readonly type?: MetricType;
  readonly labels: readonly string[] | null;
}

/** Families whose names match, as the Go source below a directory declares them. */
export async function declaredIn(lab: Lab, directory: string, names: RegExp): Promise<Map<string, Family>> {
  const program = ["main.go", "scope.go"].map((file) => new URL(`declared/${file}`, import.meta.url).pathname);
  const families = new Map<string, Family>();
  for (const line of (await lab.run("go", ["run", ...program, directory])).split("\n")) {
    if (line === "") continue;
    const { name, type, labels }: Declaration = JSON.parse(line);
    // A template in place of a name is no name.
    if (!names.test(name) || !/^\w+$/.test(name)) continue;
    const known = families.get(name);
    const kept = known?.type ?? type;
    const united = [...new Set([...(known?.labels ?? []), ...(labels ?? [])])].filter((label) => label !== "le").sort();
    families.set(name, { ...(kept && { type: kept }), labels: united });
  }
  return families;
}

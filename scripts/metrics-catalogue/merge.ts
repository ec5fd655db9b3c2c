import type { Family, GeneratedCatalogue } from "../../checks/blueprint/metrics-catalogue/family.ts";
import type { Observation } from "./recipe.ts";

/** What every program built with the Go client exposes of itself; kept once, in the file of the Go client. */
const OF_THE_GO_CLIENT = /^(go_|process_|promhttp_)/;

/**
 * Unites what several versions expose. The first version decides on the type; a label that only another version has is
 * kept, because a rule that uses it is right there.
 */
export function mergeObservations(exporter: string, observations: readonly Observation[]): GeneratedCatalogue {
  const first = observations[0];
  if (!first) throw new Error(`nothing was observed of ${exporter}`);
  const families = new Map<string, Family>();
  for (const { version, scraped, declared, elsewhere } of observations) {
    const seenIn = version === first.version ? undefined : version;
    for (const page of scraped) for (const [name, family] of page) add(name, family, seenIn);
    for (const [name, family] of declared ?? []) add(name, family, seenIn);
    for (const [os, page] of elsewhere ?? []) for (const [name, family] of page) add(name, family, seenIn, os);
  }

  function add(name: string, family: Family, seenIn: string | undefined, os?: string): void {
    if (exporter !== "go-client" && OF_THE_GO_CLIENT.test(name)) return;
    const known = families.get(name);
    const type = known?.type ?? family.type;
    const labels = [...new Set([...(known?.labels ?? []), ...family.labels])].sort();
    const anywhere = known !== undefined && known.os === undefined;
    const systems = os === undefined || anywhere ? undefined : [...new Set([...(known?.os ?? []), os])].sort();
    const seen = known === undefined ? seenIn : known.seenIn;
    families.set(name, {
      ...(type && { type }),
      labels,
      ...(seen && { seenIn: seen }),
      ...(known === undefined && family.now !== undefined && { now: family.now }),
      ...(systems && { os: systems }),
    });
  }

  const sorted = [...families].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    exporter,
    version: first.version,
    generatedWith: observations.flatMap((observation) => observation.with),
    families: Object.fromEntries(sorted),
  };
}

/** One line a family: a change of one metric is a change of one line. */
export function renderCatalogue({ families, ...head }: GeneratedCatalogue): string {
  const lines = Object.entries(families).map(
    ([name, family]) => `    ${JSON.stringify(name)}: ${JSON.stringify(family)}`,
  );
  const opening = JSON.stringify(head, null, 2).replace(/\n}$/, "");
  return `${opening},\n  "families": {\n${lines.join(",\n")}\n  }\n}\n`;
}

import type { Family } from "../../checks/blueprint/metrics-catalogue/family.ts";
import type { Lab } from "./lab.ts";

export type Families = ReadonlyMap<string, Family>;

/** What one version of an exporter exposes. */
export interface Observation {
  readonly version: string;
  /** Packages, modules and servers that took part, with their versions. */
  readonly with: readonly string[];
  /** From scrapes of the running program: these know types and labels best. */
  readonly scraped: readonly Families[];
  /** From its source: families that need hardware, features or traffic that the lab has not. */
  readonly declared?: Families;
  /** Operating system to what its recorded test scrape holds. */
  readonly elsewhere?: ReadonlyMap<string, Families>;
}

/** How to make one exporter show what it can; the version that decides on types comes first. */
export interface Recipe {
  readonly exporter: string;
  observe(lab: Lab): Promise<readonly Observation[]>;
}

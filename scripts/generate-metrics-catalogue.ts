/**
 * Rewrites `checks/blueprint/metrics-catalogue/generated/`: starts each exporter at a pinned version beside the servers it
 * watches, all on loopback, scrapes it and adds what its source declares. For maintainers; nothing in CI runs it.
 *
 * Set-up (Debian 12 as root, Go 1.24 or later, package lists of Debian 12 and 13):
 *   apt-get install --no-install-recommends nginx-light openssl postgresql-15 redis-server pgbouncer mariadb-server
 * The exporters are downloaded and unpacked into a scratch directory, never installed.
 *
 * Usage: npm run generate:catalogue [-- node postgres ...]
 */
import { mkdir, writeFile } from "node:fs/promises";
import { Lab } from "./metrics-catalogue/lab.ts";
import { mergeObservations, renderCatalogue } from "./metrics-catalogue/merge.ts";
import { recipes } from "./metrics-catalogue/recipes.ts";

const target = new URL("../checks/blueprint/metrics-catalogue/generated/", import.meta.url);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !recipes.some(({ exporter }) => exporter === name));
if (unknown.length > 0) throw new Error(`no recipe for ${unknown.join(", ")}`);

await mkdir(target, { recursive: true });
for (const recipe of recipes) {
  if (wanted.length > 0 && !wanted.includes(recipe.exporter)) continue;
  await using lab = await Lab.open();
  const catalogue = mergeObservations(recipe.exporter, await recipe.observe(lab));
  await writeFile(new URL(`${recipe.exporter}.json`, target), renderCatalogue(catalogue));
  console.log(`${recipe.exporter}: ${Object.keys(catalogue.families).length} families`);
}

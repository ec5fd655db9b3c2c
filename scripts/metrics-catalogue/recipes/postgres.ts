import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import type { Family } from "../../../checks/blueprint/metrics-catalogue/family.ts";
import { declaredIn } from "../declared.ts";
import { readExposition } from "../exposition.ts";
import type { Lab } from "../lab.ts";
import type { Families, Observation, Recipe } from "../recipe.ts";
import { type Database, startPostgres } from "../servers/postgres.ts";

/** Scrapes a primary and its standby with every collector on; PostgreSQL 17's checkpointer is read from the source. */
export const postgresExporter: Recipe = {
  exporter: "postgres",
  async observe(lab) {
    const database = await startPostgres(lab);
    const source = await lab.module("github.com/prometheus-community/postgres_exporter", "v0.17.1");
    const declared = await declaredIn(lab, source, /^pg_/);
    return [
      { ...(await observe(lab, "0.17.1-1+b4", database)), declared },
      await observe(lab, "0.11.1-3+b5", database),
    ];
  },
};

async function observe(lab: Lab, packaged: string, database: Database): Promise<Observation> {
  const name = "prometheus-postgres-exporter";
  const unpacked = await lab.package(name, packaged);
  const program = `${unpacked}/usr/bin/${name}`;
  const help = await lab.run("sh", ["-c", '"$0" --help 2>&1', program]);
  const collectors: string[] = [];
  for (const [, collector] of help.matchAll(/--\[no-\]collector\.(\w+)\s/g))
    collectors.push(`--collector.${collector}`);
  // Up to 0.12 much of what people watch came from the file of queries that upstream shipped.
  const shipped = packaged.startsWith("0.11.")
    ? await readFile(`${unpacked}/usr/share/doc/${name}/examples/queries.yaml`, "utf8")
    : undefined;
  if (shipped !== undefined) collectors.push(`--extend.query-path=${await lab.write("queries.yaml", shipped)}`);
  const scraped: Families[] = [];
  for (const target of [database.port, database.standbyPort]) {
    const port = await lab.freePort();
    const env = {
      ...process.env,
      DATA_SOURCE_NAME: `postgresql://postgres@127.0.0.1:${target}/postgres?sslmode=disable`,
    };
    lab.start(program, [`--web.listen-address=127.0.0.1:${port}`, "--auto-discover-databases", ...collectors], { env });
    scraped.push(readExposition(await lab.page(`http://127.0.0.1:${port}/metrics`)));
  }
  return {
    version: packaged.replace(/-.*/, ""),
    with: [`${name} ${packaged}`, database.name],
    scraped,
    declared: queried(shipped),
  };
}

/** The columns of the shipped queries: some of them fail on a PostgreSQL newer than they are. */
function queried(text: string | undefined): Map<string, Family> {
  const families = new Map<string, Family>();
  const queries: Record<string, { metrics: Record<string, { usage: string }>[] }> = text ? parse(text) : {};
  for (const [name, { metrics }] of Object.entries(queries)) {
    const columns = metrics.flatMap((metric) => Object.entries(metric));
    const labels = columns.filter(([, { usage }]) => usage === "LABEL").map(([column]) => column);
    for (const [column, { usage }] of columns) {
      const type = usage === "COUNTER" ? "counter" : "gauge";
      if (usage !== "LABEL") families.set(`${name}_${column}`, { type, labels: [...labels, "server"].sort() });
    }
  }
  return families;
}

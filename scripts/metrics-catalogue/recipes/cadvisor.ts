import { readFile } from "node:fs/promises";
import { declaredIn } from "../declared.ts";
import { readExposition } from "../exposition.ts";
import type { Families, Recipe } from "../recipe.ts";

const RECORDED = ["prometheus_metrics", "prometheus_machine_metrics", "prometheus_metrics_perf_aggregated"];
/** Labels that only the made-up container of the test has. */
const OF_THE_TEST = /^(zone_name|container_(label|env)_\w+)$/;

/** cAdvisor's own tests compare every metric set with recorded pages: they hold what no single kernel and runtime show. */
export const cadvisor: Recipe = {
  exporter: "cadvisor",
  async observe(lab) {
    const observations = [];
    for (const version of ["0.52.1", "0.39.3"]) {
      const path = "github.com/google/cadvisor";
      const source = await lab.module(path, `v${version}`);
      const scraped: Families[] = [];
      for (const name of RECORDED) {
        const page = readExposition(await readFile(`${source}/metrics/testdata/${name}`, "utf8"));
        for (const [family, { type, labels }] of page) {
          page.set(family, { ...(type && { type }), labels: labels.filter((label) => !OF_THE_TEST.test(label)) });
        }
        scraped.push(page);
      }
      const declared = await declaredIn(lab, `${source}/metrics`, /^(container|machine|cadvisor)_/);
      // Limits that the test's container has not; the source sends every one of them as a gauge.
      for (const [family, { labels }] of declared) {
        if (family.startsWith("container_spec_"))
          declared.set(family, { type: "gauge", labels: ["id", "image", "name", ...labels] });
      }
      observations.push({ version, with: [`${path} v${version} (recorded test pages)`], scraped, declared });
    }
    return observations;
  },
};

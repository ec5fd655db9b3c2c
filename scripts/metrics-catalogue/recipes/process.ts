import { declaredIn } from "../declared.ts";
import type { Observation, Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

export const processExporter: Recipe = {
  exporter: "process",
  async observe(lab) {
    const observations: Observation[] = [];
    for (const packaged of ["0.8.5-1", "0.7.10-3+b5"]) {
      const name = "prometheus-process-exporter";
      const program = await programOf(lab, name, packaged);
      const flags = (listen: string) => [
        `--web.listen-address=${listen}`,
        "--procnames=node,sh",
        "--threads",
        "--gather-smaps",
      ];
      observations.push({
        version: upstream(packaged),
        with: [`${name} ${packaged}`],
        scraped: await scrape(lab, program, flags),
      });
    }
    const source = await lab.module("github.com/ncabatoff/process-exporter", "v0.8.5");
    const declared = await declaredIn(lab, source, /^namedprocess_/);
    return [{ ...observations[0]!, declared }, ...observations.slice(1)];
  },
};

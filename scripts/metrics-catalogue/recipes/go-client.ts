import type { Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

const OWN = /^(go_|process_|promhttp_)/;

/** What the Go client adds to every program that uses it: read from the node exporter, which keeps the defaults. */
export const goClient: Recipe = {
  exporter: "go-client",
  async observe(lab) {
    const observations = [];
    for (const packaged of ["1.9.0-1+b4", "1.5.0-1+b6"]) {
      const name = "prometheus-node-exporter";
      const program = await programOf(lab, name, packaged);
      const pages = await scrape(lab, program, (listen) => [`--web.listen-address=${listen}`], {
        paths: ["/metrics", "/metrics"],
      });
      const scraped = pages.map((page) => new Map([...page].filter(([family]) => OWN.test(family))));
      observations.push({ version: upstream(packaged), with: [`${name} ${packaged}`], scraped });
    }
    return observations;
  },
};

import { declaredIn } from "../declared.ts";
import type { Observation, Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

export const alertmanager: Recipe = {
  exporter: "alertmanager",
  async observe(lab) {
    const file = await lab.write(
      "alertmanager.yml",
      'route: {receiver: r, group_wait: 1s}\nreceivers: [{name: r, webhook_configs: [{url: "http://127.0.0.1:9/"}]}]\n',
    );
    const observations: Observation[] = [];
    for (const packaged of ["0.28.1+ds-1", "0.25.0-1+b4"]) {
      const name = "prometheus-alertmanager";
      const program = await programOf(lab, name, packaged);
      const flags = (listen: string) => [
        `--config.file=${file}`,
        `--web.listen-address=${listen}`,
        `--storage.path=${lab.directory}/data-${upstream(packaged)}`,
        "--cluster.listen-address=127.0.0.1:0",
      ];
      const scraped = await scrape(lab, program, flags, { paths: ["/metrics", "/api/v2/alerts", "/metrics"] });
      observations.push({ version: upstream(packaged), with: [`${name} ${packaged}`], scraped });
    }
    const source = await lab.module("github.com/prometheus/alertmanager", "v0.28.1");
    const declared = await declaredIn(lab, source, /^alertmanager_/);
    return [{ ...observations[0]!, declared }, ...observations.slice(1)];
  },
};

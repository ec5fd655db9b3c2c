import { declaredIn } from "../declared.ts";
import type { Observation, Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

const OWN = /^(prometheus|net_conntrack)_/;

/** Prometheus with rules and a remote write, scraped; the names of 2.53 and of 3.0 read from the source. */
export const prometheus: Recipe = {
  exporter: "prometheus",
  async observe(lab) {
    const rules = await lab.write(
      "rules.yml",
      "groups: [{name: g, interval: 1s, rules: [{record: a:b, expr: vector(1)}]}]\n",
    );
    const file = await lab.write(
      "prometheus.yml",
      `global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [${rules}]
remote_write: [{url: "http://127.0.0.1:9/write"}]
remote_read: [{url: "http://127.0.0.1:9/read"}]
alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:9"]}]}]}
scrape_configs: [{job_name: j, static_configs: [{targets: ["127.0.0.1:9"]}]}]
`,
    );
    const observations: Observation[] = [];
    for (const packaged of ["2.53.3+ds1-2", "2.42.0+ds-5+deb12u1"]) {
      const program = await programOf(lab, "prometheus", packaged);
      const flags = (listen: string) => [
        `--config.file=${file}`,
        `--web.listen-address=${listen}`,
        `--storage.tsdb.path=${lab.directory}/data-${upstream(packaged)}`,
      ];
      const paths = ["/metrics", "/metrics", "/metrics"];
      const scraped = await scrape(lab, program, flags, { paths });
      observations.push({ version: upstream(packaged), with: [`prometheus ${packaged}`], scraped });
    }
    const path = "github.com/prometheus/prometheus";
    const declared = await declaredIn(lab, await lab.module(path, "v0.53.3"), OWN);
    const three = await declaredIn(lab, await lab.module(path, "v0.300.1"), OWN);
    return [
      { ...observations[0]!, declared },
      { version: "3.0.1", with: [`${path} v0.300.1 (source)`], scraped: [], declared: three },
      ...observations.slice(1),
    ];
  },
};

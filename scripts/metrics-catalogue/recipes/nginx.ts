import { readExposition } from "../exposition.ts";
import type { Recipe } from "../recipe.ts";
import { startNginx } from "../servers/nginx.ts";

export const nginxExporter: Recipe = {
  exporter: "nginx",
  async observe(lab) {
    const nginx = await startNginx(lab);
    const observations = [];
    for (const packaged of ["1.4.1-1+b5", "0.11.0-1+b4"]) {
      const name = "prometheus-nginx-exporter";
      const program = `${await lab.package(name, packaged)}/usr/bin/${name}`;
      const port = await lab.freePort();
      const dash = packaged.startsWith("0.") ? "-" : "--";
      const listen = `${dash}web.listen-address=127.0.0.1:${port}`;
      lab.start(program, [listen, `${dash}nginx.scrape-uri=http://127.0.0.1:${nginx.port}/stub_status`]);
      const page = await lab.page(`http://127.0.0.1:${port}/metrics`);
      observations.push({
        version: packaged.replace(/-.*/, ""),
        with: [`${name} ${packaged}`, nginx.name],
        scraped: [readExposition(page)],
      });
    }
    return observations;
  },
};

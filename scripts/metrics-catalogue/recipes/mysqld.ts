import { declaredIn } from "../declared.ts";
import type { Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

/** Scrapes MariaDB with every collector on. MySQL's own status variables differ: its prefixes are open. */
export const mysqldExporter: Recipe = {
  exporter: "mysqld",
  async observe(lab) {
    const port = await lab.freePort();
    const at = `${lab.directory}/mysql`;
    await lab.run("install", ["-d", "-o", "mysql", at]);
    await lab.run("mariadb-install-db", [
      "--no-defaults",
      `--datadir=${at}/data`,
      "--user=mysql",
      "--auth-root-authentication-method=normal",
    ]);
    const serve = ["--no-defaults", `--datadir=${at}/data`, "--user=mysql", `--socket=${at}/socket`, `--port=${port}`];
    lab.start("mariadbd", [
      ...serve,
      "--bind-address=127.0.0.1",
      "--performance-schema=ON",
      "--log-bin",
      "--userstat=1",
    ]);
    await lab.until("the database", 20_000, () =>
      lab.run("mariadb", ["-S", `${at}/socket`, "-u", "root", "-e", "SELECT 1"]),
    );
    const server = (await lab.run("mariadb", ["-S", `${at}/socket`, "-u", "root", "-Ne", "SELECT version()"])).trim();
    const grant = "CREATE USER exporter@localhost IDENTIFIED BY 'exporter'; GRANT ALL ON *.* TO exporter@localhost";
    await lab.run("mariadb", ["-S", `${at}/socket`, "-u", "root", "-e", grant]);
    const login = await lab.write(
      "my.cnf",
      `[client]\nuser=exporter\npassword=exporter\nhost=127.0.0.1\nport=${port}\n`,
    );
    const observations = [];
    for (const packaged of ["0.17.2-1+b4", "0.14.0-3+b5"]) {
      const name = "prometheus-mysqld-exporter";
      const program = await programOf(lab, name, packaged);
      const help = await lab.run("sh", ["-c", '"$0" --help 2>&1', program]);
      const collectors = [...help.matchAll(/--\[no-\](collect\.[\w.]+)/g)].map(([, collector]) => `--${collector}`);
      const flags = (listen: string) => [`--config.my-cnf=${login}`, `--web.listen-address=${listen}`, ...collectors];
      const scraped = await scrape(lab, program, flags);
      observations.push({ version: upstream(packaged), with: [`${name} ${packaged}`, `mariadb ${server}`], scraped });
    }
    const source = await lab.source("prometheus-mysqld-exporter", "0.17.2-1");
    const declared = await declaredIn(lab, `${source}/collector`, /^mysql_/);
    return observations.map((observation, index) => (index === 0 ? { ...observation, declared } : observation));
  },
};

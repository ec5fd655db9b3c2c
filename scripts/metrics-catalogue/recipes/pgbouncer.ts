import { readExposition } from "../exposition.ts";
import type { Recipe } from "../recipe.ts";
import { AS_POSTGRES, startPostgres } from "../servers/postgres.ts";

export const pgbouncerExporter: Recipe = {
  exporter: "pgbouncer",
  async observe(lab) {
    const database = await startPostgres(lab);
    const pool = await lab.freePort();
    const configuration = await lab.write(
      "pgbouncer.ini",
      `[databases]
postgres = host=127.0.0.1 port=${database.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${pool}
unix_socket_dir =
auth_type = any
admin_users = postgres
ignore_startup_parameters = extra_float_digits
`,
    );
    lab.start("setpriv", [...AS_POSTGRES, "pgbouncer", configuration]);
    const connect = ["-h", "127.0.0.1", "-p", `${pool}`, "-U", "postgres", "-c"];
    await lab.until("the pool", 10_000, () => lab.run("psql", [...connect, "SELECT 1", "postgres"]));
    const packaged = "1:0.10.2-2";
    const name = "prometheus-pgbouncer-exporter";
    const program = `${await lab.package(name, packaged)}/usr/bin/${name}`;
    const port = await lab.freePort();
    const target = `--pgBouncer.connectionString=postgres://postgres@127.0.0.1:${pool}/pgbouncer?sslmode=disable`;
    lab.start(program, [`--web.listen-address=127.0.0.1:${port}`, target]);
    const page = await lab.page(`http://127.0.0.1:${port}/metrics`);
    const version = /\d[\d.]+/.exec(await lab.run("pgbouncer", ["--version"]))?.[0];
    const servers = [`pgbouncer ${version}`, database.name];
    return [{ version: "0.10.2", with: [`${name} ${packaged}`, ...servers], scraped: [readExposition(page)] }];
  },
};

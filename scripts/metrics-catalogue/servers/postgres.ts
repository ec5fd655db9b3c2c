import type { Lab } from "../lab.ts";

/** Unlike `runuser`, it becomes the program that it starts, so that a signal reaches it. */
export const AS_POSTGRES = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--"];
const PROGRAMS = "/usr/lib/postgresql/15/bin";

export interface Database {
  readonly name: string;
  readonly port: number;
  readonly standbyPort: number;
}

/** PostgreSQL 15 with statement statistics, replication slots, a streaming standby, and a session idle in a transaction. */
export async function startPostgres(lab: Lab): Promise<Database> {
  const port = await lab.freePort();
  const standbyPort = await lab.freePort();
  const at = `${lab.directory}/postgres`;
  await lab.run("install", ["-d", "-o", "postgres", at]);
  const asPostgres = (command: string, ...args: string[]) => lab.run("setpriv", [...AS_POSTGRES, command, ...args]);
  const serve = (data: string, listen: number) =>
    lab.start("setpriv", [
      ...AS_POSTGRES,
      `${PROGRAMS}/postgres`,
      "-D",
      data,
      "-p",
      `${listen}`,
      "-k",
      at,
      "-h",
      "127.0.0.1",
    ]);
  const query = (listen: number, text: string) =>
    asPostgres("psql", "-h", "127.0.0.1", "-p", `${listen}`, "-U", "postgres", "-qc", text);

  await asPostgres(`${PROGRAMS}/initdb`, "-D", `${at}/main`, "-A", "trust", "-U", "postgres");
  const settings =
    "shared_preload_libraries=pg_stat_statements\nwal_level=logical\narchive_mode=on\narchive_command=true\n";
  await lab.run("sh", ["-c", `printf '${settings.replaceAll("\n", "\\n")}' >> ${at}/main/postgresql.conf`]);
  serve(`${at}/main`, port);
  await lab.until("the database", 20_000, () => query(port, "SELECT 1"));
  await query(port, "CREATE EXTENSION pg_stat_statements");
  await query(port, "SELECT pg_create_physical_replication_slot('standby', true)");
  await query(port, "SELECT pg_create_logical_replication_slot('changes', 'pgoutput')");
  await query(port, "CREATE TABLE t (id int primary key); INSERT INTO t SELECT generate_series(1, 1000)");
  await query(port, "VACUUM ANALYZE t");
  const basebackup = [
    "-h",
    "127.0.0.1",
    "-p",
    `${port}`,
    "-U",
    "postgres",
    "-D",
    `${at}/standby`,
    "-R",
    "-S",
    "standby",
  ];
  await asPostgres(`${PROGRAMS}/pg_basebackup`, ...basebackup);
  serve(`${at}/standby`, standbyPort);
  await lab.until("the standby", 20_000, () => query(standbyPort, "SELECT 1"));
  const idle = "(echo 'BEGIN; SELECT 1;'; sleep 300) | psql -q -h 127.0.0.1 -U postgres -p";
  lab.start("setpriv", [...AS_POSTGRES, "sh", "-c", `${idle} ${port} > /dev/null`]);
  const version = /\d[\d.]*/.exec(await lab.run(`${PROGRAMS}/postgres`, ["--version"]))?.[0];
  return { name: `postgresql ${version}`, port, standbyPort };
}

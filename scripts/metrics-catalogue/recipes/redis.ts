import { readFile } from "node:fs/promises";
import type { Family } from "../../../checks/blueprint/metrics-catalogue/family.ts";
import type { Lab } from "../lab.ts";
import type { Observation, Recipe } from "../recipe.ts";
import { programOf, scrape, upstream } from "../scrape.ts";

/** Scrapes a server with a replica, a stream and slow commands, the replica, a cluster node and a sentinel. */
export const redisExporter: Recipe = {
  exporter: "redis",
  async observe(lab) {
    const main = await serve(lab, "main", ["--appendonly", "yes", "--latency-monitor-threshold", "1"]);
    const replica = await serve(lab, "replica", ["--replicaof", "127.0.0.1", `${main}`]);
    const cluster = await serve(lab, "cluster", ["--cluster-enabled", "yes"]);
    const watched = await lab.write("sentinel.conf", `sentinel monitor main 127.0.0.1 ${main} 1\n`);
    const sentinel = await serve(lab, "sentinel", [], [watched, "--sentinel"]);
    const ask = (...command: string[]) => lab.run("redis-cli", ["-p", `${main}`, ...command]);
    await ask("XADD", "stream", "*", "a", "1");
    await ask("XGROUP", "CREATE", "stream", "group", "0");
    await ask("XREADGROUP", "GROUP", "group", "reader", "STREAMS", "stream", ">");
    await ask("SET", "key", "1", "EX", "1000");
    await ask("CONFIG", "SET", "slowlog-log-slower-than", "0");
    await ask("EVAL", "local t = 0 for i = 1, 3000000 do t = t + i end return t", "0");
    await lab.run("sh", ["-c", `redis-cli -p ${main} NOSUCH; redis-cli -p ${main} INCR stream; true`]);
    const version = /v=([\d.]+)/.exec(await lab.run("redis-server", ["--version"]))?.[1];
    const targets = [main, replica, cluster, sentinel];
    const newest = await observe(lab, "1.69.0-1", targets, `redis ${version}`);
    return [
      { ...newest, declared: await mapped(lab, "1.69.0-1") },
      await observe(lab, "1.45.0-2+b4", targets, `redis ${version}`),
    ];
  },
};

async function serve(lab: Lab, name: string, flags: readonly string[], head: readonly string[] = []): Promise<number> {
  const port = await lab.freePort();
  const directory = `${lab.directory}/${name}`;
  await lab.run("mkdir", ["-p", directory]);
  const listen = ["--port", `${port}`, "--bind", "127.0.0.1", "--dir", directory];
  lab.start("redis-server", [...head, ...listen, ...flags]);
  await lab.until(name, 10_000, () => lab.run("redis-cli", ["-p", `${port}`, "PING"]));
  return port;
}

async function observe(lab: Lab, packaged: string, targets: readonly number[], server: string): Promise<Observation> {
  const name = "prometheus-redis-exporter";
  const program = await programOf(lab, name, packaged);
  const wide = [
    "--include-system-metrics",
    "--export-client-list",
    "--check-keys=*",
    "--check-streams=*",
    "--count-keys=*",
  ];
  const scraped = [];
  for (const port of targets) {
    const flags = (listen: string) => [
      `--redis.addr=redis://127.0.0.1:${port}`,
      `--web.listen-address=${listen}`,
      ...wide,
    ];
    scraped.push(...(await scrape(lab, program, flags)));
  }
  return { version: upstream(packaged), with: [`${name} ${packaged}`, server], scraped };
}

/** The exporter keeps its names in tables: name of the INFO field to name of the metric, name of the metric to labels. */
async function mapped(lab: Lab, packaged: string): Promise<Map<string, Family>> {
  const source = await lab.source("prometheus-redis-exporter", packaged);
  const families = new Map<string, Family>();
  const text = await readFile(`${source}/exporter/exporter.go`, "utf8");
  for (const [field, type] of [
    ["metricMapGauges", "gauge"],
    ["metricMapCounters", "counter"],
  ] as const) {
    const table = new RegExp(`${field}: map\\[string\\]string\\{([\\s\\S]*?)\\n\\t\\t\\}`).exec(text)?.[1] ?? "";
    for (const [, name] of table.matchAll(/: +"(\w+)"/g)) families.set(`redis_${name}`, { type, labels: [] });
  }
  for (const [, name, labels] of text.matchAll(/"(\w+)": +\{txt: `[^`]*`(?:, lbls: \[\]string\{([^}]*)\})?/g)) {
    families.set(`redis_${name}`, { labels: [...(labels ?? "").matchAll(/\w+/g)].map(String).sort() });
  }
  return families;
}

import { readFile } from "node:fs/promises";
import type { Family } from "../../../checks/blueprint/metrics-catalogue/family.ts";
import { declaredIn } from "../declared.ts";
import { readExposition } from "../exposition.ts";
import type { Lab } from "../lab.ts";
import type { Families, Observation, Recipe } from "../recipe.ts";

const SYSTEMS = ["darwin", "dragonfly", "freebsd", "netbsd", "openbsd", "solaris"];
/** Need a bus, counters or a service manager that a container lacks, and end the program or the scrape without it. */
const NOT_HERE = /^(perf|systemd|supervisord|runit|logind|ntp|selinux)$/;

/**
 * Scrapes the machine itself, then the recorded `/proc` and `/sys` of the exporter's own end-to-end test: those hold
 * hardware that no single machine has. What still stays unseen is read from the source.
 */
export const nodeExporter: Recipe = {
  exporter: "node",
  async observe(lab) {
    const source = await lab.module("github.com/prometheus/node_exporter", "v1.9.0");
    const fixtures = `${lab.directory}/fixtures`;
    await lab.run("cp", ["-r", `${source}/collector/fixtures`, fixtures]);
    await lab.run("chmod", ["-R", "u+w", fixtures]);
    for (const archive of ["sys", "udev"]) {
      await lab.run("bash", [`${source}/ttar`, "-C", fixtures, "-x", "-f", `${fixtures}/${archive}.ttar`]);
    }
    const elsewhere = new Map<string, Families>();
    for (const system of SYSTEMS) {
      const page = await readFile(`${source}/collector/fixtures/e2e-output-${system}.txt`, "utf8");
      elsewhere.set(system, readExposition(page));
    }
    const declared = await declaredIn(lab, `${source}/collector`, /^node_/);
    return [
      { ...(await observe(lab, "1.9.0-1+b4", fixtures)), declared, elsewhere },
      await observe(lab, "1.5.0-1+b6", fixtures),
      { version: "0.15", with: [], scraped: [], declared: await renamed(`${source}/docs`) },
    ];
  },
};

async function observe(lab: Lab, packaged: string, fixtures: string): Promise<Observation> {
  const name = "prometheus-node-exporter";
  const program = `${await lab.package(name, packaged)}/usr/bin/${name}`;
  const help = await lab.run(program, ["--help"]);
  const collectors: string[] = [];
  for (const [, collector] of help.matchAll(/--\[no-\]collector\.([\w]+)\s/g)) {
    if (!NOT_HERE.test(collector!)) collectors.push(`--collector.${collector}`);
  }
  const recorded = [
    `--path.rootfs=${fixtures}`,
    `--path.procfs=${fixtures}/proc`,
    `--path.sysfs=${fixtures}/sys`,
    `--collector.qdisc.fixtures=${fixtures}/qdisc/`,
    `--collector.wifi.fixtures=${fixtures}/wifi`,
    "--collector.stat.softirq",
    "--collector.cpu.info",
    "--no-collector.filesystem",
  ];
  if (help.includes("path.udev.data")) recorded.push(`--path.udev.data=${fixtures}/udev/data`);
  if (help.includes("arp.netlink")) recorded.push("--no-collector.arp.netlink");
  const scraped: Families[] = [];
  for (const flags of [["--collector.interrupts"], recorded]) {
    const port = await lab.freePort();
    lab.start(program, [`--web.listen-address=127.0.0.1:${port}`, ...collectors, ...flags]);
    scraped.push(readExposition(await lab.page(`http://127.0.0.1:${port}/metrics`)));
  }
  return { version: packaged.replace(/-.*/, ""), with: [`${name} ${packaged}`], scraped };
}

/** The rules that upstream gives to those who come from 0.15: each records an old name from its new one. */
async function renamed(docs: string): Promise<Map<string, Family>> {
  const families = new Map<string, Family>();
  const rules = await readFile(`${docs}/example-16-compatibility-rules-new-to-old.yml`, "utf8");
  for (const [, expression, old] of rules.matchAll(/- expr: (.+)\n +record: (\w+)/g)) {
    const now = /\bnode_\w+/.exec(expression!)?.[0];
    if (now !== undefined && now !== old) families.set(old!, { labels: [], now });
  }
  return families;
}

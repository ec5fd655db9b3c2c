import { readExposition } from "./exposition.ts";
import type { Lab } from "./lab.ts";
import type { Families } from "./recipe.ts";

/** The program of a Debian package at an exact version. */
export async function programOf(lab: Lab, name: string, packaged: string): Promise<string> {
  return `${await lab.package(name, packaged)}/usr/bin/${name}`;
}

/** Upstream's part of a Debian version: `1:0.10.2-2` is 0.10.2. */
export const upstream = (packaged: string): string => packaged.replace(/^\d+:/, "").replace(/[-+].*/, "");

/** Starts an exporter, which listens where `flags` say, and reads the given pages of it. */
export async function scrape(
  lab: Lab,
  program: string,
  flags: (listen: string) => readonly string[],
  { paths = ["/metrics"], env }: { paths?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Promise<Families[]> {
  const listen = `127.0.0.1:${await lab.freePort()}`;
  lab.start(program, flags(listen), env && { env: { ...process.env, ...env } });
  const pages: Families[] = [];
  for (const path of paths) pages.push(readExposition(await lab.page(`http://${listen}${path}`)));
  return pages;
}

import { cpSync, mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const { check }: typeof import("../checks/index.ts") = await import(new URL("../dist/index.js", import.meta.url).href);

export interface Copied {
  readonly folder: string;
  readonly files: readonly string[];
}

/** Copies the files of one kind whose names another program takes, so that both read the same ones. */
export async function copyOfKind(
  kind: string,
  names: RegExp,
  repositories: readonly string[],
  folder: string,
): Promise<Copied> {
  const files: string[] = [];
  for (const [index, repository] of repositories.entries()) {
    const { report } = await check({ paths: [repository] });
    for (const { file, kind: readAs, status } of report.files) {
      if (readAs !== kind || status !== "read" || !names.test(basename(file))) continue;
      const target = join(folder, String(index), file);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(repository, file), target);
      files.push(target);
    }
  }
  return { folder, files };
}

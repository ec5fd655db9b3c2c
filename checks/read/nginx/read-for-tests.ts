import { Source } from "../../core/source.ts";
import { assembleAll } from "./assemble.ts";
import type { Directive, NginxConfig } from "./model.ts";
import { readNginx } from "./read-nginx.ts";

/** The first configuration of these files; plain text is `nginx.conf`. For tests. */
export function configOf(files: string | Readonly<Record<string, string>>): NginxConfig {
  const texts = typeof files === "string" ? { "nginx.conf": files } : files;
  const read = Object.entries(texts).map(([path, text]) => readNginx(new Source(path, text)).file);
  const config = assembleAll(read)[0];
  if (!config) throw new Error("no configuration was read");
  return config;
}

/** Directives as one line each, blocks indented: what a test compares. */
export function outline(directives: readonly Directive[], indent = ""): string {
  let text = "";
  for (const directive of directives) {
    const words = [directive.nameAt, ...directive.args].map((word) => `${word.value}`);
    text += `${indent}${words.join("|")}${directive.code ? " <code>" : ""}\n`;
    if (directive.block) text += outline(directive.block, `${indent}  `);
  }
  return text;
}

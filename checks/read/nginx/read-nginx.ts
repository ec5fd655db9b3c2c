import { locate, type Source } from "../../core/source.ts";
import type { ReadProblem } from "../document.ts";
import { fileContext } from "./file-context.ts";
import type { NginxFile } from "./model.ts";
import { parse } from "./parser.ts";
import { hideSecrets } from "./sensitive.ts";
import { maskTemplate } from "./template.ts";

const EXAMPLE = /(^|\/)(examples?|samples?|docs|documentation)\/|[._-](example|sample|dist)([._-][^/]*)?$/i;

/** Reads one file, includes not followed. Never throws; a broken part is a problem and the rest is read. */
export function readNginx(source: Source): { readonly file: NginxFile; readonly problems: readonly ReadProblem[] } {
  const masked = maskTemplate(source.path, source.text);
  const { directives, problems, unbalanced } = parse(source, masked);
  hideSecrets(directives);
  const isExample = EXAMPLE.test(source.path);
  const base = { source, template: masked.language, isExample };
  const isTemplate = masked.language !== "none" && masked.language !== "envsubst";
  if (isTemplate && (unbalanced || problems.length > 0)) {
    const place = problems[0]?.at ?? locate(source, 0, 0);
    const message = "left alone: the conditions of this template decide where its blocks begin and end";
    const hint = "check the rendered file instead";
    return {
      file: { ...base, directives: [], context: "unknown", leftAlone: true },
      problems: [{ kind: "nginx", at: place, message, hint, severity: "notice" }],
    };
  }
  return { file: { ...base, directives, context: fileContext(directives), leftAlone: false }, problems };
}

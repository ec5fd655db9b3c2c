import type { Source } from "../../core/source.ts";

/**
 * The file is rendered by Jinja, Helm, ERB or the like before Compose sees it. `{{.Node.Hostname}}` within a quoted text is
 * Swarm's own, and no template.
 */
export function isTemplate(source: Source): boolean {
  if (/\.(j2|jinja2?|erb|tpl|tmpl|gotmpl|mustache|hbs)$/i.test(source.path)) return true;
  return /\{%|<%[=\-\s]|^[ \t]*(- )?\{\{|[:-] +\{\{|\$\{\{/m.test(source.text);
}

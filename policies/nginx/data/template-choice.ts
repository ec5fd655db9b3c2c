import type { Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";

/**
 * It stands in one branch of a template's condition, and another branch has its own: whoever renders the template chooses.
 * A block that is conditional as a whole is no such choice.
 */
export function isTemplateChoice(config: NginxConfig, directive: Directive): boolean {
  if (!directive.conditional) return false;
  if (directive.parent && !directive.parent.conditional) return true;
  const siblings = directive.parent?.block ?? config.directives;
  return siblings.filter((one) => one.name === directive.name).length > 1;
}

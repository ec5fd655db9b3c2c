import { effective, mayComeFrom } from "../../../checks/read/nginx/inherit.ts";
import type { Argument, Directive, NginxConfig } from "../../../checks/read/nginx/model.ts";

/** The directives of one name that nginx has in force in a block, a fragment's top level counted as its outermost block. */
export const inForce = (config: NginxConfig, block: Directive, name: string): readonly Directive[] =>
  effective(block, name, config.directives);

/** First argument of the last directive of this name in force. */
export const valueInForce = (config: NginxConfig, block: Directive, name: string): Argument | undefined =>
  inForce(config, block, name).at(-1)?.args[0];

/**
 * What may still hold such a directive where these files do not show it: an include that could not be followed, or the
 * configuration around a fragment. Undefined where everything that could speak is in sight.
 */
export function elsewhere(config: NginxConfig, block: Directive, name: string): string | undefined {
  const include = mayComeFrom(block, name, config.directives);
  if (include) return `the include of "${include.args[0]?.value ?? include.name}"`;
  if (config.context !== "main" && inForce(config, block, name).length === 0) return surroundings;
  return undefined;
}

/** The same for what any block of the configuration may declare or use. */
export function elsewhereInConfig(config: NginxConfig): string | undefined {
  const [first] = config.unresolvedIncludes;
  if (first) return `the include of "${first.pattern}" (${first.reason})`;
  return config.context === "main" ? undefined : surroundings;
}

const surroundings = "the configuration around this file";

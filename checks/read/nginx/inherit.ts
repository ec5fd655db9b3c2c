import { named, placeholders } from "./children.ts";
import { CONDITIONAL_BLOCKS, KEPT_IN_IF, NOT_INHERITED, sharingWith } from "./contexts.ts";
import { distributionDirectives } from "./distribution.ts";
import type { Directive } from "./model.ts";

/** Directives whose inheritance another directive redefines, since nginx 1.29.3. */
const INHERITANCE: Readonly<Record<string, string>> = {
  add_header: "add_header_inherit",
  add_trailer: "add_trailer_inherit",
};

/** A block and the blocks around it, innermost first. */
export function chainOf(block: Directive): readonly Directive[] {
  const chain: Directive[] = [];
  for (let at: Directive | undefined = block; at; at = at.parent) chain.push(at);
  return chain;
}

/**
 * The directives of one name that nginx has in force in a block: those of the nearest block that has any, for nginx replaces
 * and does not merge. Defaults are not included. `outermost`: top level of a fragment, around everything.
 */
export function effective(block: Directive, name: string, outermost: readonly Directive[] = []): readonly Directive[] {
  const chain = chainOf(block);
  if (NOT_INHERITED.has(name)) return notInherited(chain, name);
  const levels = [...chain.map((level) => level.block ?? []), outermost];
  const rule = INHERITANCE[name];
  if (rule !== undefined) return withInheritanceRule(levels, name, rule);
  const names = sharingWith(name);
  for (const level of levels) {
    if (names.some((each) => named(level, each).length > 0)) return named(level, name);
  }
  return [];
}

function notInherited(chain: readonly Directive[], name: string): readonly Directive[] {
  for (const level of chain) {
    const own = named(level.block ?? [], name);
    const passesOn = CONDITIONAL_BLOCKS.has(level.name) && KEPT_IN_IF.has(name);
    if (own.length > 0 || !passesOn) return own;
  }
  return [];
}

function withInheritanceRule(
  levels: readonly (readonly Directive[])[],
  name: string,
  rule: string,
): readonly Directive[] {
  const found: (readonly Directive[])[] = [];
  for (const [depth, level] of levels.entries()) {
    const own = named(level, name);
    if (own.length > 0) found.push(own);
    const mode = nearestMode(levels.slice(depth), rule);
    if (mode === "off" || (mode === "on" && own.length > 0)) break;
  }
  return found.reverse().flat();
}

function nearestMode(levels: readonly (readonly Directive[])[], rule: string): string {
  for (const level of levels) {
    const mode = named(level, rule)[0]?.args[0]?.value;
    if (mode !== undefined) return mode;
  }
  return "on";
}

/** The value of a directive that stands once: its first argument where it is in force. */
export const effectiveValue = (
  block: Directive,
  name: string,
  outermost: readonly Directive[] = [],
): string | undefined => effective(block, name, outermost).at(-1)?.args[0]?.value;

/**
 * The include or placeholder outside the files that may hold this directive and so change what is in force in a block.
 * It matters only up to the block where the directive is found.
 */
export function mayComeFrom(
  block: Directive,
  name: string,
  outermost: readonly Directive[] = [],
): Directive | undefined {
  const chain = chainOf(block);
  for (const level of [...chain.map((each) => each.block ?? []), outermost]) {
    const foreign = placeholders(level)[0] ?? named(level, "include").find((include) => mayHold(include, name));
    if (foreign) return foreign;
    if (named(level, name).length > 0 || NOT_INHERITED.has(name)) return undefined;
  }
  return undefined;
}

/** An `include` that was not followed may hold anything, unless everybody has that file. */
function mayHold(include: Directive, name: string): boolean {
  const known = distributionDirectives(include.args[0]?.value ?? "");
  return known === undefined || known.includes(name);
}

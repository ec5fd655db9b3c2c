import type { Directive, NginxConfig } from "./model.ts";

/** Every directive in these and in their blocks, in the order of the text. */
export function* walk(directives: readonly Directive[]): Generator<Directive> {
  const stack: { readonly list: readonly Directive[]; next: number }[] = [{ list: directives, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const directive = top.list[top.next++];
    if (!directive) {
      stack.pop();
      continue;
    }
    yield directive;
    if (directive.block) stack.push({ list: directive.block, next: 0 });
  }
}

/** Every directive of these names in a configuration, wherever it stands. */
export function* directivesNamed(config: NginxConfig, ...names: readonly string[]): Generator<Directive> {
  for (const directive of walk(config.directives)) if (names.includes(directive.name)) yield directive;
}

/** The blocks around a directive, innermost first, itself not included. */
export function* blocksAround(directive: Directive): Generator<Directive> {
  for (let block = directive.parent; block; block = block.parent) yield block;
}

/** The nearest block of this name around a directive. */
export function enclosing(directive: Directive, name: string): Directive | undefined {
  for (const block of blocksAround(directive)) if (block.name === name) return block;
  return undefined;
}

export { childrenNamed } from "./children.ts";

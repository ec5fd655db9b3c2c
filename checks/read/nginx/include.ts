import { type Located, locate } from "../../core/source.ts";
import { distributionDirectives } from "./distribution.ts";
import type { Directive, NginxFile, UnresolvedInclude } from "./model.ts";

/** The files that a pattern names, seen from a file; undefined when they are outside of what is checked. */
export type IncludeResolver = (pattern: string, from: NginxFile, root: NginxFile) => readonly NginxFile[] | undefined;

export interface Spliced {
  readonly directives: readonly Directive[];
  readonly files: readonly NginxFile[];
  readonly unresolved: readonly UnresolvedInclude[];
}

const MAX_INCLUDE_DEPTH = 30;
/** Files that include each other twice at each level would double without end. */
const MAX_DIRECTIVES = 100_000;

/** Replaces every `include` by what it names. What cannot be followed stays as a directive. */
export const spliceIncludes = (root: NginxFile, resolve: IncludeResolver): Spliced => new Splicer(root, resolve).run();

class Splicer {
  readonly #root: NginxFile;
  readonly #resolve: IncludeResolver;
  readonly #files = new Set<NginxFile>();
  readonly #unresolved: UnresolvedInclude[] = [];
  #copied = 0;

  constructor(root: NginxFile, resolve: IncludeResolver) {
    this.#root = root;
    this.#resolve = resolve;
  }

  run(): Spliced {
    this.#files.add(this.#root);
    const directives: Directive[] = [];
    this.#copy(this.#root.directives, undefined, directives, [this.#root], []);
    return { directives, files: [...this.#files], unresolved: this.#unresolved };
  }

  #copy(
    from: readonly Directive[],
    parent: Directive | undefined,
    into: Directive[],
    chain: readonly NginxFile[],
    via: readonly Located[],
  ): void {
    for (const original of from) {
      if (original.name === "include" && original.args.length === 1) {
        if (this.#include(original, parent, into, chain, via)) continue;
      }
      this.#copied++;
      const block: Directive[] | undefined = original.block && [];
      const { parent: _, block: inside, ...rest } = original;
      const copy: Directive = { ...rest, via, ...(parent && { parent }), ...(block && { block }) };
      into.push(copy);
      if (original.nameAt.template && original.args.length === 0) this.#leave(copy, "decided when rendered");
      if (block && inside) this.#copy(inside, copy, block, chain, via);
    }
  }

  /** False when the directive has to stay. */
  #include(
    directive: Directive,
    parent: Directive | undefined,
    into: Directive[],
    chain: readonly NginxFile[],
    via: readonly Located[],
  ): boolean {
    const pattern = directive.args[0]!;
    const from = chain.at(-1)!;
    const files = pattern.template ? undefined : this.#resolve(pattern.value, from, this.#root);
    if (!files) {
      if (distributionDirectives(pattern.value) === undefined) {
        this.#leave(directive, pattern.template ? "decided when rendered" : "outside the repository");
      }
      return false;
    }
    if (files.length === 0) {
      if (/[*?[]/.test(pattern.value) || distributionDirectives(pattern.value) !== undefined) return true;
      this.#leave(directive, "no such file");
      return false;
    }
    const left = files.some((file) => file.leftAlone);
    if (left) this.#leave(directive, "decided when rendered");
    for (const file of files) {
      if (chain.includes(file)) this.#leave(directive, "cycle");
      else if (chain.length > MAX_INCLUDE_DEPTH || this.#copied > MAX_DIRECTIVES) this.#leave(directive, "too large");
      else {
        this.#files.add(file);
        this.#copy(file.directives, parent, into, [...chain, file], [...via, directive]);
      }
    }
    return !left;
  }

  #leave(directive: Directive, reason: UnresolvedInclude["reason"]): void {
    const { source, start, end } = directive;
    const pattern = directive.args[0]?.value ?? directive.name;
    this.#unresolved.push({ ...locate(source, start, end), directive, pattern, reason });
  }
}

import type { Directive } from "./model.ts";

/** An answer that the rewrite module gives itself. */
export interface Answer {
  readonly directive: Directive;
  /** The `if` it stands in, or the location or server. */
  readonly block: Directive;
  /** undefined where a template decides it. */
  readonly code: number | undefined;
  /** It has a body or a target of its own; without one the error pages take over from 400 on. */
  readonly hasText: boolean;
}

export interface RewritePhase {
  readonly answers: readonly Answer[];
  /** `if` blocks that change how the location itself answers. */
  readonly variants: readonly Directive[];
  /** Every request is answered here: the content of the block is never reached. */
  readonly answersAll: boolean;
  /** Every request that is not answered here is sent elsewhere. */
  readonly movesAll: boolean;
  /** Where every request is sent instead, as a URI without query; undefined where it is computed. */
  readonly movesTo?: string;
}

/** Patterns that every URI matches, as people write them. */
const MATCHES_ALL: ReadonlySet<string> = new Set(
  "^ ^/ / .* .+ (.*) (.+) ^.* ^.*$ ^.+$ ^(.*) ^(.*)$ ^(.+)$ ^/.* ^/.*$ ^/(.*) ^/(.*)$ ^/?(.*) ^/?(.*)$".split(" "),
);
const REWRITE_MODULE = /^(return|rewrite|set|break|if|rewrite_log|uninitialized_variable_warn)$/;

/** What `return`, `rewrite` and `if` do in a server or location, in the order of the file. */
export function rewritePhase(block: Directive): RewritePhase {
  const answers: Answer[] = [];
  const variants: Directive[] = [];
  let movesTo: string | undefined;
  for (const directive of block.block ?? []) {
    const { name } = directive;
    const certain = !directive.conditional;
    if (name === "break" && certain) break;
    if (name === "return") {
      const answer = readReturn(directive, block);
      if (answer) answers.push(answer);
      if (certain) return { answers, variants, answersAll: true, movesAll: false };
    }
    if (name === "if") {
      const inner = rewritePhase(directive);
      answers.push(...inner.answers);
      if (!inner.answersAll && !inner.movesAll && directive.block?.some((each) => !REWRITE_MODULE.test(each.name)))
        variants.push(directive);
    }
    if (name !== "rewrite") continue;
    const rewrite = readRewrite(directive);
    if (!rewrite) continue;
    if (rewrite.code !== undefined) answers.push({ directive, block, code: rewrite.code, hasText: true });
    if (!certain || !rewrite.always) continue;
    if (rewrite.code !== undefined) return { answers, variants, answersAll: true, movesAll: false };
    if (rewrite.flag === "break") break;
    movesTo = rewrite.target;
    if (rewrite.flag === "last") break;
  }
  const phase = { answers, variants, answersAll: false, movesAll: movesTo !== undefined };
  return movesTo === undefined || movesTo.includes("$") ? phase : { ...phase, movesTo };
}

function readReturn(directive: Directive, block: Directive): Answer | undefined {
  const [first, second] = directive.args;
  if (!first) return undefined;
  if (/^\d{3}$/.test(first.value)) return { directive, block, code: Number(first.value), hasText: !!second?.value };
  // One argument that is no code is a URL.
  if (!second) return { directive, block, code: first.template ? undefined : 302, hasText: true };
  return { directive, block, code: undefined, hasText: true };
}

function readRewrite(directive: Directive) {
  const [pattern, target, flag] = directive.args;
  if (!pattern || !target) return undefined;
  const always = MATCHES_ALL.has(pattern.value);
  const isUrl = /^(https?:\/\/|\$scheme)/.test(target.value);
  const code = flag?.value === "permanent" ? 301 : flag?.value === "redirect" || isUrl ? 302 : undefined;
  return { always, code, flag: flag?.value, target: target.value.replace(/\?.*$/s, "") };
}

/** What PCRE has and JavaScript has not, or means otherwise: `\A`, `\h`, `\R`, POSIX classes, possessive and atomic groups. */
const FOREIGN = /\\[AzZGhHvVRKQEXCpPg]|\[\[:|\(\?>|[*+?}]\+|\(\?[#(&R+\-\d|]|\(\*/;

/** A repeated group that itself repeats or chooses can take for ever; nginx has limits, JavaScript has none. */
const EXPLOSIVE = /[*+}|][^()]*\)(?:[*+]|\{\d)/;

/** A PCRE pattern of nginx as a JavaScript expression; undefined where the two differ. */
export function fromPcre(pattern: string, ignoreCase: boolean): RegExp | undefined {
  let source = pattern;
  let flags = ignoreCase ? "i" : "";
  const inline = /^\(\?([imsx]+)\)/.exec(source);
  if (inline) {
    if (inline[1]!.includes("x")) return undefined;
    flags = [...new Set(flags + inline[1])].join("");
    source = source.slice(inline[0].length);
  }
  if (FOREIGN.test(source) || EXPLOSIVE.test(source)) return undefined;
  try {
    return new RegExp(source.replace(/\(\?P</g, "(?<"), flags);
  } catch {
    return undefined;
  }
}

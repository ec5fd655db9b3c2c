import { effective } from "./inherit.ts";
import type { Argument, Directive } from "./model.ts";

export interface ErrorPage {
  readonly directive: Directive;
  readonly target: Argument;
  /** The status sent in the end: a code by `=code`, "target" by `=`, "same" without. */
  readonly status: number | "same" | "target";
}

/** The error page that nginx takes for a status in this block: the first of those in force that names it. */
export function errorPageFor(block: Directive, code: number, outermost: readonly Directive[]): ErrorPage | undefined {
  for (const directive of effective(block, "error_page", outermost)) {
    const target = directive.args.at(-1);
    const codes = directive.args.slice(0, -1).map((arg) => arg.value);
    if (!target || !codes.includes(String(code))) continue;
    const override = codes.find((each) => each.startsWith("="));
    if (override === undefined) return { directive, target, status: "same" };
    return { directive, target, status: override === "=" ? "target" : Number(override.slice(1)) };
  }
  return undefined;
}

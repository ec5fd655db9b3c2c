import { ORDINARY_CODES } from "./contexts.ts";
import type { Directive, Response } from "./model.ts";

/** One response before its headers are worked out. */
export interface Draft extends Pick<Response, "what" | "status" | "codes" | "body"> {
  readonly block: Directive;
}

export const statusOf = (code: number | undefined): Response["status"] =>
  code === undefined || ORDINARY_CODES.has(code) ? "ordinary" : "error";

export const describe = (block: Directive): string => {
  if (block.name === "server") return "the server itself";
  const head = [block.name, ...block.args.map((arg) => arg.value)].join(" ");
  return block.name === "if" && block.parent ? `${head} in ${describe(block.parent)}` : head;
};

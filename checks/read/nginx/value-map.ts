import { locate } from "../../core/source.ts";
import type { Argument, Directive, ValueMap } from "./model.ts";

const OPTIONS = new Set(["hostnames", "volatile", "ranges", "delete", "proxy", "proxy_recursive", "include"]);

/** Reads `map`, `geo` or `split_clients`. */
export function readValueMap(directive: Directive): ValueMap | undefined {
  const variable = directive.args.at(-1)?.variables[0];
  if (variable === undefined || !directive.block) return undefined;
  const values: Argument[] = [];
  let otherwise: Argument | undefined;
  let open = false;
  for (const entry of directive.block) {
    const value = entry.args[0];
    if (OPTIONS.has(entry.name) && !entry.nameAt.quoted) {
      if (entry.name === "include") open = true;
      continue;
    }
    if (!value) continue;
    values.push(value);
    const isDefault = entry.name === "default" || (directive.name === "split_clients" && entry.name === "*");
    if (isDefault) otherwise = value;
  }
  const { source, start, end } = directive;
  return {
    ...locate(source, start, end),
    directive,
    variable,
    values,
    ...(otherwise && { default: otherwise }),
    mayBeEmpty: open || !otherwise || values.some(canBeEmpty),
  };
}

const canBeEmpty = ({ value, variables }: Argument): boolean =>
  value === "" || (variables.length > 0 && value.replace(/\$(\w+|\{\w+\})/g, "") === "");

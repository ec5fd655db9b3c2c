import { isSensitiveName, userInformation } from "../sensitive.ts";
import type { Node, Scalar } from "../yaml/tree.ts";
import { within } from "../yaml/within.ts";
import { interpolate } from "./interpolate.ts";

/** Marks in the source what must never be shown: values of secret names, passwords in URLs and in command options. */
export function hideSecrets(root: Node): void {
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === "scalar") hideWithin(node);
    else if (node.kind === "seq") for (const item of node.items) visit(item);
    else {
      for (const { key, value } of node.entries.values()) {
        if (value.kind === "scalar" && isSensitiveName(key.text)) hideText(value, 0, value.text.length);
        visit(value);
      }
    }
    if (node.kind === "seq") hideAfterOption(node.items);
  };
  visit(root);
}

const option = /^--?[\w-]+$/;

/** `["--requirepass", "secret"]`: the word behind the option. */
function hideAfterOption(items: readonly Node[]): void {
  for (const [index, item] of items.entries()) {
    const next = items[index + 1];
    if (item.kind !== "scalar" || next?.kind !== "scalar" || !option.test(item.text)) continue;
    if (isSecretOption(item.text) && !next.text.startsWith("-")) hideText(next, 0, next.text.length);
  }
}

const isSecretOption = (text: string): boolean => {
  const name = text.replace(/^-+/, "");
  return isSensitiveName(name) || /^(requirepass|masterauth)$/.test(name);
};

/** Of Apache's MD5, bcrypt and SHA crypt; in a Compose file each dollar sign is to be doubled. */
const passwordHash = /\$\$?(?:apr1|1|2[abxy]|5|6)\$\$?[\w./$]{20,200}/g;

function hideWithin(scalar: Scalar): void {
  const { text } = scalar;
  for (const { from, to } of userInformation(text)) hideText(scalar, from, to);
  for (const { index, 0: hash } of text.matchAll(passwordHash)) hideRange(scalar, index, index + hash.length);
  const pair = /^([A-Za-z_][\w.-]*)=/.exec(text);
  if (pair && isSensitiveName(pair[1]!)) hideText(scalar, pair[0].length, text.length);
  for (const match of text.matchAll(/(?:^|\s)(--?[\w-]+)(?:=|\s+)(?=[^-\s])("[^"]*"|'[^']*'|\$\{[^\s]*\}|\S+)/g)) {
    if (!isSecretOption(match[1]!)) continue;
    const to = match.index + match[0].length;
    hideText(scalar, to - match[2]!.length, to);
  }
}

/** Variables may be shown: only the literal text between them and their defaults are secret. */
function hideText(scalar: Scalar, from: number, to: number): void {
  const { pieces, uses } = interpolate(scalar.text, () => undefined);
  for (const piece of pieces) {
    if (piece.literal) hideRange(scalar, Math.max(piece.from, from), Math.min(piece.to, to));
  }
  for (const { operator, fallbackFrom, to: end } of uses) {
    if (!/[-+]$/.test(operator) || fallbackFrom < from || end > to) continue;
    hideRange(scalar, fallbackFrom, end - 1);
  }
}

function hideRange(scalar: Scalar, from: number, to: number): void {
  if (to <= from) return;
  const place = within(scalar, scalar.text, from, to);
  scalar.source.hide(place.start, place.end);
}

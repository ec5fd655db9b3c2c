const simple: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};
const numeric = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3}))/;

export type Unquoted = { readonly value: string } | { readonly problem: string; readonly offset: number };

/** A string of PromQL or of a Go template without quotes and escapes; backticks know no escapes. The rules are those of Go. */
export function unquote(quoted: string): Unquoted {
  const quote = quoted[0];
  const body = quoted.slice(1, -1);
  if (quote === "`" || !body.includes("\\")) return { value: body };
  let value = "";
  for (let index = 0; index < body.length; index++) {
    const char = body[index]!;
    if (char !== "\\") {
      value += char;
      continue;
    }
    const escaped = body[++index] ?? "";
    const plain = escaped === quote ? quote : simple[escaped];
    if (plain !== undefined) {
      value += plain;
      continue;
    }
    const match = numeric.exec(body.slice(index, index + 9));
    if (!match) return { problem: `unknown escape sequence \\${escaped}`, offset: index };
    const code = match[4] ? Number.parseInt(match[4], 8) : Number.parseInt(match[1] ?? match[2] ?? match[3] ?? "", 16);
    if (code > 0x10ffff) return { problem: "escape sequence of no character", offset: index };
    value += String.fromCodePoint(code);
    index += match[0].length - 1;
  }
  return { value };
}

const LONG_BRACKET = /\[(=*)\[/y;

/**
 * Offset of the brace that closes a Lua block, or -1. `start` is the offset after the opening brace.
 * Braces in strings, long brackets and comments do not count.
 */
export function endOfLuaBlock(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === "{") depth++;
    else if (char === "}") {
      depth--;
      if (depth === 0) return at;
    } else if (char === '"' || char === "'") {
      at = endOfString(text, at, char);
    } else if (char === "[") {
      const end = endOfLongBracket(text, at);
      if (end > 0) at = end;
    } else if (char === "-" && text[at + 1] === "-") {
      const long = endOfLongBracket(text, at + 2);
      const line = text.indexOf("\n", at);
      at = long > 0 ? long : line < 0 ? text.length : line;
    }
  }
  return -1;
}

function endOfString(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote || text[at] === "\n") return at;
  }
  return text.length;
}

/** Offset of the last `]` of `[[...]]` or `[==[...]==]` that opens at `start`; -1 where none opens. */
function endOfLongBracket(text: string, start: number): number {
  LONG_BRACKET.lastIndex = start;
  const open = LONG_BRACKET.exec(text);
  if (!open) return -1;
  const close = `]${open[1]}]`;
  const end = text.indexOf(close, start + open[0].length);
  return end < 0 ? text.length : end + close.length - 1;
}

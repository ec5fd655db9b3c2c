/** A limit that a text states: "above 80 %". Offsets are those of the text. */
export interface StatedLimit {
  readonly from: number;
  readonly to: number;
  /** Every number that the same limit can be in an expression: 80, 0.8, 0.2, 20 for 80 %. */
  readonly numbers: readonly number[];
}

const comparators =
  "above|over|exceed(?:s|ed|ing)?|(?:more|greater|higher|less|lower|fewer) than|below|under|at least|>=?|<=?|&gt;|&lt;";
const units = "%|percent\\b|ms\\b|milliseconds?\\b|s\\b|sec(?:ond)?s?\\b|min(?:ute)?s?\\b|h\\b|hours?\\b|days?\\b|d\\b";
const limit = new RegExp(`(?:${comparators})\\s*(?:the\\s+)?(\\d+(?:\\.\\d+)?)\\s*(${units})`, "gi");

/** What the comparator belongs to: a time that the state has lasted, a share of an error budget, a change. */
const otherMeaning = /(?:\b(?:for|last|past|within|every|since|during|budget|by|took)|\bin the)\s*$/i;

/** Limits with a unit that follow a word of comparison; nothing else is unmistakable. */
export function statedLimits(text: string): StatedLimit[] {
  // Actions are blanked, not cut, so that offsets hold.
  const plain = text.replaceAll(/\{\{(?:(?!\{\{).)*?\}\}/gs, (action) => " ".repeat(action.length));
  if (/budget|burn/i.test(plain)) return [];
  const found: StatedLimit[] = [];
  for (const match of plain.matchAll(limit)) {
    if (otherMeaning.test(plain.slice(Math.max(0, match.index - 20), match.index))) continue;
    const unit = (match[2] ?? "").toLowerCase();
    // "over five minutes" is as long as that, "over 500ms" is more than that.
    if (/^over/i.test(match[0]) && /^(min|h|d)/.test(unit)) continue;
    found.push({
      from: match.index,
      to: match.index + match[0].length,
      numbers: numbersOf(Number(match[1]), unit),
    });
  }
  return found;
}

function numbersOf(value: number, unit: string): number[] {
  if (unit === "%" || unit === "percent") {
    const share = value / 100;
    return [value, share, 1 - share, 100 - value, 1 + share, 100 + value];
  }
  const seconds = value * secondsOf(unit);
  return [value, ...[1e-3, 1, 60, 3600, 86_400].map((scale) => seconds / scale), seconds * 1e6, seconds * 1e9];
}

function secondsOf(unit: string): number {
  if (/^m(s|illi)/.test(unit)) return 0.001;
  if (unit.startsWith("s")) return 1;
  if (unit.startsWith("m")) return 60;
  return unit.startsWith("h") ? 3600 : 86_400;
}

/** Equal but for rounding. */
export const isNear = (left: number, right: number): boolean =>
  Math.abs(left - right) <= 1e-6 * Math.max(Math.abs(left), Math.abs(right));

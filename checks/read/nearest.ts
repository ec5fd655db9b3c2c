import leven from "leven";

/** The known name that a typing error most likely meant: at most a third of its letters differ. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let distance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const one of known) {
    const difference = leven(name.toLowerCase(), one.toLowerCase());
    if (difference < distance) {
      best = one;
      distance = difference;
    }
  }
  return best;
}

const unitSeconds: readonly (readonly [string, number])[] = [
  ["y", 365 * 86_400],
  ["w", 7 * 86_400],
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
  ["s", 1],
  ["ms", 0.001],
];
const pattern = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;

/**
 * Seconds of a duration as Prometheus and Alertmanager write it: whole numbers with units in falling order (`1h30m`), or `0`.
 * Undefined for anything else. Source: the configuration reference of Prometheus, `<duration>`.
 */
export function parseDuration(text: string): number | undefined {
  if (text === "0") return 0;
  const match = text === "" ? null : pattern.exec(text);
  if (!match) return undefined;
  let seconds = 0;
  for (const [index, [, factor]] of unitSeconds.entries()) seconds += Number(match[index + 1] ?? 0) * factor;
  return seconds;
}

/** `90` -> `1m30s`, for messages. */
export function formatDuration(seconds: number): string {
  let rest = Math.round(seconds * 1000);
  let text = "";
  for (const [unit, factor] of unitSeconds) {
    const size = factor * 1000;
    const count = Math.floor(rest / size);
    if (count > 0 && unit !== "y" && unit !== "w") {
      text += `${count}${unit}`;
      rest -= count * size;
    }
  }
  return text || "0s";
}

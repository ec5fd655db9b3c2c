let met = 0;
let missed = 0;

/** One line: what, its value, a remark. */
export function tell(what: string, value: string, remark = ""): void {
  console.log(`${what.padEnd(54)} ${value.padStart(9)}  ${remark}`.trimEnd());
}

export const milliseconds = (ms: number): string => `${ms.toFixed(0)} ms`;
export const megabytes = (size: number): string => `${size.toFixed(0)} MB`;
export const times = (ratio: number): string => `${ratio.toFixed(1)} x`;

export interface Goal {
  readonly most?: number;
  readonly least?: number;
}

/** The same with a goal, which the value meets or misses. */
export function hold(what: string, value: number, unit: (value: number) => string, { most, least }: Goal): void {
  const isMet = value <= (most ?? Infinity) && value >= (least ?? -Infinity);
  if (isMet) met++;
  else missed++;
  const bound = most === undefined ? `at least ${unit(least ?? 0)}` : `at most ${unit(most)}`;
  tell(what, unit(value), `goal ${isMet ? "met" : "MISSED"}: ${bound}`);
}

export const tellTotal = (): void => console.log(`${met} goals met, ${missed} missed`);

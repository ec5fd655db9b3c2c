import { spawnSync } from "node:child_process";

/** Runs a program to its end, whatever it finds, and returns how long that took in milliseconds. */
export function timeOf(command: string, args: readonly string[]): number {
  const started = performance.now();
  const { error, signal } = spawnSync(command, args, { stdio: "ignore" });
  if (error || signal) throw error ?? new Error(`${command} was stopped by ${signal}`);
  return performance.now() - started;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

export const repeated = <T>(times: number, work: () => T): T[] => Array.from({ length: times }, work);

export interface Compared {
  readonly ours: number;
  readonly theirs: number;
  /** How many times as long theirs takes. */
  readonly ratio: number;
}

/**
 * Runs both in turn, so that a machine that is busy for a while slows both; the ratio is the median over the pairs, not
 * a ratio of medians from different moments.
 */
export function compared(times: number, ours: () => number, theirs: () => number): Compared {
  const pairs = repeated(times, () => ({ ours: ours(), theirs: theirs() }));
  return {
    ours: median(pairs.map((pair) => pair.ours)),
    theirs: median(pairs.map((pair) => pair.theirs)),
    ratio: median(pairs.map((pair) => pair.theirs / pair.ours)),
  };
}

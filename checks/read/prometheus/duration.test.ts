import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDuration, parseDuration } from "./duration.ts";

test("durations of Prometheus in seconds", () => {
  const table: readonly (readonly [string, number | undefined])[] = [
    ["15s", 15],
    ["1h30m", 5400],
    ["1d", 86_400],
    ["1y2w", 32_745_600],
    ["250ms", 0.25],
    ["0", 0],
    ["0s", 0],
    ["5", undefined],
    ["1.5h", undefined],
    ["30m1h", undefined],
    ["1 h", undefined],
    ["-5m", undefined],
    ["", undefined],
    ["5min", undefined],
  ];
  for (const [text, expected] of table) assert.equal(parseDuration(text), expected, text);
});

test("seconds as people write them", () => {
  assert.deepEqual([0, 0.25, 90, 3600, 86_400, 90_061, 864_000].map(formatDuration), [
    "0s",
    "250ms",
    "1m30s",
    "1h",
    "1d",
    "1d1h1m1s",
    "10d",
  ]);
});

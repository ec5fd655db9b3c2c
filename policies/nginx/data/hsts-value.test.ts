import assert from "node:assert/strict";
import { test } from "node:test";
import { hstsFault } from "./hsts-value.ts";

const cases: readonly (readonly [string, RegExp | undefined])[] = [
  ["max-age=31536000", undefined],
  ["max-age=63072000; includeSubDomains; preload", undefined],
  ["Max-Age = 31536000 ; IncludeSubdomains;", undefined],
  ['max-age="31536000"', undefined],
  ["max-age=15552000", undefined],
  ["max-age=15551999", /15551999 s/],
  ["max-age=0", /forget/],
  ["max-age=31536000 includeSubDomains", /malformed/],
  ["max-age=31536000, includeSubDomains", /malformed/],
  ["max-age: 31536000", /malformed/],
  ["includeSubDomains", /malformed/],
  ["max-age=31536000; max-age=0", /malformed/],
  ["max-age=31536000; preload", /preload/],
  ["max-age=16000000; includeSubDomains; preload", /preload/],
];

for (const [value, expected] of cases) {
  test(value, () => {
    const message = hstsFault(value)?.message;
    if (expected) assert.match(message ?? "", expected);
    else assert.equal(message, undefined);
  });
}

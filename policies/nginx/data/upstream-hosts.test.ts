import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "./upstream-hosts.ts";

const cases: readonly (readonly [string, string | undefined])[] = [
  ["http://api:3000/v1", "api:3000"],
  ["https://Api.Example.org", "api.example.org:443"],
  ["http://api", "api:80"],
  ["php:9000", "php:9000"],
  ["http://[::1]:8080/", "[::1]:8080"],
  ["http://api:3000$request_uri", "api:3000"],
  ["http://api$request_uri", "api:80"],
  ["http://api-$colour:3000", undefined],
  ["http://$api", undefined],
  ["http://$api:3000/x", undefined],
  ["unix:/run/php.sock", undefined],
  ["http://unix:/run/app.sock:/", undefined],
];

for (const [target, expected] of cases) {
  test(`the address of ${target}`, () => {
    const address = addressOf(target);
    assert.equal(address && `${address.host}:${address.port}`, expected);
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { locate, Source } from "../core/source.ts";
import type { Port } from "../read/compose/model.ts";
import { type Exposure, exposureOfPort } from "./exposure.ts";

const port = (hostIp: string | undefined, hostIpUnknown = false): Port => ({
  ...locate(new Source("compose.yaml", ""), 0, 0),
  ...{ raw: "", form: "short", hostIp, hostIpUnknown, published: 80, publishedEnd: undefined, publishedUnknown: false },
  ...{ target: 80, targetEnd: undefined, protocol: "tcp", mode: undefined },
});

const cases: readonly (readonly [string | undefined, Exposure])[] = [
  [undefined, "everyone"],
  ["", "everyone"],
  ["0.0.0.0", "everyone"],
  ["::", "everyone"],
  ["203.0.113.7", "everyone"],
  ["172.32.0.1", "everyone"],
  ["2001:db8::1", "everyone"],
  ["127.0.0.1", "host"],
  ["127.1.2.3", "host"],
  ["::1", "host"],
  ["localhost", "host"],
  ["10.0.0.4", "networks"],
  ["172.17.0.1", "networks"],
  ["192.168.1.2", "networks"],
  ["100.64.0.1", "networks"],
  ["fd00::1", "networks"],
];

for (const [address, expected] of cases) {
  test(`a port on ${address ?? "no address"} is open to ${expected}`, () => {
    assert.equal(exposureOfPort(port(address)), expected);
  });
}

test("an address that a variable decides is unknown", () => {
  assert.equal(exposureOfPort(port(undefined, true)), "unknown");
});

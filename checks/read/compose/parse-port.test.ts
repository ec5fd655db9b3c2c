import assert from "node:assert/strict";
import { test } from "node:test";
import { undecided } from "./interpolated.ts";
import { parsePort } from "./parse-port.ts";

/** address (or ? or -) published target protocol. `?` in the input stands for an undecided part. */
const cases: [string, string][] = [
  ["80", "- - 80 tcp"],
  ["8080:80", "- 8080 80 tcp"],
  ["8080:80/udp", "- 8080 80 udp"],
  ["127.0.0.1:8080:80", "127.0.0.1 8080 80 tcp"],
  ["127.0.0.1::80", "127.0.0.1 - 80 tcp"],
  [":8080:80", "- 8080 80 tcp"],
  ["[::1]:8080:80", "::1 8080 80 tcp"],
  ["::1:8080:80", "::1 8080 80 tcp"],
  ["3000-3002:4000-4002", "- 3000-3002 4000-4002 tcp"],
  ["8000-9000:80", "- 8000-9000 80 tcp"],
  ["?:80", "- ? 80 tcp"],
  ["?:?:80", "? ? 80 tcp"],
  ["?:8080:80", "? 8080 80 tcp"],
  ["?80:80", "? ? 80 tcp"],
  ["8080:?", "- 8080 - tcp"],
  ["?", "? ? - tcp"],
];

for (const [text, expected] of cases) {
  test(`port ${text}`, () => {
    const port = parsePort(text.replaceAll("?", undecided));
    const span = (from?: number, to?: number) => (from === undefined ? "-" : from === to ? `${from}` : `${from}-${to}`);
    const ip = port.hostIpUnknown ? "?" : (port.hostIp ?? "-");
    const published = port.publishedUnknown ? "?" : span(port.published, port.publishedEnd);
    assert.equal(`${ip} ${published} ${span(port.target, port.targetEnd)} ${port.protocol}`, expected);
  });
}

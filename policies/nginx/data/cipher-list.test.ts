import assert from "node:assert/strict";
import { test } from "node:test";
import { type CipherFaults, cipherFaults } from "./cipher-list.ts";

const cases: readonly (readonly [string, Partial<CipherFaults>])[] = [
  ["ECDHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384", {}],
  ["HIGH:!aNULL:!MD5", {}],
  ["EECDH+AESGCM:EDH+AESGCM:@STRENGTH", {}],
  ["RC4-SHA:ECDHE-RSA-AES128-GCM-SHA256", { broken: ["RC4-SHA"] }],
  ["RC4-SHA:ECDHE-RSA-AES128-GCM-SHA256:!RC4", {}],
  ["DES-CBC3-SHA:ECDHE-RSA-AES128-GCM-SHA256:!DES", { broken: ["DES-CBC3-SHA"] }],
  ["DES-CBC3-SHA:ECDHE-RSA-AES128-GCM-SHA256:!3DES", {}],
  ["EECDH+RC4 EECDH+AESGCM", { broken: ["EECDH+RC4"] }],
  ["NULL-SHA256,ADH-AES128-SHA", { broken: ["NULL-SHA256", "ADH-AES128-SHA"] }],
  ["AES128-GCM-SHA256", { outdated: ["AES128-GCM-SHA256"] }],
  ["ECDHE-RSA-AES128-SHA", { outdated: ["ECDHE-RSA-AES128-SHA"] }],
  ["ECDHE-RSA-AES256-GCM-SHA512", { unknown: ["ECDHE-RSA-AES256-GCM-SHA512"], empty: true }],
  ["TLS_AES_128_GCM_SHA256", { empty: true }],
  ["TLS_AES_128_GCM_SHA256:ECDHE-ECDSA-CHACHA20-POLY1305", {}],
];

for (const [list, expected] of cases) {
  test(list, () => {
    assert.deepEqual(cipherFaults(list), { broken: [], outdated: [], unknown: [], empty: false, ...expected });
  });
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { Source } from "../../core/source.ts";
import { scanVendorSecrets } from "./scan-vendor-secrets.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const github = `gh${"p"}_${"q7Zr2mVx0LkT9bWc4NfYh8JdPs6GuA1eRo3i"}`;
const slack = `https://hooks.slack${".com"}/services/T0Q7ZR2MV/B0X0LKT9BWC/${"q7Zr2mVx0LkT9bWc4NfYh8Jd"}`;
const awsSample = `AK${"IA"}IOSFODNN7EXAMPLE`;

/** Text, and what is found as `vendor line:column`, samples with a question mark. */
const cases: readonly (readonly [string, readonly string[]])[] = [
  ["", []],
  ["TOKEN=abc\nPASSWORD=q7Zr2mVx0LkT9bWc4NfYh8JdPs6GuA1e\n", []],
  [`A=1\nTOKEN=${github}\n`, ["github 2:7"]],
  [`url: '${slack}'\n`, ["slack 1:7"]],
  ["url: postgres://u:q7Zr2mVx0LkT@db/x # npm_\n", []],
  [`KEY=${awsSample}\n`, []],
];

for (const [text, expected] of cases) {
  test(`scan ${JSON.stringify(text.slice(0, 12))}`, async () => {
    const source = new Source("compose.yaml", text);
    const { found } = await scanVendorSecrets(source);
    const places = found.map(({ vendor, start, isSample }) => {
      const { line, column } = source.position(start);
      return `${vendor} ${line}:${column}${isSample ? "?" : ""}`;
    });
    assert.deepEqual(places, expected);
    assert.equal(source.sensitive.length, expected.length);
  });
}

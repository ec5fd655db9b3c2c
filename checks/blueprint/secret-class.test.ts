import assert from "node:assert/strict";
import { test } from "node:test";
import { classOf, purposeOf, type SecretClass } from "./secret-class.ts";

/** Name of the variable, its text, its class. */
const cases: readonly (readonly [string, string, SecretClass])[] = [
  ["DB_PASSWORD", "", "empty"],
  ["DB_PASSWORD", '""', "empty"],
  ["DB_PASSWORD", "/run/secrets/db", "reference"],
  ["DB_PASSWORD", "vault:secret/data/db#password", "reference"],
  ["DB_PASSWORD", "{{ db_password }}", "reference"],
  ["DB_PASSWORD", "$$(cat /run/secrets/db)", "reference"],
  ["DB_PASSWORD", "changeme", "placeholder"],
  ["DB_PASSWORD", "CHANGE_ME_IN_PRODUCTION", "placeholder"],
  ["DB_PASSWORD", "<password>", "placeholder"],
  ["DB_PASSWORD", "your-strong-password", "placeholder"],
  ["DB_PASSWORD", "your_password_here", "placeholder"],
  ["DB_PASSWORD", "replace-with-a-long-one", "placeholder"],
  ["DB_PASSWORD", "xxxxxxxx", "placeholder"],
  ["DB_PASSWORD", "postgres", "well-known"],
  ["DB_PASSWORD", "P@ssw0rd", "well-known"],
  ["DB_PASSWORD", "12345678", "well-known"],
  ["DB_PASSWORD", "billing", "well-known"],
  ["DB_PASSWORD", "acme12", "weak"],
  ["DB_PASSWORD", "superbilling", "weak"],
  ["DB_PASSWORD", "tq8Zr2mVx0Lk", "sound"],
  ["JWT_SECRET", "my-very-secret-jwt-signing", "placeholder"],
  ["JWT_SECRET", "billing-jwt-signing-words", "weak"],
  ["JWT_SECRET", "d41f9c0ab37e", "weak"],
  ["JWT_SECRET", "d41f9c0ab37e5586a0d1c2b3e4f50617", "sound"],
  ["API_TOKEN", "bK7pQ2sX9wE4rT6yU1iO3aZ8", "sound"],
];

for (const [name, text, expected] of cases) {
  test(`${name}=${text} is ${expected}`, () => {
    assert.equal(classOf(text, purposeOf(name), ["billing"]), expected);
  });
}

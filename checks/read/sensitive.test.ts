import assert from "node:assert/strict";
import { test } from "node:test";
import { isSensitiveName, userInformation } from "./sensitive.ts";

const secret = `POSTGRES_PASSWORD DB_PASS REDIS_PWD JWT_SECRET API_KEY api-key PRIVATE_KEY AWS_SECRET_ACCESS_KEY GITHUB_TOKEN SENTRY_DSN
  SLACK_WEBHOOK_URL DATABASE_CONNECTION_STRING SECRET_KEY_BASE apiKey clientSecret GF_SECURITY_ADMIN_PASSWORD SMTP_PASSWORD_2 AWS_CREDENTIALS
  APP_KEY PASSWORD_SALT MYSQL_ROOT_PASSWORD TOKEN SECRET PASSPHRASE`;
const open = `PUBLIC_KEY POSTGRES_PASSWORD_FILE TOKEN_TTL SECRET_NAME POSTGRES_USER KEY KEYS MONKEY COMPASS PASSENGER API_URL PASSWORD_MIN_LENGTH
  BYPASS_CACHE ACCESS_KEY_ID VITE_PUBLIC_API_KEY TOKENIZER PORT RESET_PASSWORD_URL KEYCLOAK_URL`;

test("names of secrets", () => {
  for (const name of secret.split(/\s+/)) assert.equal(isSensitiveName(name), true, name);
  for (const name of open.split(/\s+/)) assert.equal(isSensitiveName(name), false, name);
});

test("password in a URL", () => {
  const text = "a postgres://app:pa:ss@db/x redis://:secret@r http://user@h http://h:80/@x";
  assert.deepEqual(
    userInformation(text).map(({ from, to }) => text.slice(from, to)),
    ["pa:ss", "secret"],
  );
});

/** Words that end, or stand alone in, names of secrets. `KEY` alone is too common: it counts with what opens something. */
const secretName =
  /(^|[_.-])(pass(word|wd|phrase)?|pwd|secrets?|tokens?|credentials?|dsn|salt|pepper|(api|app|private|access|secret|encryption|signing|master|auth|license|jwt|session|cookie|hmac)[_.-]?key)([_.-]?(base|hash|value|b64|base64|old|new|\d))*$/;
const secretInside = /(password|passwd|passphrase|secret[_.-]?key|(api|private|access|encryption)[_.-]?key)/;
const secretUrl = /(webhook|connection)[_.-]?(url|uri|string)$|(^|[_.-])dsn([_.-]|$)/;
const notSecret =
  /(^|[_.-])(public|pub|site|publishable|anon(ymous)?|allow[_.-]empty|random[_.-]root)[_.-]|(^|[_.-])(file|path|dir|name|id|length|min|max|ttl|expir\w*|lifetime|policy|url|uri|endpoint|enabled?|disabled?|header|algorithm|type|user(name)?|timeout|interval|rotation|reset\w*|count|limit|audience|issuer|prefix|format|version|required|hint)$/;

/**
 * The name of a variable, label or key says that its value is a secret: `DB_PASSWORD`, `api-key`, `SENTRY_DSN`,
 * but not `PUBLIC_KEY`, `POSTGRES_PASSWORD_FILE`, `TOKEN_TTL`.
 */
export function isSensitiveName(name: string): boolean {
  const plain = name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
  if (secretUrl.test(plain)) return true;
  if (notSecret.test(plain)) return false;
  return secretName.test(plain) || secretInside.test(plain);
}

/** Where the password stands in each URL of a text: `postgres://user:password@host`. Offsets into the text. */
export function userInformation(text: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const match of text.matchAll(/[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/([^\s/?#"'@:]{0,200}):([^\s/"'@]{1,500})@/g)) {
    const to = match.index + match[0].length - 1;
    found.push({ from: to - match[2]!.length, to });
  }
  return found;
}

export const hasUserInformation = (text: string): boolean => userInformation(text).length > 0;

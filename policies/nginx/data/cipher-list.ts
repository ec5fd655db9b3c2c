/** What is wrong with an OpenSSL cipher list, as `ssl_ciphers` takes it. Names only; each in the order of the list. */
export interface CipherFaults {
  /** No protection worth the name: no encryption, no authentication, export keys, RC4, DES, 3DES. */
  readonly broken: readonly string[];
  /** Static RSA (no forward secrecy) or CBC: left out of the guideline. */
  readonly outdated: readonly string[];
  /** OpenSSL has no such suite and silently drops the name. */
  readonly unknown: readonly string[];
  /** Nothing is left: OpenSSL refuses the list and nginx does not start. */
  readonly empty: boolean;
}

/** Weakness -> how OpenSSL calls it where a list excludes it. */
const weaknesses: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(eNULL|NULL)$|(^|-)NULL-/, ["eNULL", "NULL"]],
  [/^(aNULL|ADH|AECDH)$|^(ADH|AECDH)-/, ["aNULL"]],
  [/^EXP(ORT\d*)?$|^EXP\d*-/, ["EXP", "EXPORT", "EXPORT40", "EXPORT56"]],
  [/(^|-)RC4(-|$)/, ["RC4"]],
  [/^3DES$|DES-CBC3/, ["3DES"]],
  [/^DES$|(^|-)DES-CBC-/, ["DES"]],
  [/^LOW$/, ["LOW"]],
];

export function cipherFaults(list: string): CipherFaults {
  const items = list.split(/[:,\s]+/).filter((item) => item !== "");
  const excluded = new Set(items.filter((item) => /^[!-]/.test(item)).map((item) => item.slice(1)));
  const broken: string[] = [];
  const outdated: string[] = [];
  const unknown: string[] = [];
  let kept = 0;
  for (const item of items) {
    if (/^[!+@-]/.test(item) || excluded.has(item)) continue;
    // Suites of TLS 1.3 are set by `ssl_conf_command Ciphersuites`; in this list they count for nothing.
    if (/^TLS_(AES|CHACHA20)_\w+$/.test(item)) continue;
    if (/GCM-SHA512$/.test(item)) {
      unknown.push(item);
      continue;
    }
    const weakness = weaknessOf(item);
    if (weakness?.some((name) => excluded.has(name))) continue;
    kept++;
    if (weakness) broken.push(item);
    else if (isSuite(item) && isOutdated(item)) outdated.push(item);
  }
  return { broken, outdated, unknown, empty: kept === 0 && items.length > 0 };
}

/** The names under which a list may exclude what makes this item weak; undefined where nothing does. */
function weaknessOf(item: string): readonly string[] | undefined {
  for (const part of item.split("+")) {
    for (const [pattern, names] of weaknesses) if (pattern.test(part)) return names;
  }
  return undefined;
}

/** One suite, such as `AES128-SHA`, not a group such as `HIGH` or `EECDH+AES`. */
const isSuite = (item: string): boolean => /^[A-Z0-9]+(-[A-Z0-9]+)+$/.test(item);

const isOutdated = (suite: string): boolean =>
  !/^(ECDHE|DHE|EDH|ADH|AECDH)-/.test(suite) || !/GCM|CCM|POLY1305/.test(suite);

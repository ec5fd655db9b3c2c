/**
 * What can be said of the text of a secret without knowing more. "reference": a path, a URL of a vault or an encrypted
 * text, thus no secret. "well-known": in every list of default passwords.
 */
export type SecretClass = "empty" | "reference" | "placeholder" | "well-known" | "weak" | "sound";

const reference =
  /^(\/|\.{1,2}\/|~\/|file:|vault:|op:\/\/|ref\+|arn:|env:|ENC\[|sops:|secret:\/\/|\$|\{\{|<%|%\(|__\w+__$)|\$\{?\w|\{\{/;

/** Texts that ask to be replaced. */
const placeholders: readonly RegExp[] = [
  /change[-_ ]?(me|this|it|in|for|to)/i,
  /^(please[-_ ]?)?(replace|insert|enter|fill|put|add|type|choose|generate|provide|define|set|use)[-_ ]/i,
  /^(replace|set|fill)[-_ ]?(me|this|it)/i,
  /^(change|replace|insert|enter)[A-Z]/,
  /^(your?|my|a|an|some|the)[-_ ].*(pass|secret|token|key|pw|hash|salt|random|string|here|id)/i,
  /^my(secret|password|token|key)|^your|[-_ ]your[-_ ]/i,
  /(^|[-_ ])(here|goes-here|placeholder|redacted|hidden|todo|fixme|tbd|dummy|not-?set|unset|undefined|none|null|n\/a)$/i,
  /^(to-?do|fixme|placeholder|redacted|dummy|example|sample|insecure)/i,
  /[-_ ](placeholder|example|here|changeme)([-_ ]|$)/i,
  /^<.*>$|^\[.*\]$|^\{.*\}$|^[x*.\-_]+$|xxxx|\.\.\.|…/i,
  /^(.)\1{3,}$/,
];

/** Defaults of images and manuals, and the first lines of every list of common passwords. */
const wellKnown: ReadonlySet<string> = new Set(
  (
    "postgres postgresql pgpassword pg root toor admin administrator adminadmin admin123 admin1234 admin@123 password password1 password12 " +
    "password123 password1234 password! passw0rd p@ssw0rd p@ssword pass pass123 pass1234 passwd pwd secret secret123 secrets supersecret topsecret " +
    "s3cret 123 1234 12345 123456 1234567 12345678 123456789 1234567890 123123 abc123 111111 000000 qwerty qwerty123 letmein welcome " +
    "welcome1 guest minioadmin minio minio123 rabbitmq rabbit mysql mariadb mongo mongodb redis grafana test test123 testing tester " +
    "testpass testpassword user user123 userpass default demo dev devpass devpassword development local localhost rootpass rootpassword root123 rootroot dbpass dbpassword db " +
    "dbuser database foobar foobared foo bar elastic kibana sa docker keycloak neo4j couchdb influx influxdb clickhouse airflow superset metabase sonar " +
    "nexus jenkins wordpress drupal joomla nextcloud django laravel symfony app appuser apppassword application changeit " +
    "temp temporary none null true false yes no monkey dragon master login super superuser system manager service public private key token"
  ).split(" "),
);

/** Keys sign or encrypt and are attacked offline; a password is tried over the network. */
export type SecretPurpose = "password" | "key";

export const purposeOf = (name: string): SecretPurpose =>
  /pass(word|wd|phrase)?\b|pass(word|wd)?$|(^|_)(pass|pwd|password|passwd)(_|$)/i.test(name.replaceAll("-", "_"))
    ? "password"
    : "key";

/**
 * Fewer bits than this are guessed: 256 for a key of HMAC or of a cipher would be right, 128 is what OWASP ASVS 5
 * (11.2.3) demands of any; a password that a machine types needs no fewer than 60.
 */
const weakBelowBits: Readonly<Record<SecretPurpose, number>> = { password: 40, key: 64 };

/** `others`: texts that an attacker tries next, such as the user's name, the database's and the service's. */
export function classOf(text: string, purpose: SecretPurpose, others: Iterable<string> = []): SecretClass {
  const plain = text.trim().replace(/^(?:""|'')$/, "");
  if (plain === "") return "empty";
  if (reference.test(plain)) return "reference";
  const lower = plain.toLowerCase();
  if (wellKnown.has(lower)) return "well-known";
  for (const other of others) if (other.length > 0 && other.toLowerCase() === lower) return "well-known";
  if (placeholders.some((one) => one.test(plain))) return "placeholder";
  return bitsOf(plain) < weakBelowBits[purpose] ? "weak" : "sound";
}

/** The upper bound of what a text can hold: its length times the bits of its alphabet, less where it repeats itself or is words. */
export function bitsOf(text: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];
  const sizes = [26, 26, 10, 32];
  let alphabet = 0;
  for (const [index, kind] of kinds.entries()) if (kind.test(text)) alphabet += sizes[index]!;
  if (/^[\da-f-]+$/i.test(text)) alphabet = 16;
  const distinct = new Set(text).size;
  const perCharacter = Math.min(Math.log2(alphabet), Math.log2(distinct) + 0.5);
  const bits = text.length * perCharacter;
  return looksLikeWords(text) ? bits / 3 : bits;
}

/** `super-secret-key-for-jwt`, `mySecretPassword1`: words of letters with a vowel ratio of language, no mixture of digits. */
function looksLikeWords(text: string): boolean {
  const parts = text
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .split(/[^A-Za-z]+/)
    .filter((part) => part.length > 0);
  const letters = parts.join("");
  if (letters.length < text.length * 0.6) return false;
  const vowels = letters.replace(/[^aeiouy]/gi, "").length / letters.length;
  if (vowels < 0.2 || vowels > 0.6) return false;
  const longest = Math.max(...parts.map((part) => part.length));
  const steady = parts.every((part) => /^[A-Z]?[a-z]+$|^[A-Z]+$/.test(part));
  return steady && longest >= 3 && parts.length <= 1 + letters.length / 4;
}

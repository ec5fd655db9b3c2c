const example = /(^|[._-])(example|examples|sample|template|tmpl|tpl|dist|defaults?|skel|skeleton|schema)([._-]|$)/i;

/** By name: `.env`, `.env.production`, `prod.env`, `env.example`, `.env-sample`. */
export function isDotenvPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\.(ts|js|mjs|cjs|md|sh|ya?ml|json|toml|py|go|rb|php|j2|erb|lock|nix|txt|html?)$/i.test(name)) return false;
  return /^\.?env([._-].+)?$/i.test(name) || /^[^.].*\.env([._-].+)?$/i.test(name);
}

/**
 * `.env` and its relatives are dotenv files whatever they hold; of other names (`env`, `prod.env`) scripts and prose are
 * told apart: most lines of a dotenv file assign something.
 */
export function looksLikeDotenv(path: string, text: string): boolean {
  if (/(^|\/)\.env([._-][^/]*)?$/i.test(path)) return true;
  let assigning = 0;
  let other = 0;
  for (const line of text.slice(0, 20_000).split("\n")) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\s*(export\s+)?[A-Za-z_][\w.-]*\s*[=:]/.test(line)) assigning++;
    else other++;
  }
  return other <= assigning;
}

/** Nobody runs a file of this name as it is; it is copied. */
export const isExampleName = (path: string): boolean => example.test(path.slice(path.lastIndexOf("/") + 1));

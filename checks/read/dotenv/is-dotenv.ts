const example = /(^|[._-])(example|examples|sample|template|tmpl|tpl|dist|defaults?|skel|skeleton|schema)([._-]|$)/i;

/** By name: `.env`, `.env.production`, `prod.env`, `env.example`, `.env-sample`. */
export function isDotenvPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/\.(ts|js|mjs|cjs|md|sh|ya?ml|json|toml|py|go|rb|php|j2|erb|lock|nix|txt|html?)$/i.test(name)) return false;
  return /^\.?env([._-].+)?$/i.test(name) || /^[^.].*\.env([._-].+)?$/i.test(name);
}

/** Nobody runs a file of this name as it is; it is copied. */
export const isExampleName = (path: string): boolean => example.test(path.slice(path.lastIndexOf("/") + 1));

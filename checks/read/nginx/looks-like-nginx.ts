const OTHER_FORMATS =
  /\.(md|mdx|rst|txt|adoc|ya?ml|json|jsonc|toml|xml|html?|sh|bash|py|rb|js|mjs|ts|tsx|jsx|go|rs|php|css|scss|sql|tf|hcl|vcl|lua|ini|cfg|service|lock|log|ps1|bat|java|kt|c|h|cpp|pl|pot?|svg|csv|diff|patch|ipynb|nix)$/i;
/** A directive that no other program writes in this form, with its `;` or `{` on the same line. */
const DISTINCT =
  /^[ \t]*(?:(?:server_name|proxy_pass|proxy_set_header|proxy_http_version|add_header|fastcgi_pass|fastcgi_param|uwsgi_pass|grpc_pass|try_files|ssl_certificate|ssl_certificate_key|ssl_protocols|ssl_ciphers|worker_processes|worker_connections|client_max_body_size|keepalive_timeout|error_page|access_log|error_log|server_tokens|limit_req|limit_req_zone|default_type|gzip_types|set_real_ip_from|real_ip_header|auth_request|auth_basic|proxy_read_timeout|proxy_cache_path|proxy_redirect|proxy_buffering|log_format)[ \t]+[^=\n][^\n]*;|listen[ \t]+[\w.:[\]*$@{}]+[^\n]*;|location[ \t]+(?:[=~^*]+[ \t]*)?[/@^\\"'(.$][^\n]*\{|map[ \t]+\S+[ \t]+\$\w+[ \t]*\{|types[ \t]*\{)[ \t]*(?:[^\n]*\})?[ \t]*(?:#[^\n]*)?\r?$/m;
/** What nginx shares with other formats; enough where the name says nginx. */
const SHARED = /^[ \t]*(?:[a-z][a-z0-9_]*[ \t]+[^=\n]*;|(?:http|events|server|stream|upstream[ \t]+\S+)[ \t]*\{)/m;
/** Apache, INI (fail2ban, supervisor, systemd), HAProxy, HCL and shell scripts. */
const FOREIGN =
  /^[ \t]*<\/?(?:VirtualHost|Directory|IfModule|Location|Proxy)\b|^\[[\w:. -]+\][ \t]*\r?$|^(?:frontend|backend|defaults|global)\b[^;{\n]*$|^#!|^---[ \t]*\r?$/m;
const NAMED =
  /(^|\/)nginx[^/]*\.(conf|tmpl|template|j2|erb)[^/]*$|(^|\/)(sites-(available|enabled)|[^/]*nginx[^/]*)\/|\.nginx(\.|$)|\.vhost(\.|$)/i;

/** Lines beyond are data, and would cost the expressions above their speed. */
const LONGEST_LINE = 1_000;

/** Whether a file is an NGINX configuration or a part of one: by its content, with help from its name. */
export function looksLikeNginx(path: string, text: string): boolean {
  if (OTHER_FORMATS.test(path) || text.includes("\0")) return false;
  const lines = text
    .slice(0, 200_000)
    .split("\n")
    .filter((line) => line.length <= LONGEST_LINE);
  if (lines.some((line) => FOREIGN.test(line))) return false;
  if (/(^|\/)nginx\.conf$/i.test(path)) return true;
  if (lines.some((line) => DISTINCT.test(line))) return true;
  return NAMED.test(path) && lines.some((line) => SHARED.test(line));
}

const NOTHING: readonly string[] = [];
const TLS_OPTIONS = [
  "ssl_session_cache",
  "ssl_session_timeout",
  "ssl_session_tickets",
  "ssl_protocols",
  "ssl_prefer_server_ciphers",
  "ssl_ciphers",
];

/** Files that nginx's packages and images, or certbot, bring along, and the directives that stand in them. */
const FILES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/(^|\/)(mime\.types|koi-utf|koi-win|win-utf)$/, ["types"]],
  [/(^|\/)fastcgi(_params|\.conf)$/, ["fastcgi_param"]],
  [/(^|\/)uwsgi_params$/, ["uwsgi_param"]],
  [/(^|\/)scgi_params$/, ["scgi_param"]],
  [/(^|\/)proxy_params$/, ["proxy_set_header"]],
  [/(^|\/)modules(-enabled)?\/[^/]*$/, ["load_module"]],
  [
    /(^|\/)snippets\/fastcgi-php\.conf$/,
    ["fastcgi_split_path_info", "try_files", "set", "fastcgi_param", "fastcgi_index"],
  ],
  [/(^|\/)snippets\/snakeoil\.conf$/, ["ssl_certificate", "ssl_certificate_key"]],
  [/(^|\/)options-ssl-nginx\.conf$/, TLS_OPTIONS],
];
/** Where sites are put: what stands there is a server of its own, and says nothing about the others. */
const SITES =
  /(^|\/)(conf\.d|http\.d|sites-enabled|site-confs|vhosts?(\.d|-enabled)?)\/[^/]*\*[^/]*$|(^|\/)sites-enabled\/[^/]*$/;

/** Names of the directives that stand in a file everybody has; undefined for any other file. */
export function distributionDirectives(path: string): readonly string[] | undefined {
  for (const [pattern, names] of FILES) if (pattern.test(path)) return names;
  return SITES.test(path) ? NOTHING : undefined;
}

/** Blocks whose entries are values, not directives: any word may start one. */
export const VALUE_BLOCKS: ReadonlySet<string> = new Set([
  "map",
  "geo",
  "types",
  "split_clients",
  "charset_map",
  "geoip2",
  "match",
  "otel_exporter",
]);

/** Blocks that nginx enters only when a condition holds. */
export const CONDITIONAL_BLOCKS: ReadonlySet<string> = new Set(["if", "limit_except"]);

/**
 * Directives that hold in their own block alone. Everything else is inherited by the blocks inside, unless these have the
 * same directive, which then replaces it. Source: the merge functions of nginx's modules.
 */
export const NOT_INHERITED: ReadonlySet<string> = new Set([
  "proxy_pass",
  "fastcgi_pass",
  "uwsgi_pass",
  "scgi_pass",
  "grpc_pass",
  "memcached_pass",
  "return",
  "rewrite",
  "set",
  "break",
  "if",
  "try_files",
  "location",
  "server",
  "upstream",
  "listen",
  "server_name",
  "limit_except",
  "include",
  "stub_status",
  "empty_gif",
  "map",
  "geo",
  "js_content",
  "content_by_lua_block",
  "content_by_lua_file",
  "content_by_lua",
]);

/** Handlers that an `if` or `limit_except` inside a location takes over from it. Source: "noname" in the modules' merges. */
export const KEPT_IN_IF: ReadonlySet<string> = new Set([
  "proxy_pass",
  "fastcgi_pass",
  "uwsgi_pass",
  "scgi_pass",
  "grpc_pass",
  "memcached_pass",
]);

/** Directives that fill one list together: any of them in a block hides all of them from the blocks outside. */
const SHARED_LISTS: readonly (readonly string[])[] = [
  ["allow", "deny"],
  ["root", "alias"],
];

export const sharingWith = (name: string): readonly string[] =>
  SHARED_LISTS.find((names) => names.includes(name)) ?? [name];

/** Words that are common as directives and never seen as an argument at the start of a line. */
const STARTERS: ReadonlySet<string> = new Set(
  `server server_name listen location upstream root index return rewrite try_files include if set allow deny expires gzip
  proxy_pass proxy_set_header proxy_http_version proxy_redirect proxy_read_timeout proxy_connect_timeout proxy_send_timeout
  proxy_buffering proxy_cache_bypass fastcgi_pass fastcgi_param fastcgi_index uwsgi_pass grpc_pass add_header access_log
  error_log error_page client_max_body_size keepalive_timeout ssl_certificate ssl_certificate_key ssl_protocols ssl_ciphers
  ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout gzip_types gzip_vary server_tokens sendfile tcp_nopush
  default_type worker_processes worker_connections resolver limit_req limit_conn auth_basic`.split(/\s+/),
);

export const startsDirective = (word: string): boolean => STARTERS.has(word);

/** Directives of which nginx accepts any number of values, so that a lost `;` goes unnoticed. Source: NGX_CONF_1MORE and 2MORE of its modules. */
const MANY_VALUES: ReadonlySet<string> = new Set(
  `index server_name try_files log_format valid_referers gzip_types brotli_types ssi_types sub_filter_types charset_types
  addition_types xslt_types proxy_cache_bypass proxy_no_cache fastcgi_cache_bypass fastcgi_no_cache more_set_headers
  more_clear_headers more_set_input_headers more_clear_input_headers`.split(/\s+/),
);

export const takesMany = (name: string): boolean => MANY_VALUES.has(name);

/** Status codes on which `add_header` works without `always`. Source: nginx, module ngx_http_headers_module. */
export const ORDINARY_CODES: ReadonlySet<number> = new Set([200, 201, 204, 206, 301, 302, 303, 304, 307, 308]);

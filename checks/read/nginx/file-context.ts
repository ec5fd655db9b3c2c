import type { Directive, FileContext } from "./model.ts";

const MAIN =
  /^(http|events|stream|mail|worker_processes|worker_rlimit_nofile|load_module|daemon|master_process|pid|user)$/;
const HTTP =
  /^(server|upstream|map|geo|split_clients|log_format|limit_req_zone|limit_conn_zone|proxy_cache_path|fastcgi_cache_path|server_names_hash_bucket_size|server_names_hash_max_size|map_hash_bucket_size|types_hash_max_size|js_import|lua_shared_dict|lua_package_path|geoip2|ssl_session_cache)$/;
const SERVER = /^(listen|server_name|ssl_certificate|ssl_certificate_key|location|ssl_reject_handshake|http2)$/;
const LOCATION =
  /^(proxy_pass|fastcgi_pass|uwsgi_pass|scgi_pass|grpc_pass|memcached_pass|fastcgi_split_path_info|fastcgi_param|uwsgi_param|scgi_param|alias|internal|stub_status|limit_except|fastcgi_index|proxy_set_header|proxy_http_version)$/;

/** Where the outermost directives of a file belong, judged by what they are. */
export function fileContext(directives: readonly Directive[]): FileContext {
  const names = new Set(directives.map((directive) => directive.name));
  const some = (pattern: RegExp): boolean => [...names].some((name) => pattern.test(name));
  if (some(MAIN)) return "main";
  if (names.has("types") && names.size === 1) return "http";
  if (directives.some(isServerBlock)) return isStream(directives) ? "stream" : "http";
  // `server` without a block is a member of an upstream group.
  if (names.has("server") && !names.has("listen")) return "upstream";
  names.delete("server");
  if (some(HTTP) && !some(SERVER)) return "http";
  if (some(SERVER)) return "server";
  return some(LOCATION) ? "location" : "unknown";
}

const isServerBlock = (directive: Directive): boolean => directive.name === "server" && directive.block !== undefined;

/** In `stream` a server passes on bytes itself; in `http` only its locations do. */
function isStream(directives: readonly Directive[]): boolean {
  const servers = directives.filter(isServerBlock);
  return servers.every((server) => server.block?.some(({ name }) => name === "proxy_pass" || name === "ssl_preread"));
}

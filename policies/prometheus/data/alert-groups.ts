/** One thing that an alert of a group must watch. */
export interface WatchedThing {
  readonly what: string;
  /** All of them must be in the expression, recorded series written out. Several lists: any of them. */
  readonly shapes: readonly (readonly RegExp[])[];
  /** A threshold that is this strict or stricter must be there; several: any of them. Shares may also stand as per cent. */
  readonly limits?: readonly { readonly op: ">" | "<"; readonly value: number }[];
}

const above = (value: number) => ({ op: ">", value }) as const;
const below = (value: number) => ({ op: "<", value }) as const;
const thing = (what: string, shapes: WatchedThing["shapes"], ...limits: NonNullable<WatchedThing["limits"]>) =>
  limits.length > 0 ? { what, shapes, limits } : { what, shapes };

const age = [/time\(\)/];
const backup = /backup|dump|wal_?g|barman|pgbackrest|restic/i;

/** What the groups of the requirements watch, told by metrics and shapes, not by the names of alerts. */
export const alertGroups: Readonly<Record<string, readonly WatchedThing[]>> = {
  application: [
    thing("an error rate above 1 %", [[/5(\.\.|xx|\[)|error|failed/i, /\//]], above(0.01)),
    thing("a 95th percentile above 500 ms", [[/histogram_quantile\(\s*0?\.9\d*/], [/quantile="0\.9\d*"/]], above(0.5)),
    thing("an endpoint that is down", [[/probe_success/], [/\bup\{[^}]*job=~?"[^"]*(api|web|app|site)/]]),
    thing("saturation", [
      [/event_?loop|process_cpu|in_?flight|queue|saturat|connections_active|workers?_|threads?_|pool_/i],
    ]),
    thing("an error budget that burns fast", [[/1h/, /5m/, /\band\b/], [/14\.4/]]),
    thing("an error budget that burns slowly", [
      [/6h/, /30m/, /\band\b/],
      [/[13]d|24h|72h/, /[26]h/, /\band\b/],
    ]),
  ],
  database: [
    thing("a connection pool above 80 %", [[/pgbouncer|pool/i, /\//]], above(0.8)),
    thing(
      "server connections above 80 %",
      [[/pg_stat_activity|pg_stat_database_numbackends|threads_connected/, /max_connections/]],
      above(0.8),
    ),
    thing("replication lag above 300 s", [[/replication.*lag|replay.*lag|slave_lag|seconds_behind/i]], above(300)),
    thing("a server that is down", [[/pg_up|mysql_up|\bup\{[^}]*(postgres|mysql|db|database)/i]]),
    thing("a mean query time above 1 s", [[/statements?_.*(seconds|time).*\/.*calls|mean_(exec_)?time/is]], above(1)),
    thing(
      "a disk above 80 %",
      [[/filesystem_(avail|free)_bytes/, /filesystem_size_bytes/], [/volume_stats_(available|used)_bytes/]],
      above(0.8),
      below(0.2),
    ),
    thing("deadlocks", [[/deadlock/i]]),
    thing("long transactions", [[/max_tx_duration|long_running_transactions|xact|transaction.*(seconds|duration)/i]]),
  ],
  redis: [
    thing("a server that is down", [[/redis_up|\bup\{[^}]*redis/]]),
    thing("memory above 90 %", [[/redis_memory_used/, /\//]], above(0.9)),
    thing("a hit rate below 80 %", [[/keyspace_hits/, /keyspace_misses/]], below(0.8), above(0.2)),
    thing("a lost replica or sentinel", [[/connected_slaves|connected_replicas|master_link|sentinel/]]),
  ],
  system: [
    thing("CPU above 80 %", [[/node_cpu_seconds_total|system_cpu|cpu_usage/]], above(0.8), below(0.2)),
    thing("memory above 85 %", [[/node_memory|memory_usage|system_memory/]], above(0.85), below(0.15)),
    thing(
      "less than 20 % of a disk free",
      [[/filesystem_(avail|free)_bytes/, /filesystem_size_bytes/]],
      below(0.2),
      above(0.8),
    ),
    thing("a container that is down", [[/container_last_seen|container_start_time|container_state|docker_container/]]),
    thing("kills for lack of memory", [[/oom/i]]),
    thing("a clock that is off", [[/timex_(offset|sync)|ntp_offset|chrony/]]),
  ],
  websocket: [
    thing("more than 9000 connections", [[/websocket.*(connection|channel|client)|ws_connections/i]], above(9000)),
    thing("more than 10 failures a second", [[/websocket.*(fail|error)|ws_(fail|error)/i, /rate\(/]], above(10)),
  ],
  security: [
    thing(
      "more than 5 failed logins a second",
      [[/auth\w*(fail|error|refus)|login\w*(fail|error)|401/i, /rate\(/]],
      above(5),
    ),
    thing("more than 100 rate-limited requests a second", [[/rate_?limit|limited|429/i, /rate\(/]], above(100)),
    thing("more than 50 refusals (403) a second", [[/403|forbidden/i, /rate\(/]], above(50)),
    thing("requests that the firewall blocks", [[/firewall|waf|modsec|crs_/i]]),
  ],
  backup: [
    thing("no success for 2 hours", [[backup, /success|last|timestamp/i, ...age]], above(7200)),
    thing("a size above 100 GB, or a jump", [[backup, /size|bytes/i]]),
    thing("a restore drill that failed", [[/drill|restore|verif/i, /result|fail|success|status/i]]),
    thing("a restore drill that is overdue", [[/drill|restore|verif/i, ...age]]),
  ],
  certificates: [
    thing("less than 30 days left", [[/cert|ssl|tls/i, /expir|not_?after/i]], below(30 * 86_400), below(30)),
    thing("expiry itself", [[/cert|ssl|tls/i, /expir|not_?after/i, /<=?\s*0\b|<=?\s*time\(\)/]]),
  ],
  monitoring: [
    thing("a target that is down", [[/\bup(\{[^}]*\})?\s*(==\s*(bool\s*)?0|<\s*1)/]]),
    thing("a configuration that failed to reload", [[/config_last_reload_success/]]),
    thing("notifications that failed", [[/notifications?_(failed|errors|dropped)/]]),
    thing("a watchdog that always fires", [[/^\s*vector\(\s*1\s*\)/], [/^\s*1\s*==\s*1/]]),
  ],
};

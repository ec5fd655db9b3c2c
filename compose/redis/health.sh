#!/bin/sh
# redis-health server | sentinel: an authenticated answer that says more than "the port is open".
set -eu
case $1 in
  server)
    REDISCLI_AUTH=$(cat /run/secrets/redis_exporter_password)
    export REDISCLI_AUTH
    redis-cli --tls --cacert /run/secrets/internal_ca --user exporter --no-auth-warning INFO persistence |
      grep --quiet '^aof_last_write_status:ok'
    ;;
  sentinel)
    REDISCLI_AUTH=$(cat /run/secrets/redis_replication_password)
    export REDISCLI_AUTH
    redis-cli -p 26379 --tls --cacert /run/secrets/internal_ca --user sentinel --no-auth-warning SENTINEL CKQUORUM seaworthy |
      grep --quiet '^OK'
    ;;
  *) echo "usage: redis-health server|sentinel" >&2; exit 2 ;;
esac

#!/bin/sh
# postgres-health primary | replica: one query over the local socket that only the right role answers with "t".
set -eu
case $1 in
  primary) query="SELECT NOT pg_is_in_recovery()" ;;
  replica) query="SELECT pg_is_in_recovery() AND EXISTS (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')" ;;
  *) echo "usage: postgres-health primary|replica" >&2; exit 2 ;;
esac
[ "$(psql --no-psqlrc --username=postgres --dbname=postgres --tuples-only --no-align --command="$query")" = t ]

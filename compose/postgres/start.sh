#!/bin/sh
# start primary | start replica: initialises an empty volume, then becomes the server.
set -eu
umask 077
role=$1
ready=$PGDATA/initialised

# The server refuses a key that others may read, and Compose mounts secrets readable.
cp /run/secrets/postgres_tls_cert /run/postgresql/server.crt
cp /run/secrets/postgres_tls_key /run/postgresql/server.key

if [ ! -e "$ready" ] && [ -e "$PGDATA/PG_VERSION" ] && [ "$role" = primary ]; then
  echo "the first start was interrupted: remove the volume of postgres-primary and start again" >&2
  exit 1
fi

if [ ! -e "$ready" ] && [ "$role" = primary ]; then
  initdb --username=postgres --auth-local=peer --auth-host=scram-sha-256 --data-checksums --encoding=UTF8 --locale=C.UTF-8
  pg_ctl --wait start --options="-c listen_addresses='' -c shared_preload_libraries=pg_stat_statements"
  psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --file=/usr/local/share/setup.sql
  pg_ctl --wait stop --mode=fast
  touch "$ready"
fi

if [ ! -e "$ready" ] && [ "$role" = replica ]; then
  find "$PGDATA" -mindepth 1 -delete
  printf '%s:5432:*:replicator:%s\n' "$PRIMARY_HOST" "$(cat /run/secrets/postgres_replication_password)" > /run/postgresql/pgpass
  pg_basebackup --pgdata="$PGDATA" --wal-method=stream --slot="$REPLICATION_SLOT" --write-recovery-conf --checkpoint=fast \
    --dbname="host=$PRIMARY_HOST user=replicator sslmode=verify-ca sslrootcert=/run/secrets/internal_ca passfile=/run/postgresql/pgpass"
  touch "$ready"
fi

if [ "$role" = replica ]; then
  # /run is empty after each start, and the connection written by pg_basebackup names this file.
  printf '%s:5432:*:replicator:%s\n' "$PRIMARY_HOST" "$(cat /run/secrets/postgres_replication_password)" > /run/postgresql/pgpass
fi

exec postgres -c config_file=/etc/postgresql/postgresql.conf -c hba_file=/etc/postgresql/pg_hba.conf

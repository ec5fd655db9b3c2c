#!/bin/sh
# Writes the two users that cannot be looked up, then becomes the pooler.
set -eu
umask 077
cp /run/secrets/postgres_tls_cert /run/pgbouncer/server.crt
cp /run/secrets/postgres_tls_key /run/pgbouncer/server.key
{
  printf '"pgbouncer_auth" "%s"\n' "$(cat /run/secrets/pgbouncer_auth_password)"
  printf '"pgbouncer_exporter" "%s"\n' "$(cat /run/secrets/pgbouncer_exporter_password)"
} > /run/pgbouncer/users.txt
exec pgbouncer /etc/pgbouncer/pgbouncer.ini

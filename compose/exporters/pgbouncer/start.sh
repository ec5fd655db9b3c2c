#!/bin/sh
# The exporter takes its whole connection from one variable: it is put together here, from a file.
set -eu
password=$(cat "$PGBOUNCER_PASSWORD_FILE")
export PGBOUNCER_EXPORTER_CONNECTION_STRING="postgres://$PGBOUNCER_USER:$password@$PGBOUNCER_HOST:$PGBOUNCER_PORT/pgbouncer?sslmode=verify-ca&sslrootcert=/run/secrets/internal_ca"
exec pgbouncer_exporter

#!/bin/sh
# A query through the pool: proves the login, the lookup and the server behind it.
set -eu
PGPASSWORD=$(cat /run/secrets/db_password)
export PGPASSWORD
answer=$(psql --no-psqlrc --tuples-only --no-align --command="SELECT 1" \
  "host=127.0.0.1 port=6432 dbname=$HEALTH_DATABASE user=$HEALTH_USER sslmode=require connect_timeout=3")
[ "$answer" = 1 ]

#!/bin/sh
# The exporter's own password file is a list of servers; all of ours share one user, so a plain file is enough.
set -eu
REDIS_PASSWORD=$(cat "$REDIS_PASSWORD_PATH")
export REDIS_PASSWORD
exec prometheus-redis-exporter "$@"

#!/bin/sh
# Writes one file a secret, here, from ../.env (see .env.example); makes those that nobody has to know. Files that exist
# are kept, unless --force is given for those that come from .env. No value is printed, none stands in a command line.
set -eu
umask 077
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
env_file=$here/../.env
force=no
[ "${1:-}" = --force ] && force=yes
[ -r "$env_file" ] || { echo "missing $env_file: copy .env.example and fill it in" >&2; exit 1; }
# A directory that root alone enters: so the files in it may be readable for the users of the containers.
chmod 0700 "$here"

publish() { chmod 0444 "$1.new" && mv -f "$1.new" "$1"; }

# from_env NAME file: the value behind "NAME=", without quotes around it.
from_env() {
  target=$here/$2
  if [ -e "$target" ] && [ "$force" = no ]; then return; fi
  sed -n "s/^$1=//p" "$env_file" | tail -n 1 | sed "s/^'\(.*\)'\$/\1/; s/^\"\(.*\)\"\$/\1/" | tr -d '\r\n' > "$target.new"
  if [ ! -s "$target.new" ] || grep -q '^CHANGE_ME$' "$target.new"; then
    rm -f "$target.new"
    missing="$missing $1"
    return
  fi
  publish "$target"
}

# made file: 32 random bytes, written in 64 hexadecimal digits, so that no place needs to quote it.
made() {
  target=$here/$1
  if [ -e "$target" ]; then return; fi
  openssl rand -hex 32 | tr -d '\n' > "$target.new"
  publish "$target"
}

# certificate name host...: signed by the internal authority for one year.
certificate() {
  name=$1
  shift
  if openssl x509 -noout -checkend 2592000 -in "$here/${name}_cert" > /dev/null 2>&1; then return; fi
  hosts=$(printf ',DNS:%s' "$@")
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" \
    -keyout "$here/${name}_key.new" -out "$here/$name.csr" 2> /dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth,clientAuth\n' "${hosts#,}" > "$here/$name.ext"
  openssl x509 -req -in "$here/$name.csr" -CA "$here/internal_ca" -CAkey "$here/internal_ca_key" -days 365 \
    -extfile "$here/$name.ext" -out "$here/${name}_cert.new" 2> /dev/null
  rm -f "$here/$name.csr" "$here/$name.ext"
  publish "$here/${name}_key"
  publish "$here/${name}_cert"
}

missing=""
from_env DB_PASSWORD db_password
from_env REDIS_PASSWORD redis_password
from_env JWT_SECRET_KEY jwt_secret_key
from_env AWS_ACCESS_KEY_ID aws_access_key_id
from_env AWS_SECRET_ACCESS_KEY aws_secret_access_key
from_env GRAFANA_PASSWORD grafana_password
from_env SLACK_WEBHOOK_URL slack_webhook_url
from_env PAGERDUTY_ROUTING_KEY pagerduty_routing_key
from_env SMTP_PASSWORD smtp_password
from_env WATCHDOG_URL watchdog_url
if [ -n "$missing" ]; then
  echo "not set in .env:$missing" >&2
  exit 1
fi

for name in postgres_replication_password postgres_exporter_password pgbouncer_auth_password pgbouncer_exporter_password \
  redis_replication_password redis_exporter_password backup_key; do
  made "$name"
done

# The edge asks the users of monitoring for the same name and password as Grafana.
if [ ! -e "$here/monitoring_htpasswd" ] || [ "$force" = yes ]; then
  user=$(sed -n 's/^GRAFANA_USER=//p' "$env_file" | tail -n 1)
  printf '%s:%s\n' "$user" "$(openssl passwd -6 -stdin < "$here/grafana_password")" > "$here/monitoring_htpasswd.new"
  publish "$here/monitoring_htpasswd"
fi

if [ ! -e "$here/internal_ca" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=seaworthy internal" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout "$here/internal_ca_key" -out "$here/internal_ca.new" 2> /dev/null
  chmod 0400 "$here/internal_ca_key"
  publish "$here/internal_ca"
fi
certificate postgres_tls postgres-primary postgres-replica pgbouncer localhost
certificate redis_tls redis-primary redis-replica sentinel-1 sentinel-2 sentinel-3 localhost
echo "secrets written"

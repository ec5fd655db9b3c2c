#!/bin/sh
# Keeps a certificate in /etc/letsencrypt/edge: at first one that it signs itself, so that the edge can start and answer
# the challenge; then the authority's. It looks twice a day whether a renewal is due.
set -eu
edge=/etc/letsencrypt/edge
first=${DOMAINS%%,*}

if [ ! -e "$edge/fullchain.pem" ]; then
  mkdir -p "$edge"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$first" \
    -addext "subjectAltName=DNS:$(echo "$DOMAINS" | sed 's/,/,DNS:/g')" \
    -keyout "$edge/privkey.pem" -out "$edge/fullchain.pem"
fi

if [ -n "$ACME_EMAIL" ]; then
  set -- --email "$ACME_EMAIL"
else
  set -- --register-unsafely-without-email
fi
trap 'exit 0' TERM INT
while :; do
  certbot certonly --non-interactive --agree-tos --keep-until-expiring --webroot --webroot-path /var/www/acme \
    --server "$ACME_SERVER" --cert-name "$first" --domains "$DOMAINS" --key-type ecdsa \
    --config-dir /etc/letsencrypt --work-dir /tmp/work --logs-dir /tmp/logs --deploy-hook publish.sh \
    "$@" || echo "no certificate this time, next try in 12 h" >&2
  sleep 43200 & wait $!
done

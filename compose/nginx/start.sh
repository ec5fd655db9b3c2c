#!/bin/sh
# Runs nginx and reloads it when certbot has published another certificate.
set -eu
certificate=/etc/letsencrypt/edge/fullchain.pem
(
  seen=$(stat --format %Y "$certificate")
  while sleep 60; do
    now=$(stat --format %Y "$certificate")
    if [ "$now" != "$seen" ] && nginx -t -q; then
      nginx -s reload
      seen=$now
    fi
  done
) &
exec nginx

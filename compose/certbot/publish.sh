#!/bin/sh
# Called by certbot after each renewal. The edge reloads when fullchain.pem changes, so the key must be there first.
set -eu
umask 077
edge=/etc/letsencrypt/edge
cp "$RENEWED_LINEAGE/privkey.pem" "$edge/privkey.pem.new"
cp "$RENEWED_LINEAGE/fullchain.pem" "$edge/fullchain.pem.new"
mv "$edge/privkey.pem.new" "$edge/privkey.pem"
mv "$edge/fullchain.pem.new" "$edge/fullchain.pem"

#!/usr/bin/env bash
# Installs the real programs that the agreement tests compare with (Debian 12 or 13, root).
# nginx from the machine's own release; Prometheus, Alertmanager and the Compose client from trixie, pinned below the
# machine's own packages so that nothing else moves.
set -euo pipefail

have() { command -v "$1" >/dev/null 2>&1; }
if have nginx && have promtool && have amtool && docker compose version >/dev/null 2>&1; then exit 0; fi

if [ "$(id -u)" -ne 0 ]; then
  echo "the agreement tests need nginx, promtool, amtool and docker compose: run this as root, or install them yourself" >&2
  exit 2
fi

. /etc/os-release
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
  mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources | head -n 1)
  printf 'Types: deb\nURIs: %s\nSuites: trixie\nComponents: main\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n' \
    "$mirror" > /etc/apt/sources.list.d/seaworthy-trixie.sources
  printf 'Package: *\nPin: release n=trixie\nPin-Priority: 100\n' > /etc/apt/preferences.d/seaworthy-trixie
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# A package that starts its service on installation would take port 80: refuse that while installing.
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
  chmod +x /usr/sbin/policy-rc.d
  trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
if [ "${VERSION_CODENAME:-}" = bookworm ]; then
  apt-get install -y -qq --no-install-recommends -t trixie prometheus prometheus-alertmanager docker-cli docker-compose >/dev/null
else
  apt-get install -y -qq --no-install-recommends prometheus prometheus-alertmanager docker-cli docker-compose >/dev/null
fi

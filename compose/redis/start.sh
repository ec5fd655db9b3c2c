#!/bin/sh
# start primary | replica | sentinel: adds passwords and names to the configuration, then becomes the server.
set -eu
umask 077
role=$1
name=$(hostname)
cp /run/secrets/redis_tls_cert /run/redis/server.crt
cp /run/secrets/redis_tls_key /run/redis/server.key

digest() { tr -d '\n' < "/run/secrets/$1" | sha256sum | cut -d ' ' -f 1; }
# The rules stand in the repository, the passwords are added here as digests.
user() { sed -n "/^user $1 /s/\$/ #$(digest "$2")/p" /etc/redis/users.acl; }

if [ "$role" = sentinel ]; then
  if [ ! -e /data/sentinel.conf ]; then
    reader="+ping +auth +hello +client +info +role +sentinel +subscribe +psubscribe +unsubscribe allchannels"
    {
      cat /etc/redis/sentinel.conf
      echo "sentinel announce-ip $name"
      echo "sentinel auth-pass seaworthy $(cat /run/secrets/redis_replication_password)"
      echo "sentinel sentinel-user sentinel"
      echo "sentinel sentinel-pass $(cat /run/secrets/redis_replication_password)"
      echo "user default reset off"
      echo "user sentinel reset on allchannels +@all #$(digest redis_replication_password)"
      echo "user api reset on $reader #$(digest redis_password)"
      echo "user exporter reset on $reader #$(digest redis_exporter_password)"
    } > /data/sentinel.conf.new
    mv /data/sentinel.conf.new /data/sentinel.conf
  fi
  exec redis-sentinel /data/sentinel.conf
fi

{
  grep '^user default ' /etc/redis/users.acl
  user api redis_password
  user replicator redis_replication_password
  user sentinel redis_replication_password
  user exporter redis_exporter_password
} > /run/redis/users.acl
{
  cat /etc/redis/redis.conf
  echo "replica-announce-ip $name"
  echo "masteruser replicator"
  echo "masterauth $(cat /run/secrets/redis_replication_password)"
} > /run/redis/redis.conf

# After a failover the sentinels have the server write its new role into /data/redis.conf. That line alone is kept:
# everything else comes from the repository at each start.
follows=""
if [ -e /data/redis.conf ]; then
  follows=$(grep '^replicaof ' /data/redis.conf || true)
elif [ "$role" = replica ]; then
  follows="replicaof $PRIMARY_HOST 6379"
fi
printf 'include /run/redis/redis.conf\n%s\n' "$follows" > /data/redis.conf
exec redis-server /data/redis.conf

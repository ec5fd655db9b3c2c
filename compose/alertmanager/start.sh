#!/bin/sh
# Puts the addresses of this deployment in the places of the example ones, then becomes Alertmanager.
set -eu
for value in "$ALERT_EMAIL" "$SLACK_CHANNEL" "$SMTP_SMARTHOST" "$SMTP_FROM" "$SMTP_USERNAME"; do
  case $value in *[!A-Za-z0-9.@:_+-]*) echo "alertmanager: an address holds a character that cannot be right" >&2; exit 1 ;; esac
done
sed \
  -e "s/oncall@example\.com/$ALERT_EMAIL/" \
  -e "s/^\(  *channel: \).*/\1'#$SLACK_CHANNEL'/" \
  -e "s/^\( *smtp_smarthost: \).*/\1$SMTP_SMARTHOST/" \
  -e "s/^\( *smtp_from: \).*/\1$SMTP_FROM/" \
  -e "s/^\( *smtp_auth_username: \).*/\1$SMTP_USERNAME/" \
  /etc/alertmanager/alertmanager.yml > /run/alertmanager/alertmanager.yml
exec prometheus-alertmanager --config.file=/run/alertmanager/alertmanager.yml --storage.path=/alertmanager \
  --web.listen-address=:9093 --cluster.listen-address= --web.external-url=https://monitoring.example.com/alertmanager/ \
  --web.route-prefix=/

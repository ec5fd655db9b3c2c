/** Names without a slash that Docker Hub answers for: its official images. Any other such name is an image of one's own. */
const names = new Set(
  (
    "adminer aerospike alpine alt amazoncorretto amazonlinux api-firewall arangodb archlinux backdrop bash bonita buildpack-deps busybox caddy cassandra " +
    "chronograf clearlinux clefos clickhouse clojure composer convertigo couchbase couchdb crate dart debian docker drupal eclipse-mosquitto " +
    "eclipse-temurin eggdrop elasticsearch elixir emqx erlang fedora flink fluentd friendica gazebo gcc geonetwork ghost golang gradle groovy " +
    "haproxy haskell haxe hello-world hitch httpd hylang ibmjava influxdb irssi jetty joomla jruby julia kapacitor kibana kong krakend lightstreamer " +
    "liquibase logstash mageia mariadb matomo maven mediawiki memcached mongo mongo-express monica mysql nats nats-streaming neo4j neurodebian nextcloud " +
    "nginx node nuxeo odoo open-liberty openjdk oraclelinux orientdb percona perl photon php phpmyadmin plone postfixadmin postgres pypy python " +
    "r-base rabbitmq rakudo-star redis redmine registry rethinkdb rockylinux ros ruby rust sapmachine satosa sl solr sonarqube spark spiped storm swift " +
    "swipl teamspeak telegraf tomcat tomee traefik ubuntu unit varnish vault websphere-liberty wordpress xwiki yourls znc zookeeper centos consul sentry java"
  ).split(" "),
);

export const isOwnName = (name: string): boolean => !name.includes("/") && !names.has(name);

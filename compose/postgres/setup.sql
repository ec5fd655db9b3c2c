-- Roles, database and extensions of a new primary. Passwords come from files, so none stands in a command line.
\getenv api_role POSTGRES_USER
\getenv api_database POSTGRES_DB
\set api_password `cat "$POSTGRES_PASSWORD_FILE"`
\set replication_password `cat /run/secrets/postgres_replication_password`
\set exporter_password `cat /run/secrets/postgres_exporter_password`
\set auth_password `cat /run/secrets/pgbouncer_auth_password`

SET password_encryption = 'scram-sha-256';
-- Keeps the passwords below out of the server log, should statements be logged.
SET log_statement = 'none';
SET log_min_duration_statement = -1;

-- pg_hba.conf admits the members of this group.
CREATE ROLE api_login NOLOGIN;
CREATE ROLE :"api_role" LOGIN PASSWORD :'api_password' IN ROLE api_login;
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication_password';
CREATE ROLE postgres_exporter LOGIN PASSWORD :'exporter_password' IN ROLE pg_monitor;
CREATE ROLE pgbouncer_auth LOGIN PASSWORD :'auth_password';

CREATE DATABASE :"api_database" OWNER :"api_role";
REVOKE CONNECT ON DATABASE :"api_database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"api_database" TO pgbouncer_auth;

-- The exporter logs in to "postgres" and reads the statistics of all databases there.
CREATE EXTENSION pg_stat_statements;

\connect :"api_database"
CREATE EXTENSION vector;
CREATE EXTENSION pg_stat_statements;
-- A schema of its own: in "public" the owner of the database could replace the function.
CREATE SCHEMA pgbouncer;
REVOKE ALL ON SCHEMA pgbouncer FROM PUBLIC;
GRANT USAGE ON SCHEMA pgbouncer TO pgbouncer_auth;
CREATE FUNCTION pgbouncer.user_lookup(IN wanted text, OUT name text, OUT secret text)
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog
  AS $$ SELECT rolname::text, rolpassword FROM pg_authid WHERE rolname = wanted AND rolcanlogin AND NOT rolsuper AND NOT rolreplication $$;
REVOKE ALL ON FUNCTION pgbouncer.user_lookup(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION pgbouncer.user_lookup(text) TO pgbouncer_auth;

SELECT pg_create_physical_replication_slot('replica_1', true);

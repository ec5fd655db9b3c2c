-- expand
-- Accounts and everything by which one proves to be somebody. Addresses and secrets are sealed by the API (envelope
-- encryption): bytea columns hold ciphertext, *_index columns a keyed hash for look-ups.

CREATE TABLE users (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  email_sealed    bytea       NOT NULL,
  email_index     bytea       NOT NULL UNIQUE CHECK (octet_length(email_index) = 32),
  display_name    text        NOT NULL CHECK (char_length(display_name) BETWEEN 1 AND 80),
  password_hash   text        NOT NULL,
  locale          text        NOT NULL DEFAULT 'en' CHECK (locale ~ '^[a-z]{2}(-[A-Z]{2})?$'),
  failed_logins   integer     NOT NULL DEFAULT 0 CHECK (failed_logins >= 0),
  locked_until    timestamptz,
  last_login_at   timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE sessions (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  family_id       uuid        NOT NULL,
  refresh_hash    bytea       NOT NULL UNIQUE CHECK (octet_length(refresh_hash) = 32),
  device_hash     bytea       NOT NULL CHECK (octet_length(device_hash) = 32),
  device_label    text        NOT NULL CHECK (char_length(device_label) <= 80),
  -- Cut before it is stored: /24 for IPv4, /48 for IPv6.
  network         cidr        NOT NULL CHECK (masklen(network) <= CASE family(network) WHEN 4 THEN 24 ELSE 48 END),
  created_at      timestamptz NOT NULL DEFAULT now(),
  last_used_at    timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz,
  CHECK (expires_at > created_at)
);
CREATE INDEX sessions_user_id ON sessions (user_id);
CREATE INDEX sessions_family_id ON sessions (family_id);
CREATE INDEX sessions_expires_at ON sessions (expires_at);

CREATE TABLE api_keys (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name            text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  prefix          text        NOT NULL CHECK (prefix ~ '^[A-Za-z0-9]{8}$'),
  key_hash        bytea       NOT NULL UNIQUE CHECK (octet_length(key_hash) = 32),
  scopes          text[]      NOT NULL DEFAULT '{}',
  created_at      timestamptz NOT NULL DEFAULT now(),
  last_used_at    timestamptz,
  expires_at      timestamptz NOT NULL,
  revoked_at      timestamptz
);
CREATE INDEX api_keys_user_id ON api_keys (user_id);

CREATE TABLE mfa_methods (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind            text        NOT NULL CHECK (kind IN ('totp')),
  secret_sealed   bytea       NOT NULL,
  -- The newest time step that was accepted: a code works once.
  last_step       bigint      NOT NULL DEFAULT 0,
  confirmed_at    timestamptz,
  created_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, kind)
);

CREATE TABLE mfa_backup_codes (
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  code_hash       bytea       NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at         timestamptz,
  PRIMARY KEY (user_id, code_hash)
);

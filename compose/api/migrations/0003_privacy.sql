-- expand
-- Consent, erasure and the trail of who did what. Ledger and trail outlive the rows of the person they speak of: the first
-- has no foreign key, the second forgets who it was.

CREATE TABLE consents (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  purpose         text        NOT NULL CHECK (purpose ~ '^[a-z][a-z-]*$'),
  text_version    text        NOT NULL,
  given_at        timestamptz NOT NULL DEFAULT now(),
  withdrawn_at    timestamptz CHECK (withdrawn_at >= given_at)
);
-- One consent in force for each purpose; earlier ones stay as history.
CREATE UNIQUE INDEX consents_in_force ON consents (user_id, purpose) WHERE withdrawn_at IS NULL;

-- Written before the first row is deleted, and carried out again after each restore.
CREATE TABLE erasure_ledger (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  subject_hash    bytea       NOT NULL CHECK (octet_length(subject_hash) = 32),
  -- Needed until the backups that hold the person have expired, then cleared.
  subject_id      uuid,
  requested_at    timestamptz NOT NULL DEFAULT now(),
  completed_at    timestamptz,
  clear_after     timestamptz NOT NULL,
  stores          jsonb       NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(stores) = 'object')
);
CREATE INDEX erasure_ledger_open ON erasure_ledger (requested_at) WHERE completed_at IS NULL;
CREATE UNIQUE INDEX erasure_ledger_subject ON erasure_ledger (subject_hash);

CREATE TABLE audit_log (
  id              bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at              timestamptz NOT NULL DEFAULT now(),
  actor_id        uuid        REFERENCES users (id) ON DELETE SET NULL,
  action          text        NOT NULL CHECK (action ~ '^[a-z_]+\.[a-z_]+$'),
  object_type     text        NOT NULL,
  object_id       text,
  outcome         text        NOT NULL CHECK (outcome IN ('allowed', 'refused', 'failed')),
  network         cidr        CHECK (masklen(network) <= CASE family(network) WHEN 4 THEN 24 ELSE 48 END),
  request_id      text
);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_actor_id ON audit_log (actor_id, at DESC);

-- Entries are added and expire; nobody changes them. Erasure of an account may only clear actor_id.
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.actor_id IS NULL AND to_jsonb(OLD) - 'actor_id' = to_jsonb(NEW) - 'actor_id' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit_log is append-only';
END
$$;
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();

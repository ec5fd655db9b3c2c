-- expand
-- Notes with full-text and vector search.

CREATE EXTENSION IF NOT EXISTS vector;

CREATE TABLE notes (
  id              uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id         uuid        NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  title           text        NOT NULL CHECK (char_length(title) BETWEEN 1 AND 200),
  body            text        NOT NULL CHECK (char_length(body) <= 100000),
  words           tsvector    NOT NULL GENERATED ALWAYS AS (
                                setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'B')
                              ) STORED,
  meaning         vector(384),
  created_at      timestamptz NOT NULL DEFAULT now(),
  updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX notes_user_id ON notes (user_id, updated_at DESC);
CREATE INDEX notes_words ON notes USING gin (words);
CREATE INDEX notes_meaning ON notes USING hnsw (meaning vector_cosine_ops);

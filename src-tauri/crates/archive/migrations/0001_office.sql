-- Version 1 of an office's database. Never edited once an office has it: a change is a new file.

-- PROCEDURE section 5, to the letter. What the columns mean and how `hash` is made: `journal.rs`.
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  usulan TEXT,
  kind TEXT,
  version INTEGER,
  body TEXT,
  happened_from TEXT,
  happened_to TEXT,
  entered_at TEXT,
  recorder TEXT,
  actor TEXT,
  basis TEXT,
  prev BLOB,
  hash BLOB
) STRICT;

CREATE INDEX journal_by_usulan ON journal (usulan, seq);

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN
  SELECT RAISE(ABORT, 'an entry of the journal is never changed');
END;

CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal BEGIN
  SELECT RAISE(ABORT, 'an entry of the journal is never deleted');
END;

-- Also stops INSERT OR REPLACE, whose deletions fire no trigger of their own.
CREATE TRIGGER journal_grows_at_its_end BEFORE INSERT ON journal
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM journal ORDER BY seq DESC LIMIT 1), zeroblob(32))
BEGIN
  SELECT RAISE(ABORT, 'an entry joins the journal only at its end');
END;

-- Projection: one row per usulan, as the list views need it.
CREATE TABLE register (
  id TEXT PRIMARY KEY,
  year INTEGER NOT NULL,
  status TEXT NOT NULL,
  step INTEGER,
  agency TEXT,
  agency_name TEXT NOT NULL,
  etalase TEXT NOT NULL,
  place TEXT,
  due TEXT,
  received TEXT,
  late INTEGER NOT NULL CHECK (late IN (0, 1)),
  incomplete INTEGER NOT NULL CHECK (incomplete IN (0, 1)),
  seq INTEGER NOT NULL,
  extra TEXT NOT NULL
) STRICT;

CREATE INDEX register_by_status ON register (status, due);

-- Projection: the texts of an usulan that can be searched, and two indexes over them.
CREATE TABLE search_text (
  id INTEGER PRIMARY KEY,
  usulan TEXT NOT NULL,
  place INTEGER NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL,
  UNIQUE (usulan, place)
) STRICT;

CREATE VIRTUAL TABLE search_words USING fts5 (
  text, content = 'search_text', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2'
);

CREATE VIRTUAL TABLE search_trigrams USING fts5 (
  text, content = 'search_text', content_rowid = 'id', tokenize = 'trigram'
);

-- Projection: the numbers of every pool. `seq` and `item` say which entry of the journal recorded it.
CREATE TABLE numbers (
  seq INTEGER NOT NULL,
  item INTEGER NOT NULL,
  pool TEXT NOT NULL,
  year INTEGER NOT NULL,
  number INTEGER,
  suffix TEXT NOT NULL,
  text TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('application', 'paper')),
  naskah TEXT,
  usulan TEXT,
  letter_date TEXT,
  double_reason TEXT,
  state TEXT NOT NULL CHECK (state IN ('used', 'void', 'corrected')),
  ended_by INTEGER,
  end_reason TEXT,
  extra TEXT NOT NULL,
  PRIMARY KEY (seq, item),
  CHECK (source = 'paper' OR (number IS NOT NULL AND double_reason IS NULL AND state <> 'corrected')),
  CHECK ((state = 'used') = (ended_by IS NULL)),
  CHECK ((state = 'used') = (end_reason IS NULL))
) STRICT;

CREATE INDEX numbers_by_key ON numbers (pool, year, number, suffix);
CREATE INDEX numbers_by_naskah ON numbers (naskah);

-- Invariant 5: a number that the application owns is issued once, by the database.
CREATE UNIQUE INDEX numbers_issued_once ON numbers (pool, year, number, suffix) WHERE source = 'application';

-- Counters of the ids of usulan and naskah. No projection: an id stays used though nothing came of it.
CREATE TABLE ids (
  kind TEXT NOT NULL,
  year INTEGER NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (kind, year)
) STRICT;

CREATE TABLE documents (
  sha256 TEXT PRIMARY KEY,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  original_name TEXT,
  stored_at TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE TRIGGER documents_are_never_changed BEFORE UPDATE ON documents BEGIN
  SELECT RAISE(ABORT, 'the row of a document is never changed');
END;

CREATE TRIGGER documents_are_never_deleted BEFORE DELETE ON documents BEGIN
  SELECT RAISE(ABORT, 'the row of a document is never deleted');
END;

-- Also stops INSERT OR REPLACE, as above.
CREATE TRIGGER documents_are_never_replaced BEFORE INSERT ON documents
WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256)
BEGIN
  SELECT RAISE(ABORT, 'a document is recorded once');
END;

-- Working rows outside the projection: what somebody has typed and not yet recorded.
CREATE TABLE drafts (
  account TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (account, key)
) STRICT;

-- Version 3 of an office's database. Never edited once an office has it: a change is a new file.

-- Register and search share one key of an usulan, made of its number (`key.rs`), so that it grows with age: an index
-- of the search walks from the newest to the oldest, and stops where enough is found.
DROP INDEX register_by_status;
DROP INDEX register_by_year;
DROP INDEX register_by_agency;
DROP INDEX register_by_place;
ALTER TABLE register RENAME TO register_before;

CREATE TABLE register (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
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

INSERT INTO register
SELECT CAST(substr(id, 1, 4) AS INTEGER) * 10000000 + CAST(substr(id, 6) AS INTEGER),
  id, year, status, step, agency, agency_name, etalase, place, due, received, late, incomplete, seq, extra
FROM register_before;

DROP TABLE register_before;

-- Filters, each with the status, by which the state switch counts.
CREATE INDEX register_by_status ON register (status, due, key);
CREATE INDEX register_by_year ON register (year, key, status);
CREATE INDEX register_by_agency ON register (agency, key);
CREATE INDEX register_by_agency_status ON register (agency, status);
CREATE INDEX register_by_step ON register (step, status);
CREATE INDEX register_by_place ON register (place, status);
CREATE INDEX register_by_lateness ON register (late, due, status);
CREATE INDEX register_by_debt ON register (incomplete, status);

-- Orders, each as `register.rs` writes it. That by age is register_by_year.
CREATE INDEX register_in_order_of_due ON register (due IS NULL, due, key DESC, status);
CREATE INDEX register_in_order_of_change ON register (seq DESC, key DESC, status);
CREATE INDEX register_in_order_of_receipt ON register (received IS NULL, received DESC, key DESC, status);
CREATE INDEX register_in_order_of_agency ON register (agency_name COLLATE NOCASE, key DESC, status);
CREATE INDEX register_in_order_of_etalase ON register (etalase COLLATE NOCASE, key DESC, status);
CREATE INDEX register_in_order_of_step ON register (step IS NULL, step, key DESC, status);
CREATE INDEX register_in_order_of_place ON register (place IS NULL, place COLLATE NOCASE, key DESC, status);

-- How many usulan of a year have a status, kept while rows are written: the state switch counts a hundred thousand with
-- every question.
CREATE TABLE register_counts (
  year INTEGER NOT NULL,
  status TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (year, status)
) STRICT, WITHOUT ROWID;

INSERT INTO register_counts SELECT year, status, count(*) FROM register GROUP BY year, status;

CREATE TRIGGER register_counts_what_comes AFTER INSERT ON register BEGIN
  INSERT INTO register_counts (year, status, n) VALUES (NEW.year, NEW.status, 1)
  ON CONFLICT (year, status) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER register_counts_what_goes AFTER DELETE ON register BEGIN
  UPDATE register_counts SET n = n - 1 WHERE year = OLD.year AND status = OLD.status;
END;

CREATE TRIGGER register_counts_what_changes AFTER UPDATE OF year, status ON register
WHEN NEW.year <> OLD.year OR NEW.status <> OLD.status BEGIN
  UPDATE register_counts SET n = n - 1 WHERE year = OLD.year AND status = OLD.status;
  INSERT INTO register_counts (year, status, n) VALUES (NEW.year, NEW.status, 1)
  ON CONFLICT (year, status) DO UPDATE SET n = n + 1;
END;

-- The texts of an usulan that can be searched: `id` is its key and the place of the text in one number.
DROP TABLE search_words;
DROP TABLE search_trigrams;
ALTER TABLE search_text RENAME TO search_text_before;

CREATE TABLE search_text (
  id INTEGER PRIMARY KEY,
  usulan TEXT NOT NULL,
  place INTEGER NOT NULL,
  field TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

INSERT INTO search_text
SELECT (CAST(substr(usulan, 1, 4) AS INTEGER) * 10000000 + CAST(substr(usulan, 6) AS INTEGER)) * 1024 + place,
  usulan, place, field, text
FROM search_text_before ORDER BY 1;

DROP TABLE search_text_before;

CREATE VIRTUAL TABLE search_words USING fts5 (
  text, content = 'search_text', content_rowid = 'id',
  tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2'
);

CREATE VIRTUAL TABLE search_trigrams USING fts5 (
  text, content = 'search_text', content_rowid = 'id', tokenize = 'trigram'
);

INSERT INTO search_words (search_words) VALUES ('rebuild');
INSERT INTO search_trigrams (search_trigrams) VALUES ('rebuild');

-- Version 4 of an office's database. Never edited once an office has it: a change is a new file.

-- Usulan that have not ended, as the office replayed them last: what Meja shows at every start is then read instead of
-- replayed. Working rows: neither evidence nor compared with it, and gone without harm. `seq` is the newest entry of the
-- journal that a row knows, `program` who wrote it.
CREATE TABLE running (
  usulan TEXT PRIMARY KEY,
  seq INTEGER NOT NULL,
  program TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- Version 2 of an office's database. Never edited once an office has it: a change is a new file.

-- Projection: what the books, the report and the list of papers that are out show of an usulan, one row each, so that
-- they are read without replaying what has ended. `period` is the year or month under which a row is looked up.
CREATE TABLE book_lines (
  usulan TEXT NOT NULL,
  place INTEGER NOT NULL,
  book TEXT NOT NULL,
  period TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (usulan, place)
) STRICT;

CREATE INDEX book_lines_by_book ON book_lines (book, period, usulan, place);

-- What the filters of the register offer, without reading its rows.
CREATE INDEX register_by_year ON register (year);
CREATE INDEX register_by_agency ON register (agency, id);
CREATE INDEX register_by_place ON register (place);

-- Which form of the projections the office wrote last; 0 where it has to write them all anew.
CREATE TABLE projections (form INTEGER NOT NULL) STRICT;

INSERT INTO projections (form) VALUES (0);

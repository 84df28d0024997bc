-- Version 5 of an office's database. Never edited once an office has it: a change is a new file.

-- Who holds a post is only ended, never removed, once a record names it. Whether one does is asked whenever settings are
-- read, and must not cost a reading of the whole journal.
CREATE INDEX journal_by_official ON journal (
  iif(json_valid(actor), actor ->> '$.post', NULL), iif(json_valid(actor), actor ->> '$.person', NULL),
  substr(happened_to, 1, 10)
) WHERE usulan IS NOT NULL;

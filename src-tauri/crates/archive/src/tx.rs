//! What a closure given to [`crate::office::Archive::read`] or [`crate::office::Archive::write`] works with.
//!
//! The methods stand in the modules of what they are about: [`crate::journal`], [`crate::register`],
//! [`crate::books`], [`crate::search`], [`crate::numbers`], [`crate::documents`] and [`crate::drafts`].

use std::{ops::Deref, rc::Rc};

use rusqlite::{CachedStatement, Connection};

use crate::error::ArchiveError;

/// One snapshot of the archive.
#[derive(Debug)]
pub struct ReadTx<'c> {
    connection: &'c Connection,
    /// A transaction stays on its thread.
    _here: std::marker::PhantomData<Rc<()>>,
}

/// One transaction that is committed as a whole or not at all. It can do everything that a [`ReadTx`] can, and sees
/// what it has itself written.
#[derive(Debug)]
pub struct WriteTx<'c> {
    read: ReadTx<'c>,
}

impl<'c> ReadTx<'c> {
    pub(crate) fn new(connection: &'c Connection) -> ReadTx<'c> {
        ReadTx { connection, _here: std::marker::PhantomData }
    }

    pub(crate) fn connection(&self) -> &'c Connection {
        self.connection
    }

    pub(crate) fn statement(&self, sql: &str) -> Result<CachedStatement<'c>, ArchiveError> {
        Ok(self.connection.prepare_cached(sql)?)
    }

    /// How many ids of a kind were given out, of all years: about how much there is, without counting it.
    pub(crate) fn ids_used(&self, kind: &str) -> Result<u64, ArchiveError> {
        let mut select = self.statement("SELECT coalesce(sum(last), 0) FROM ids WHERE kind = ?1")?;
        let sum: i64 = select.query_row([kind], |row| row.get(0))?;
        Ok(sum.unsigned_abs())
    }

    /// The projections as text, one line per row, sorted: two archives whose lines are equal hold the same register,
    /// lines of the books, numbers and searchable texts. For comparing what is stored with what the journal gives when it is replayed into
    /// a [scratch archive](crate::office::Archive::scratch).
    pub fn projection_dump(&self) -> Result<Vec<String>, ArchiveError> {
        let mut lines = Vec::new();
        lines.extend(self.dump_register()?);
        lines.extend(self.dump_book_lines()?);
        lines.extend(self.dump_numbers()?);
        lines.extend(self.dump_search_texts()?);
        lines.sort();
        Ok(lines)
    }
}

impl<'c> WriteTx<'c> {
    pub(crate) fn new(connection: &'c Connection) -> WriteTx<'c> {
        WriteTx { read: ReadTx::new(connection) }
    }

    /// Empties register, books, numbers and search, so that the office can rebuild them from the journal in this same
    /// transaction. Journal, documents, drafts and the counters of ids stay.
    pub fn clear_projections(&self) -> Result<(), ArchiveError> {
        self.connection.execute_batch(
            "DELETE FROM register; DELETE FROM book_lines; DELETE FROM numbers; DELETE FROM search_text;
             INSERT INTO search_words (search_words) VALUES ('delete-all');
             INSERT INTO search_trigrams (search_trigrams) VALUES ('delete-all');",
        )?;
        Ok(())
    }

    /// The next id of a kind (`usulan`, `naskah`, …) in a year, counted from 1: the numbers in `2026-0042` and
    /// `N2026-00117`. It is used up if this transaction commits, and not if it does not.
    pub fn next_id(&self, kind: &str, year: i32) -> Result<i64, ArchiveError> {
        let mut count = self.statement(
            "INSERT INTO ids (kind, year, last) VALUES (?1, ?2, 1)
             ON CONFLICT (kind, year) DO UPDATE SET last = last + 1 RETURNING last",
        )?;
        Ok(count.query_row((kind, year), |row| row.get(0))?)
    }
}

impl<'c> Deref for WriteTx<'c> {
    type Target = ReadTx<'c>;

    fn deref(&self) -> &ReadTx<'c> {
        &self.read
    }
}

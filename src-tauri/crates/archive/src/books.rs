//! What books, reports and lists show of an usulan, one line each: a projection that the office writes with the row of
//! the register, so that none of them replays the journal. What a line says is the office's business, in `body`.

use rusqlite::Row;
use serde::{Deserialize, Serialize};

use crate::{
    error::ArchiveError,
    register::dump_line,
    tx::{ReadTx, WriteTx},
};

/// One line of an usulan in a book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookLine {
    /// The book, as the office names it.
    pub book: String,
    /// The year or month under which it is looked up, `2026` or `2026-11`.
    pub period: String,
    /// What it says, JSON.
    pub body: String,
}

/// A line of a book as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookEntry {
    /// Whose line it is.
    pub usulan: String,
    /// The newest entry of the journal on which that usulan's rows rest.
    pub seq: i64,
    /// The line.
    pub line: BookLine,
}

const ENTRY: &str = "SELECT book_lines.usulan, register.seq, book, period, body FROM book_lines \
                     JOIN register ON register.id = book_lines.usulan";

fn entry_of(row: &Row<'_>) -> rusqlite::Result<BookEntry> {
    Ok(BookEntry {
        usulan: row.get(0)?,
        seq: row.get(1)?,
        line: BookLine { book: row.get(2)?, period: row.get(3)?, body: row.get(4)? },
    })
}

impl ReadTx<'_> {
    /// The lines of a book of all periods, by age of the usulan.
    pub fn book(&self, book: &str) -> Result<Vec<BookEntry>, ArchiveError> {
        let mut select =
            self.statement(&format!("{ENTRY} WHERE book = ?1 ORDER BY book_lines.usulan, book_lines.place"))?;
        let lines = select.query_map([book], entry_of)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    /// The lines of a book of one period, by age of the usulan.
    pub fn book_of(&self, book: &str, period: &str) -> Result<Vec<BookEntry>, ArchiveError> {
        let mut select = self.statement(&format!(
            "{ENTRY} WHERE book = ?1 AND period = ?2 ORDER BY book_lines.usulan, book_lines.place"
        ))?;
        let lines = select.query_map([book, period], entry_of)?;
        Ok(lines.collect::<Result<_, _>>()?)
    }

    /// The form in which the office last wrote all its projections; 0 after a migration that asks for them anew.
    pub fn projection_form(&self) -> Result<u32, ArchiveError> {
        let mut select = self.statement("SELECT coalesce(max(form), 0) FROM projections")?;
        Ok(select.query_row([], |row| row.get(0))?)
    }

    pub(crate) fn dump_book_lines(&self) -> Result<Vec<String>, ArchiveError> {
        let mut select = self.statement("SELECT usulan, place, book, period, body FROM book_lines")?;
        let rows = select.query_map([], |row| {
            Ok((
                row.get::<_, String>(0)?,
                row.get::<_, i64>(1)?,
                row.get::<_, String>(2)?,
                row.get::<_, String>(3)?,
                row.get::<_, String>(4)?,
            ))
        })?;
        rows.map(|row| dump_line("book_lines", &row?)).collect()
    }
}

impl WriteTx<'_> {
    /// Sets the lines of an usulan: all of them, in order. Those that are as before cost nothing.
    pub fn put_book_lines(&self, usulan: &str, lines: &[BookLine]) -> Result<(), ArchiveError> {
        let old: Vec<BookLine> = {
            let mut select =
                self.statement("SELECT book, period, body FROM book_lines WHERE usulan = ?1 ORDER BY place")?;
            let old = select.query_map([usulan], |row| {
                Ok(BookLine { book: row.get(0)?, period: row.get(1)?, body: row.get(2)? })
            })?;
            old.collect::<Result<_, _>>()?
        };
        for (place, line) in (0_i64..).zip(lines) {
            if usize::try_from(place).ok().and_then(|at| old.get(at)) == Some(line) {
                continue;
            }
            self.statement(
                "INSERT INTO book_lines (usulan, place, book, period, body) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (usulan, place) DO UPDATE
                 SET book = excluded.book, period = excluded.period, body = excluded.body",
            )?
            .execute((usulan, place, &line.book, &line.period, &line.body))?;
        }
        if lines.len() < old.len() {
            let kept = i64::try_from(lines.len()).unwrap_or(i64::MAX);
            self.statement("DELETE FROM book_lines WHERE usulan = ?1 AND ?2 <= place")?
                .execute((usulan, kept))?;
        }
        Ok(())
    }

    /// Says that all projections are now written in this form.
    pub fn set_projection_form(&self, form: u32) -> Result<(), ArchiveError> {
        self.statement("UPDATE projections SET form = ?1")?.execute([form])?;
        Ok(())
    }
}

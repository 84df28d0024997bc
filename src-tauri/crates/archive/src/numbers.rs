//! Numbers of letters and agenda entries, in pools (PROCEDURE section 2, "Numbers").
//!
//! A pool belongs to a year and is owned either by TU's paper book, and then a number is recorded as it was written; or
//! by the application, and then it is issued here: unique, without gaps, and void ones stay.
//!
//! The rows are a projection: every one names the entry of the journal (`seq`, and `item` if one entry holds several)
//! that recorded it, and the entry that ended it. The office appends the entry and keeps the row in the same
//! transaction; when it rebuilds, it keeps the same rows in the same order, and the same rules hold again.

use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::{
    error::ArchiveError,
    register::dump_line,
    tx::{ReadTx, WriteTx},
};

/// Who gave a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// The application: unique and without gaps.
    Application,
    /// A paper book: as written, doubles included.
    Paper,
}

/// What became of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberState {
    /// In use.
    Used,
    /// Void ("batal"): visible, never given again.
    Void,
    /// Recorded by mistake and corrected by a later entry ("Betulkan catatan"): visible, but nobody holds it.
    Corrected,
}

/// One number of a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberRow {
    /// The entry of the journal that recorded it.
    pub seq: i64,
    /// Which of that entry's numbers, from 0.
    pub item: u32,
    /// The pool, as the office names it.
    pub pool: String,
    /// The pool's year.
    pub year: i32,
    /// The number itself, if what was written has one.
    pub number: Option<i64>,
    /// What follows it, such as the `a` of `145.a`; empty if nothing does.
    pub suffix: String,
    /// The whole number as it stands on the letter.
    pub text: String,
    /// Who gave it.
    pub source: NumberSource,
    /// The naskah that has it.
    pub naskah: Option<String>,
    /// The usulan to which that belongs.
    pub usulan: Option<String>,
    /// The date on the letter, `YYYY-MM-DD`.
    pub letter_date: Option<String>,
    /// Why it was kept although another has it.
    pub double_reason: Option<String>,
    /// What became of it.
    pub state: NumberState,
    /// The entry that made it void or corrected it.
    pub ended_by: Option<i64>,
    /// Why.
    pub end_reason: Option<String>,
    /// What else the agenda shows, JSON.
    pub extra: String,
}

/// A number to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewNumber {
    /// The entry of the journal that records it.
    pub seq: i64,
    /// Which of that entry's numbers, from 0.
    pub item: u32,
    /// The pool, as the office names it.
    pub pool: String,
    /// The pool's year: that of the letter's date.
    pub year: i32,
    /// The number itself, if what was written has one.
    pub number: Option<i64>,
    /// What follows it, such as the `a` of `145.a`; empty if nothing does.
    pub suffix: String,
    /// The whole number as it stands on the letter.
    pub text: String,
    /// The naskah that has it.
    pub naskah: Option<String>,
    /// The usulan to which that belongs.
    pub usulan: Option<String>,
    /// The date on the letter, `YYYY-MM-DD`.
    pub letter_date: Option<String>,
    /// What else the agenda shows, JSON.
    pub extra: String,
}

/// What came of a number from the paper book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recorded {
    /// It is kept.
    Kept,
    /// Others have it, and no reason was given: nothing was kept.
    Double {
        /// Those that have it, oldest first; void ones too.
        holders: Vec<NumberRow>,
    },
}

const COLUMNS: &str = "seq, item, pool, year, number, suffix, text, source, naskah, usulan, letter_date, \
                       double_reason, state, ended_by, end_reason, extra";

impl NumberSource {
    fn name(self) -> &'static str {
        match self {
            NumberSource::Application => "application",
            NumberSource::Paper => "paper",
        }
    }
}

impl NumberState {
    fn name(self) -> &'static str {
        match self {
            NumberState::Used => "used",
            NumberState::Void => "void",
            NumberState::Corrected => "corrected",
        }
    }
}

fn row_of(row: &Row<'_>) -> rusqlite::Result<NumberRow> {
    // The table's checks allow no other words.
    let source = match row.get_ref(7)?.as_str()? {
        "application" => NumberSource::Application,
        _ => NumberSource::Paper,
    };
    let state = match row.get_ref(12)?.as_str()? {
        "used" => NumberState::Used,
        "void" => NumberState::Void,
        _ => NumberState::Corrected,
    };
    Ok(NumberRow {
        seq: row.get(0)?,
        item: row.get(1)?,
        pool: row.get(2)?,
        year: row.get(3)?,
        number: row.get(4)?,
        suffix: row.get(5)?,
        text: row.get(6)?,
        source,
        naskah: row.get(8)?,
        usulan: row.get(9)?,
        letter_date: row.get(10)?,
        double_reason: row.get(11)?,
        state,
        ended_by: row.get(13)?,
        end_reason: row.get(14)?,
        extra: row.get(15)?,
    })
}

impl ReadTx<'_> {
    fn number_rows(
        &self,
        clauses: &str,
        values: impl rusqlite::Params,
    ) -> Result<Vec<NumberRow>, ArchiveError> {
        let mut select = self.statement(&format!("SELECT {COLUMNS} FROM numbers {clauses}"))?;
        let rows = select.query_map(values, row_of)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The number that the application would issue next: one more than the highest that the pool has in this year,
    /// void ones included; 1 in a year's fresh pool. It is issued by [`WriteTx::issue_number`] and not before.
    pub fn next_number(&self, pool: &str, year: i32) -> Result<i64, ArchiveError> {
        let mut select = self.statement(
            "SELECT coalesce(max(number), 0) + 1 FROM numbers WHERE pool = ?1 AND year = ?2 AND state <> 'corrected'",
        )?;
        Ok(select.query_row((pool, year), |row| row.get(0))?)
    }

    /// Those that have a number, oldest first: used or void, not corrected. A number that could not be read from what
    /// was written is compared as it was written.
    pub fn number_holders(
        &self,
        pool: &str,
        year: i32,
        number: Option<i64>,
        suffix: &str,
        text: &str,
    ) -> Result<Vec<NumberRow>, ArchiveError> {
        let key = "WHERE pool = ?1 AND year = ?2 AND state <> 'corrected'";
        match number {
            Some(number) => {
                let clauses = format!("{key} AND number = ?3 AND suffix = ?4 ORDER BY seq, item");
                self.number_rows(&clauses, (pool, year, number, suffix))
            }
            None => {
                let clauses = format!("{key} AND number IS NULL AND text = ?3 ORDER BY seq, item");
                self.number_rows(&clauses, (pool, year, text))
            }
        }
    }

    /// All numbers of a pool in a year, in the order of the book: by number and suffix, what has no number last.
    pub fn numbers(&self, pool: &str, year: i32) -> Result<Vec<NumberRow>, ArchiveError> {
        self.number_rows(
            "WHERE pool = ?1 AND year = ?2 ORDER BY number IS NULL, number, suffix, seq, item",
            (pool, year),
        )
    }

    /// All numbers that a naskah ever had, oldest first.
    pub fn numbers_of_naskah(&self, naskah: &str) -> Result<Vec<NumberRow>, ArchiveError> {
        self.number_rows("WHERE naskah = ?1 ORDER BY seq, item", [naskah])
    }

    pub(crate) fn dump_numbers(&self) -> Result<Vec<String>, ArchiveError> {
        let rows = self.number_rows("ORDER BY seq, item", [])?;
        rows.iter().map(|row| dump_line("numbers", row)).collect()
    }
}

impl WriteTx<'_> {
    /// Keeps a number of a pool that the application owns. It must be [`ReadTx::next_number`], without a suffix: so
    /// the pool has neither doubles nor gaps (invariant 5).
    pub fn issue_number(&self, new: &NewNumber) -> Result<(), ArchiveError> {
        let next = self.next_number(&new.pool, new.year)?;
        if new.number != Some(next) || !new.suffix.is_empty() {
            return Err(ArchiveError::NotTheNextNumber {
                pool: new.pool.clone(),
                year: new.year,
                given: new.number.unwrap_or(0),
                next,
            });
        }
        self.keep_number(new, NumberSource::Application, None)
    }

    /// Keeps a number from the paper book as it was written. If others have it, it is kept only with a reason;
    /// without one, they come back and nothing is kept.
    pub fn record_number(
        &self,
        new: &NewNumber,
        reason_if_double: Option<&str>,
    ) -> Result<Recorded, ArchiveError> {
        let holders = self.number_holders(&new.pool, new.year, new.number, &new.suffix, &new.text)?;
        let reason = reason_if_double.filter(|reason| !reason.trim().is_empty());
        match (holders.is_empty(), reason) {
            (true, _) => self.keep_number(new, NumberSource::Paper, None)?,
            (false, Some(reason)) => self.keep_number(new, NumberSource::Paper, Some(reason))?,
            (false, None) => return Ok(Recorded::Double { holders }),
        }
        Ok(Recorded::Kept)
    }

    fn keep_number(
        &self,
        new: &NewNumber,
        source: NumberSource,
        double: Option<&str>,
    ) -> Result<(), ArchiveError> {
        let mut insert = self.statement(&format!(
            "INSERT INTO numbers ({COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'used', NULL, NULL, ?13)"
        ))?;
        insert.execute((
            new.seq,
            new.item,
            &new.pool,
            new.year,
            new.number,
            &new.suffix,
            &new.text,
            source.name(),
            &new.naskah,
            &new.usulan,
            &new.letter_date,
            double,
            &new.extra,
        ))?;
        Ok(())
    }

    /// Makes a number void: it stays visible with the reason, and is never given again. `seq` and `item` say which
    /// number, `by` which entry of the journal ends it.
    pub fn void_number(&self, seq: i64, item: u32, by: i64, reason: &str) -> Result<(), ArchiveError> {
        self.end_number(seq, item, NumberState::Void, by, reason)
    }

    /// Marks a number from the paper book as recorded by mistake; the right one is recorded by the entry `by`.
    /// A number that the application issued can only be made void.
    pub fn correct_number(&self, seq: i64, item: u32, by: i64, reason: &str) -> Result<(), ArchiveError> {
        let mut select = self.statement("SELECT source FROM numbers WHERE seq = ?1 AND item = ?2")?;
        let source: Option<String> = select.query_row((seq, item), |row| row.get(0)).optional()?;
        if source.as_deref() == Some(NumberSource::Application.name()) {
            return Err(ArchiveError::IssuedNumber);
        }
        self.end_number(seq, item, NumberState::Corrected, by, reason)
    }

    fn end_number(
        &self,
        seq: i64,
        item: u32,
        state: NumberState,
        by: i64,
        reason: &str,
    ) -> Result<(), ArchiveError> {
        let mut update = self.statement(
            "UPDATE numbers SET state = ?3, ended_by = ?4, end_reason = ?5
             WHERE seq = ?1 AND item = ?2 AND state = 'used'",
        )?;
        match update.execute((seq, item, state.name(), by, reason))? {
            0 => Err(ArchiveError::NoSuchNumber { seq, item }),
            _ => Ok(()),
        }
    }
}

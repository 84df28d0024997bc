//! Lines of the books, the report and the papers that are out, as the archive keeps them beside the register: a
//! projection of the usulan and the office's zone alone. Names of posts and the present are added when they are read.

use archive::books::{BookEntry, BookLine};
use chrono::Datelike;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sop::calendar::Calendar;
use sop::record::Instant;
use sop::usulan::Usulan;

use super::agenda::{Book, book_lines, kept_papers};
use super::report::completed;
use crate::api::AgendaDirection;
use crate::fault::Fault;

/// Form of the projections that this build writes; another one is written anew when an office is opened.
pub(crate) const FORM: u32 = 2;
/// Signed letters without a number.
pub(crate) const UNNUMBERED: &str = "belum-bernomor";
/// Papers that are out.
pub(crate) const OUT: &str = "di-luar";
/// Rounds of steps that were completed, by month.
pub(crate) const ROUNDS: &str = "putaran";
/// Usulan that were finished, by month.
pub(crate) const FINISHED: &str = "selesai";

/// The name of a book of the agenda.
pub(crate) fn book_of(direction: AgendaDirection) -> &'static str {
    match direction {
        AgendaDirection::In => "masuk",
        AgendaDirection::Out => "keluar",
        AgendaDirection::Dispatch => "ekspedisi",
    }
}

/// The name of a month as a period.
pub(crate) fn month_of(year: i32, month: u32) -> String {
    format!("{year}-{month:02}")
}

/// A kept line with the usulan to which it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Kept<T> {
    /// The usulan.
    pub(crate) usulan: String,
    /// What was seen of it.
    pub(crate) seen: u32,
    /// The line.
    pub(crate) body: T,
}

/// Lines as they were kept.
///
/// # Errors
/// A line that this version did not write.
pub(crate) fn read<T: DeserializeOwned>(entries: Vec<BookEntry>) -> Result<Vec<Kept<T>>, Fault> {
    let kept = entries.into_iter().map(|BookEntry { usulan, seq, line }| {
        let body = serde_json::from_str(&line.body)
            .map_err(|error| Fault::unknown(format!("{usulan}, {}: {error}", line.book)))?;
        Ok(Kept { usulan, seen: u32::try_from(seq).map_err(Fault::unknown)?, body })
    });
    kept.collect()
}

/// All lines of an usulan.
///
/// # Errors
/// Only if a line cannot be written as JSON, which no data can cause.
pub(crate) fn lines(usulan: &Usulan, calendar: &Calendar) -> Result<Vec<BookLine>, Fault> {
    let month = |at: Instant| {
        let date = calendar.date(at);
        month_of(date.year(), date.month())
    };
    let mut lines = Vec::new();
    for line in book_lines(usulan, calendar) {
        let book = match line.book {
            Book::Of(direction) => book_of(direction),
            Book::Unnumbered => UNNUMBERED,
        };
        lines.push(kept(book, line.year.to_string(), &line.kept)?);
    }
    for paper in kept_papers(usulan) {
        lines.push(kept(OUT, String::new(), &paper)?);
    }
    let completed = completed(usulan);
    for (at, round) in &completed.rounds {
        lines.push(kept(ROUNDS, month(*at), round)?);
    }
    if let Some((at, finish)) = &completed.finished {
        lines.push(kept(FINISHED, month(*at), finish)?);
    }
    Ok(lines)
}

fn kept(book: &str, period: String, body: &impl Serialize) -> Result<BookLine, Fault> {
    let body = serde_json::to_string(body).map_err(Fault::unknown)?;
    Ok(BookLine { book: book.to_owned(), period, body })
}

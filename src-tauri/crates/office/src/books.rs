//! Agenda, Laporan and "Masih di luar", read from the lines that are kept beside the register: what has ended is
//! replayed for none of them.

use chrono::Datelike;

use crate::api::{Agenda, AgendaDirection, MonthReport, OutstandingPaper};
use crate::desk::Desk;
use crate::fault::Fault;
use crate::views::agenda::KeptPaper;
use crate::views::books::{FINISHED, Kept, OUT, ROUNDS, UNNUMBERED, book_of, month_of, read};
use crate::views::{agenda, report};

/// One book of one year.
pub(crate) fn agenda_of(desk: &Desk, direction: AgendaDirection, year: i32) -> Result<Agenda, Fault> {
    // What is signed and has no number waits in this year's book, whenever it was signed.
    let this_year = desk.look(|look| look.today().year() == year);
    let (lines, unnumbered) = desk.archive.read(move |tx| -> Result<_, Fault> {
        let period = year.to_string();
        let lines = tx.book_of(book_of(direction), &period)?;
        let unnumbered = match (direction, this_year) {
            (AgendaDirection::Out, true) => tx.book(UNNUMBERED)?,
            (AgendaDirection::Out, false) => tx.book_of(UNNUMBERED, &period)?,
            (AgendaDirection::In | AgendaDirection::Dispatch, _) => Vec::new(),
        };
        Ok((lines, unnumbered))
    })?;
    let (lines, unnumbered) = (read(lines)?, read(unnumbered)?);
    Ok(desk.look(|look| agenda::agenda(lines, unnumbered, direction, look)))
}

/// Papers that are out.
pub(crate) fn outstanding(desk: &Desk) -> Result<Vec<OutstandingPaper>, Fault> {
    let papers = desk.archive.read(|tx| -> Result<_, Fault> {
        let mut papers = Vec::new();
        for Kept { usulan, body, .. } in read::<KeptPaper>(tx.book(OUT)?)? {
            if let Some(row) = tx.register_row(&usulan)? {
                papers.push((body, row));
            }
        }
        Ok(papers)
    })?;
    Ok(desk.look(|look| agenda::outstanding(papers, look)))
}

/// Compliance of a month.
pub(crate) fn report_of(desk: &Desk, year: i32, month: u32) -> Result<MonthReport, Fault> {
    let (rounds, finished) = desk.archive.read(move |tx| -> Result<_, Fault> {
        let period = month_of(year, month);
        Ok((tx.book_of(ROUNDS, &period)?, tx.book_of(FINISHED, &period)?))
    })?;
    let (rounds, finished) = (read(rounds)?, read(finished)?);
    Ok(desk.look(|look| report::month(&rounds, &finished, year, month, look)))
}

#[cfg(test)]
mod tests;

//! Numbers of letters: read as written, issued by pattern, kept as rows that the journal explains.

use archive::numbers::{NewNumber, Recorded};
use archive::tx::{ReadTx, WriteTx};
use chrono::Datelike;
use sop::act::NumberSource;
use sop::event::{Entry, Event};
use sop::usulan::Usulan;

use crate::fault::{Code, Fault};

/// Pool of the agenda of incoming letters.
pub(crate) const AGENDA_IN: &str = "agenda-masuk";

/// The running number and what follows it in a number as written: `000.3/145.a/416-023/2026` is 145 and `.a`.
///
/// The pattern says where it stands; a number that does not follow it is taken whole, without a running number.
pub(crate) fn read_number(pattern: &str, written: &str) -> (Option<i64>, String) {
    let piece = match pattern.split_once("{nomor}") {
        Some((before, after)) => {
            let slashes = before.matches('/').count();
            let tail = after.matches('/').count();
            let pieces: Vec<&str> = written.split('/').collect();
            if pieces.len() == slashes + tail + 1 { pieces.get(slashes).copied() } else { None }
        }
        None => Some(written),
    };
    let Some(piece) = piece.map(str::trim) else { return (None, String::new()) };
    let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
    let suffix = piece[digits.len()..].trim().to_owned();
    (digits.parse().ok(), if digits.is_empty() { String::new() } else { suffix })
}

/// A number made from a pattern.
pub(crate) fn write_number(pattern: &str, number: i64, year: i32) -> String {
    pattern.replace("{nomor}", &number.to_string()).replace("{tahun}", &year.to_string())
}

/// How a pattern prints with a gap for handwriting.
pub(crate) fn blank_number(pattern: &str, year: i32) -> String {
    pattern.replace("{nomor}", "         ").replace("{tahun}", &year.to_string())
}

/// The rows that an event adds to the pools; none when it is not about numbers.
pub(crate) fn new_number(usulan: &str, entry: &Entry) -> Option<(NewNumber, NumberSource, Option<String>)> {
    let seq = i64::from(entry.seq);
    match &entry.event {
        Event::Numbered { numbering } => {
            let (number, suffix) = read_number(&numbering.pattern, &numbering.number);
            Some((
                NewNumber {
                    seq,
                    item: 0,
                    pool: numbering.pool.clone(),
                    year: numbering.date.year(),
                    number,
                    suffix,
                    text: numbering.number.clone(),
                    naskah: Some(numbering.naskah.clone()),
                    usulan: Some(usulan.to_owned()),
                    letter_date: Some(numbering.date.to_string()),
                    extra: "{}".to_owned(),
                },
                numbering.source,
                numbering.double_reason.clone(),
            ))
        }
        Event::Received { letter, .. } if !letter.agenda.trim().is_empty() => {
            let (number, suffix) = read_number("{nomor}", letter.agenda.trim());
            Some((
                NewNumber {
                    seq,
                    item: 0,
                    pool: AGENDA_IN.to_owned(),
                    year: entry.record.happened.from.year(),
                    number,
                    suffix,
                    text: letter.agenda.trim().to_owned(),
                    naskah: None,
                    usulan: Some(usulan.to_owned()),
                    letter_date: letter.date.map(|date| date.to_string()),
                    extra: "{}".to_owned(),
                },
                NumberSource::Book,
                letter.agenda_double_reason.clone(),
            ))
        }
        _ => None,
    }
}

/// Refuses a number that another letter has, unless a reason is given.
pub(crate) fn check_double(tx: &ReadTx<'_>, new: &NewNumber, reason: Option<&str>) -> Result<(), Fault> {
    if reason.is_some_and(|reason| !reason.trim().is_empty()) {
        return Ok(());
    }
    let holders = tx.number_holders(&new.pool, new.year, new.number, &new.suffix, &new.text)?;
    let Some(holder) = holders.first() else { return Ok(()) };
    let usulan = holder.usulan.clone().unwrap_or_default();
    Err(Fault::new(
        Code::DoubleNumber,
        format!(
            "Nomor {} sudah dicatat untuk usulan {usulan}. Belum dicatat; isian Anda tetap ada. Periksa buku agenda: ganti nomor, atau tetap catat dengan alasan.",
            new.text
        ),
    )
    .with("number", new.text.clone())
    .with("usulan", usulan)
    .with("naskah", holder.naskah.clone().unwrap_or_default()))
}

/// Keeps the rows that an event makes, live and when rebuilding alike. `before` is the usulan before the event.
pub(crate) fn project_numbers(
    tx: &WriteTx<'_>,
    usulan: &str,
    before: &Usulan,
    entry: &Entry,
) -> Result<(), Fault> {
    let by = i64::from(entry.seq);
    match &entry.event {
        Event::Numbered { .. } | Event::Received { .. } => {
            let Some((new, source, reason)) = new_number(usulan, entry) else { return Ok(()) };
            match source {
                NumberSource::Application => tx.issue_number(&new)?,
                NumberSource::Book => {
                    if let Recorded::Double { .. } = tx.record_number(&new, reason.as_deref())? {
                        check_double(tx, &new, None)?;
                    }
                }
            }
        }
        Event::NaskahVoided { naskah, reason } => {
            for row in tx.numbers_of_naskah(naskah)? {
                if row.state == archive::numbers::NumberState::Used {
                    tx.void_number(row.seq, row.item, by, reason)?;
                }
            }
        }
        Event::Undone { undone } => {
            for taken in before.entries().iter().filter(|taken| taken.record.act == *undone) {
                let numbered = match &taken.event {
                    Event::Numbered { .. } => true,
                    Event::Received { letter, .. } => !letter.agenda.trim().is_empty(),
                    _ => false,
                };
                if numbered {
                    tx.correct_number(i64::from(taken.seq), 0, by, "diurungkan")?;
                }
            }
        }
        Event::Amended { target, change: sop::act::Change::Number { number }, reason, .. } => {
            let Some(old) = before.entries().iter().find(|old| old.seq == *target) else { return Ok(()) };
            // The row that holds now: of the event itself, or of its latest amendment.
            let holding = before
                .entries()
                .iter()
                .rev()
                .find(|e| {
                    matches!(&e.event, Event::Amended { target: t, change: sop::act::Change::Number { .. }, .. } if t == target)
                })
                .map_or(*target, |amended| amended.seq);
            let had = match &old.event {
                Event::Received { letter, .. } => !letter.agenda.trim().is_empty() || holding != *target,
                _ => true,
            };
            if had {
                tx.correct_number(i64::from(holding), 0, by, reason)?;
            }
            let mut renumbered = old.clone();
            renumbered.seq = entry.seq;
            match &mut renumbered.event {
                Event::Numbered { numbering } => numbering.number.clone_from(number),
                Event::Received { letter, .. } => letter.agenda.clone_from(number),
                _ => return Ok(()),
            }
            if let Some((new, _, _)) = new_number(usulan, &renumbered) {
                // The reason of the amendment also says why a double is kept.
                tx.record_number(&new, Some(reason))?;
            }
        }
        _ => {}
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_written() {
        let pattern = "000.3/{nomor}/416-023/{tahun}";
        for (written, number, suffix) in [
            ("000.3/145/416-023/2026", Some(145), ""),
            ("000.3/145.a/416-023/2026", Some(145), ".a"),
            ("000.3/ 145 A /416-023/2026", Some(145), "A"),
            ("tanpa nomor", None, ""),
            ("000.3/abc/416-023/2026", None, ""),
        ] {
            assert_eq!(read_number(pattern, written), (number, suffix.to_owned()), "{written}");
        }
        assert_eq!(
            read_number("{nomor}", "512"),
            (Some(512), String::new()),
            "an agenda number stands alone"
        );
    }

    #[test]
    fn a_pattern_writes_what_it_reads() {
        let pattern = "000.3/{nomor}/416-023/{tahun}";
        let written = write_number(pattern, 146, 2026);
        assert_eq!(written, "000.3/146/416-023/2026");
        assert_eq!(read_number(pattern, &written).0, Some(146), "issued numbers are found again");
    }
}

//! The books as on paper, and the papers that are out (DESK 6.7, 6.8).

use archive::register::RegisterRow;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use sop::act::{NumberSource, Slot};
use sop::calendar::Calendar;
use sop::event::Event;
use sop::people::PostId;
use sop::record::{Actor, Instant};
use sop::usulan::{Naskah, Revision, RevisionState, Usulan};

use super::Look;
use super::acts::agency_of;
use super::berkas::{papers_out, slot_name};
use super::books::Kept;
use super::row::place_name;
use crate::api::{Agenda, AgendaDirection, AgendaLine, OutstandingPaper};

/// A line of a book as the archive keeps it: without what changes later, which is added when it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptLine {
    /// The line, without its usulan and what was seen of it.
    line: AgendaLine,
    /// The post that is to sign, named when it is shown; none when somebody signed.
    signer: Option<PostId>,
}

/// What an usulan adds to a book.
pub(crate) struct NewLine {
    /// The book.
    pub(crate) book: Book,
    /// The year in which it stands there.
    pub(crate) year: i32,
    /// What it says.
    pub(crate) kept: KeptLine,
}

/// The books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Book {
    /// One that is kept on paper, too.
    Of(AgendaDirection),
    /// Signed letters without a number, by the year of the signature.
    Unnumbered,
}

/// One book of one year, oldest line first, from its lines and the signed letters that wait for a number.
pub(crate) fn agenda(
    lines: Vec<Kept<KeptLine>>,
    unnumbered: Vec<Kept<KeptLine>>,
    direction: AgendaDirection,
    look: &Look<'_>,
) -> Agenda {
    let shown = |kept: Vec<Kept<KeptLine>>| -> Vec<AgendaLine> {
        kept.into_iter().map(|kept| kept_line(kept, look)).collect()
    };
    let (mut lines, mut unnumbered) = (shown(lines), shown(unnumbered));
    // The book of outgoing letters goes by the letter's date, the others by what happened.
    let by_date = direction == AgendaDirection::Out;
    for list in [&mut lines, &mut unnumbered] {
        list.sort_by(|a, b| order(a, by_date).cmp(&order(b, by_date)));
    }
    let numbered = || look.state.numbers.kinds.iter().filter(|kind| !kind.pattern.trim().is_empty());
    Agenda { lines, unnumbered, book: numbered().all(|kind| kind.source == NumberSource::Book) }
}

fn kept_line(Kept { usulan, seen, body }: Kept<KeptLine>, look: &Look<'_>) -> AgendaLine {
    let KeptLine { line, signer } = body;
    let person = signer.map_or(line.person, |post| look.short(&post));
    AgendaLine { usulan, seen, person, ..line }
}

/// Every line that an usulan has in the books.
pub(crate) fn book_lines(usulan: &Usulan, calendar: &Calendar) -> Vec<NewLine> {
    let mut lines = Lines { calendar, found: Vec::new() };
    incoming(usulan, &mut lines);
    outgoing(usulan, &mut lines);
    dispatched(usulan, &mut lines);
    lines.found
}

struct Lines<'a> {
    calendar: &'a Calendar,
    found: Vec<NewLine>,
}

impl Lines<'_> {
    fn add(&mut self, book: Book, year: i32, line: AgendaLine, signer: Option<PostId>) {
        self.found.push(NewLine { book, year, kept: KeptLine { line, signer } });
    }

    fn year(&self, at: Instant) -> i32 {
        self.calendar.date(at).year()
    }
}

fn order(line: &AgendaLine, by_date: bool) -> (Option<NaiveDate>, Option<Instant>, &str, &str, &str) {
    let happened = line.happened.map(|happened| happened.from);
    (line.letter_date.filter(|_| by_date), happened, &line.usulan, &line.number, &line.party)
}

fn blank() -> AgendaLine {
    AgendaLine {
        usulan: String::new(),
        number: String::new(),
        letter_number: String::new(),
        letter_date: None,
        happened: None,
        party: String::new(),
        subject: String::new(),
        person: String::new(),
        method: String::new(),
        void: None,
        naskah: None,
        revision: None,
        seen: 0,
    }
}

fn incoming(usulan: &Usulan, lines: &mut Lines<'_>) {
    let entries = usulan.standing_entries();
    for (index, (mark, letter)) in usulan.letters.iter().enumerate() {
        let next = usulan.letters.get(index + 1).map_or(u32::MAX, |(next, _)| next.seq);
        let forwarded =
            entries.iter().rev().filter(|entry| entry.seq > mark.seq && entry.seq < next).find_map(|entry| {
                match &entry.event {
                    Event::Disposed { disposition, .. } => Some(disposition.to.join(", ")),
                    _ => None,
                }
            });
        let subject = match letter.subject.trim() {
            "" => usulan.etalase.name.clone(),
            subject => subject.to_owned(),
        };
        let line = AgendaLine {
            number: letter.agenda.clone(),
            letter_number: letter.number.clone(),
            letter_date: letter.date,
            happened: Some(mark.happened),
            party: agency_of(usulan).name,
            subject,
            person: forwarded.unwrap_or_default(),
            ..blank()
        };
        lines.add(Book::Of(AgendaDirection::In), lines.year(mark.happened.from), line, None);
    }
}

fn outgoing(usulan: &Usulan, lines: &mut Lines<'_>) {
    for naskah in usulan.naskah.values() {
        for revision in &naskah.revisions {
            let (person, signer) = signer(revision);
            let line = AgendaLine {
                party: party(revision),
                subject: subject(usulan, revision),
                person,
                method: methods(usulan, naskah),
                ..blank()
            };
            if let Some((mark, numbering)) = &revision.numbered {
                // A year's pool starts anew with the letter's date (PROCEDURE section 2).
                let line = AgendaLine {
                    number: numbering.number.clone(),
                    letter_date: Some(numbering.date),
                    happened: Some(mark.happened),
                    void: void(naskah, revision),
                    ..line
                };
                lines.add(Book::Of(AgendaDirection::Out), numbering.date.year(), line, signer);
                continue;
            }
            let Some(signed) = &revision.signed else { continue };
            if revision.ready.numbered && void(naskah, revision).is_none() && naskah.revoked.is_none() {
                let line = AgendaLine {
                    happened: Some(signed.mark.happened),
                    naskah: Some(naskah.id.clone()),
                    revision: Some(revision.ready.revision),
                    ..line
                };
                lines.add(Book::Unnumbered, lines.year(signed.mark.happened.to), line, signer);
            }
        }
    }
}

/// Why a number is void: its letter is, or the paper that carries it is not used.
fn void(naskah: &Naskah, revision: &Revision) -> Option<String> {
    match (&naskah.voided, &revision.state) {
        (Some((_, reason)), _) | (None, RevisionState::TidakDipakai(reason)) => Some(reason.clone()),
        (None, RevisionState::Siap | RevisionState::Diganti) => None,
    }
}

fn party(revision: &Revision) -> String {
    match revision.ready.recipients.as_slice() {
        [] => String::new(),
        [one] => one.name.clone(),
        [first, others @ ..] => format!("{} dan {} lainnya", first.name, others.len()),
    }
}

fn subject(usulan: &Usulan, revision: &Revision) -> String {
    match revision.ready.subject.trim() {
        "" => usulan.etalase.name.clone(),
        subject => subject.to_owned(),
    }
}

/// Who signed; else the post that is to sign.
fn signer(revision: &Revision) -> (String, Option<PostId>) {
    match revision.signed.as_ref().map(|signature| &signature.actor) {
        Some(Actor::Official { short, .. }) => (short.clone(), None),
        Some(Actor::Agency { name, .. } | Actor::Staff { name, .. }) => (name.clone(), None),
        None => (String::new(), revision.ready.signer.clone()),
    }
}

fn methods(usulan: &Usulan, naskah: &Naskah) -> String {
    if usulan.letter_to_send().is_none_or(|letter| letter.id != naskah.id) {
        return String::new();
    }
    let mut methods: Vec<&str> = Vec::new();
    for sending in &usulan.sendings {
        let method = sending.method.trim();
        if !method.is_empty() && !methods.contains(&method) {
            methods.push(method);
        }
    }
    methods.join(", ")
}

fn dispatched(usulan: &Usulan, lines: &mut Lines<'_>) {
    let letter = usulan.letter_to_send();
    let carried = letter.and_then(Naskah::valid);
    let (number, date) = carried
        .and_then(|revision| revision.numbered.as_ref())
        .map(|(_, numbering)| (numbering.number.clone(), Some(numbering.date)))
        .unwrap_or_default();
    // Earlier sendings of a reopened usulan stay in the book.
    for entry in usulan.standing_entries() {
        let Event::Sent { deliveries, .. } = &entry.event else { continue };
        let year = lines.year(entry.record.happened.from);
        for delivery in deliveries {
            let taken = usulan.receipts.get(&delivery.recipient.id).map(|(_, taken_by)| taken_by.clone());
            let line = AgendaLine {
                number: number.clone(),
                letter_date: date,
                happened: Some(entry.record.happened),
                party: delivery.recipient.name.clone(),
                subject: carried.map(|revision| subject(usulan, revision)).unwrap_or_default(),
                person: taken.unwrap_or_default(),
                method: delivery.method.clone(),
                ..blank()
            };
            lines.add(Book::Of(AgendaDirection::Dispatch), year, line, None);
        }
    }
}

/// A paper that is out, as the archive keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct KeptPaper {
    /// Where it belongs.
    slot: Slot,
    /// Name key, as in `PaperView.name`.
    name: String,
    /// Since when: printed, or signed.
    since: Option<Instant>,
}

/// Papers of an usulan that were printed or signed and whose copy is not back.
pub(crate) fn kept_papers(usulan: &Usulan) -> Vec<KeptPaper> {
    papers_out(usulan, &usulan.standing_entries())
        .into_iter()
        .map(|(slot, since)| KeptPaper { name: slot_name(usulan, &slot), slot, since })
        .collect()
}

/// Papers that are out ("Masih di luar"), each with the row of its usulan; longest out first.
pub(crate) fn outstanding(papers: Vec<(KeptPaper, RegisterRow)>, look: &Look<'_>) -> Vec<OutstandingPaper> {
    let mut found: Vec<OutstandingPaper> = papers
        .into_iter()
        .map(|(KeptPaper { slot, name, since }, row)| OutstandingPaper {
            place: row.place.as_deref().map(|place| place_name(place, look)).unwrap_or_default(),
            usulan: row.id,
            etalase: row.etalase,
            slot,
            name,
            since,
            minutes: since.map_or(0, |since| look.minutes_since(since)),
        })
        .collect();
    found.sort_by(|a, b| {
        (a.since.is_none(), a.since, &a.usulan, &a.name).cmp(&(
            b.since.is_none(),
            b.since,
            &b.usulan,
            &b.name,
        ))
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::testing::Day;

    fn book(day: &Day, direction: AgendaDirection, year: i32) -> Agenda {
        let of = |book: Book| -> Vec<Kept<KeptLine>> {
            let lines = book_lines(&day.usulan, &day.state.calendar).into_iter();
            lines
                .filter(|line| (line.book, line.year) == (book, year))
                .map(|line| Kept { usulan: "2026-0042".to_owned(), seen: day.usulan.seen, body: line.kept })
                .collect()
        };
        let unnumbered = if direction == AgendaDirection::Out { of(Book::Unnumbered) } else { Vec::new() };
        agenda(of(Book::Of(direction)), unnumbered, direction, &day.look("2026-11-13 10.00"))
    }

    #[test]
    fn the_book_of_incoming_letters_reads_as_on_paper() {
        let day = Day::corrected();
        let book = book(&day, AgendaDirection::In, 2026);
        assert_eq!(book.lines.len(), 1);
        let line = &book.lines[0];
        assert_eq!((line.number.as_str(), line.letter_number.as_str()), ("512", "400.3/311/2026"));
        assert_eq!(line.party, "Dinas Pendidikan");
        assert_eq!(line.person, "Sub Koordinator", "diteruskan kepada");
        assert!(book.book, "TU's book is the delivered source");
        assert!(super::tests::book(&day, AgendaDirection::In, 2025).lines.is_empty(), "another year's book");
    }

    #[test]
    fn signed_letters_wait_for_their_number_and_then_stand_in_the_book() {
        let mut day = Day::approved_letter();
        day.sign("pemberitahuan", "2026-11-12 15.00");
        let before = book(&day, AgendaDirection::Out, 2026);
        let waiting: Vec<(&str, Option<u32>)> = before
            .unnumbered
            .iter()
            .map(|line| (line.naskah.as_deref().unwrap_or_default(), line.revision))
            .collect();
        assert_eq!(waiting, vec![("N2026-pengumuman", Some(2)), ("N2026-pemberitahuan", Some(1))]);
        assert!(before.lines.is_empty());
        day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
        let after = book(&day, AgendaDirection::Out, 2026);
        assert_eq!(after.lines.len(), 1);
        let line = &after.lines[0];
        assert_eq!(line.number, "000.3/300/416-012/2026");
        assert_eq!(line.party, "Kepala Dinas Pendidikan dan 1 lainnya");
        assert_eq!(line.person, "Sekretaris Daerah");
        assert!(line.naskah.is_none(), "nothing to record on a line that has its number");
    }

    #[test]
    fn every_delivery_stands_in_the_dispatch_book() {
        let day = Day::sent();
        let book = book(&day, AgendaDirection::Dispatch, 2026);
        let lines: Vec<(&str, &str, &str)> = book
            .lines
            .iter()
            .map(|line| (line.party.as_str(), line.method.as_str(), line.number.as_str()))
            .collect();
        assert_eq!(
            lines,
            vec![
                ("Kepala Dinas Kesehatan", "Kurir", "000.3/300/416-012/2026"),
                ("Kepala Dinas Pendidikan", "SRIKANDI", "000.3/300/416-012/2026"),
            ]
        );
    }

    #[test]
    fn papers_are_out_until_their_copy_is_back() {
        let mut day = Day::approved_letter();
        let out = |day: &Day| -> Vec<String> {
            let papers = kept_papers(&day.usulan).into_iter().map(|paper| (paper, day.row())).collect();
            outstanding(papers, &day.look("2026-11-12 15.30")).into_iter().map(|paper| paper.name).collect()
        };
        assert_eq!(
            out(&day),
            vec!["lembar-disposisi", "pengumuman"],
            "the sheet was initialled and the announcement signed; the letter was neither printed nor signed"
        );
        day.sign("pemberitahuan", "2026-11-12 15.00");
        assert_eq!(out(&day), vec!["lembar-disposisi", "pengumuman", "surat-pemberitahuan"]);
        day.file_copy("pengumuman", "2026-11-12 15.10");
        assert_eq!(out(&day), vec!["lembar-disposisi", "surat-pemberitahuan"], "what is back is not listed");
    }
}

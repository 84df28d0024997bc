//! The books and the papers that are out, made by replaying every usulan: what the kept lines are compared with.

use chrono::{Datelike, NaiveDate};
use sop::act::NumberSource;
use sop::dossier::place;
use sop::event::Event;
use sop::record::{Actor, Instant};
use sop::usulan::{Naskah, Revision, RevisionState, Usulan};

use super::super::Look;
use super::super::acts::agency_of;
use super::super::berkas::{papers_out, slot_name};
use super::super::row::{place_key, place_name};
use crate::api::{Agenda, AgendaDirection, AgendaLine, OutstandingPaper};

/// One book of one year, oldest line first.
pub(crate) fn agenda(
    all: &[(String, Usulan)],
    direction: AgendaDirection,
    year: i32,
    look: &Look<'_>,
) -> Agenda {
    let mut lines = Vec::new();
    let mut unnumbered = Vec::new();
    for (id, usulan) in all {
        match direction {
            AgendaDirection::In => incoming(id, usulan, year, look, &mut lines),
            AgendaDirection::Out => outgoing(id, usulan, year, look, &mut lines, &mut unnumbered),
            AgendaDirection::Dispatch => dispatched(id, usulan, year, look, &mut lines),
        }
    }
    // The book of outgoing letters goes by the letter's date, the others by what happened.
    let by_date = direction == AgendaDirection::Out;
    for list in [&mut lines, &mut unnumbered] {
        list.sort_by(|a, b| order(a, by_date).cmp(&order(b, by_date)));
    }
    let numbered = || look.state.numbers.kinds.iter().filter(|kind| !kind.pattern.trim().is_empty());
    Agenda { lines, unnumbered, book: numbered().all(|kind| kind.source == NumberSource::Book) }
}

fn order(line: &AgendaLine, by_date: bool) -> (Option<NaiveDate>, Option<Instant>, &str, &str, &str) {
    let happened = line.happened.map(|happened| happened.from);
    (line.letter_date.filter(|_| by_date), happened, &line.usulan, &line.number, &line.party)
}

fn blank(id: &str, usulan: &Usulan) -> AgendaLine {
    AgendaLine {
        usulan: id.to_owned(),
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
        seen: usulan.seen,
    }
}

fn in_year(look: &Look<'_>, at: Instant, year: i32) -> bool {
    look.calendar().date(at).year() == year
}

fn incoming(id: &str, usulan: &Usulan, year: i32, look: &Look<'_>, lines: &mut Vec<AgendaLine>) {
    let entries = usulan.standing_entries();
    for (index, (mark, letter)) in usulan.letters.iter().enumerate() {
        if !in_year(look, mark.happened.from, year) {
            continue;
        }
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
        lines.push(AgendaLine {
            number: letter.agenda.clone(),
            letter_number: letter.number.clone(),
            letter_date: letter.date,
            happened: Some(mark.happened),
            party: agency_of(usulan).name,
            subject,
            person: forwarded.unwrap_or_default(),
            ..blank(id, usulan)
        });
    }
}

fn outgoing(
    id: &str,
    usulan: &Usulan,
    year: i32,
    look: &Look<'_>,
    lines: &mut Vec<AgendaLine>,
    unnumbered: &mut Vec<AgendaLine>,
) {
    for naskah in usulan.naskah.values() {
        for revision in &naskah.revisions {
            let line = || AgendaLine {
                party: party(revision),
                subject: subject(usulan, revision),
                person: signer(revision, look),
                method: methods(usulan, naskah),
                ..blank(id, usulan)
            };
            if let Some((mark, numbering)) = &revision.numbered {
                // A year's pool starts anew with the letter's date (PROCEDURE section 2).
                if numbering.date.year() == year {
                    lines.push(AgendaLine {
                        number: numbering.number.clone(),
                        letter_date: Some(numbering.date),
                        happened: Some(mark.happened),
                        void: void(naskah, revision),
                        ..line()
                    });
                }
                continue;
            }
            let Some(signed) = &revision.signed else { continue };
            let counts =
                revision.ready.numbered && void(naskah, revision).is_none() && naskah.revoked.is_none();
            let this_year = look.today().year() == year || in_year(look, signed.mark.happened.to, year);
            if counts && this_year {
                unnumbered.push(AgendaLine {
                    happened: Some(signed.mark.happened),
                    naskah: Some(naskah.id.clone()),
                    revision: Some(revision.ready.revision),
                    ..line()
                });
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

fn signer(revision: &Revision, look: &Look<'_>) -> String {
    match revision.signed.as_ref().map(|signature| &signature.actor) {
        Some(Actor::Official { short, .. }) => short.clone(),
        Some(Actor::Agency { name, .. } | Actor::Staff { name, .. }) => name.clone(),
        None => revision.ready.signer.as_deref().map(|post| look.short(post)).unwrap_or_default(),
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

fn dispatched(id: &str, usulan: &Usulan, year: i32, look: &Look<'_>, lines: &mut Vec<AgendaLine>) {
    let letter = usulan.letter_to_send();
    let carried = letter.and_then(Naskah::valid);
    let (number, date) = carried
        .and_then(|revision| revision.numbered.as_ref())
        .map(|(_, numbering)| (numbering.number.clone(), Some(numbering.date)))
        .unwrap_or_default();
    // Earlier sendings of a reopened usulan stay in the book.
    for entry in usulan.standing_entries() {
        let Event::Sent { deliveries, .. } = &entry.event else { continue };
        if !in_year(look, entry.record.happened.from, year) {
            continue;
        }
        for delivery in deliveries {
            let taken = usulan.receipts.get(&delivery.recipient.id).map(|(_, taken_by)| taken_by.clone());
            lines.push(AgendaLine {
                number: number.clone(),
                letter_date: date,
                happened: Some(entry.record.happened),
                party: delivery.recipient.name.clone(),
                subject: carried.map(|revision| subject(usulan, revision)).unwrap_or_default(),
                person: taken.unwrap_or_default(),
                method: delivery.method.clone(),
                ..blank(id, usulan)
            });
        }
    }
}

/// Papers that were printed or signed and whose copy is not back ("Masih di luar"), longest out first.
pub(crate) fn outstanding(open: &[(String, Usulan)], look: &Look<'_>) -> Vec<OutstandingPaper> {
    let mut found = Vec::new();
    for (id, usulan) in open {
        let entries = usulan.standing_entries();
        let (place, _) = place(usulan);
        for (slot, since) in papers_out(usulan, &entries) {
            found.push(OutstandingPaper {
                usulan: id.clone(),
                etalase: usulan.etalase.name.clone(),
                name: slot_name(usulan, &slot),
                slot,
                place: place_name(&place_key(&place), look),
                since,
                minutes: since.map_or(0, |since| look.minutes_since(since)),
            });
        }
    }
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

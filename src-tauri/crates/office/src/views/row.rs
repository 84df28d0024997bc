//! The register: one row per usulan, a projection of its events and of the calendar only, so that a rebuild from the
//! journal gives the same rows whatever the settings are by then.

use std::collections::BTreeSet;

use archive::register::RegisterRow;
use archive::search::SearchText;
use chrono::{Datelike, SecondsFormat};
use serde::{Deserialize, Serialize};
use sop::act::Verdict;
use sop::calendar::Calendar;
use sop::dossier::{Place, owed, place};
use sop::event::Event;
use sop::measure::{Outcome, judged, measured_rounds, stretches};
use sop::record::{Actor, Happened, Instant};
use sop::usulan::Usulan;

use super::berkas::papers_out;
use super::standing::{Clock, ClockKind, clock, round_now};
use super::{Look, number, received, status_word, step_now};
use crate::api::{RegisterRowView, SearchHit};
use crate::fault::Fault;

/// What the list and Meja need of an usulan beside the columns, so that neither replays it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Extra {
    /// Screen name of the step it stands at.
    pub(crate) step_name: String,
    /// Round of that step.
    pub(crate) round: u32,
    /// It waits for others outside the SOP.
    pub(crate) outside: bool,
    /// Since when the map lies where it lies.
    pub(crate) place_since: Option<Instant>,
    /// The clock.
    pub(crate) clock: Option<Clock>,
    /// When the letter that counts was received.
    pub(crate) received: Option<Happened>,
    /// Papers that are out: printed or signed, and not back.
    pub(crate) not_back: u32,
    /// Copies owed of other papers.
    pub(crate) copies: u32,
    /// Numbers owed.
    pub(crate) numbers: u32,
    /// Records whose hour is not certain.
    pub(crate) uncertain: u32,
    /// Late steps without explanation.
    pub(crate) unexplained: u32,
}

/// The row of an usulan.
///
/// # Errors
/// Only if the row cannot be written as JSON, which no data can cause.
pub fn register_row(id: &str, usulan: &Usulan, calendar: &Calendar) -> Result<RegisterRow, Fault> {
    let step = step_now(usulan);
    let stretches = stretches(usulan);
    let entries = usulan.standing_entries();
    let clock = clock(usulan, &stretches, step, calendar);
    let (place, place_since) = place(usulan);
    let owed = owed(usulan);
    let out = papers_out(usulan, &entries);
    let stamp =
        |at: Instant| at.with_timezone(&calendar.offset()).to_rfc3339_opts(SecondsFormat::Secs, false);
    let received = received(usulan);
    let late = measured_rounds(usulan)
        .into_iter()
        .any(|(step, round)| matches!(judged(usulan, step, round), Some(Outcome::Late(_))));
    let extra = Extra {
        step_name: usulan.definition.step(step).map(|step| step.name.clone()).unwrap_or_default(),
        round: round_now(usulan, step),
        outside: clock.as_ref().is_some_and(|clock| clock.kind == ClockKind::Outside),
        place_since: place_since.map(|since| since.to),
        received,
        not_back: number(out.len()),
        copies: number(
            owed.copies.iter().filter(|(slot, _)| !out.iter().any(|(out, _)| out == slot)).count(),
        ),
        numbers: number(owed.numbers.len()),
        uncertain: number(owed.uncertain.len()),
        unexplained: number(owed.unexplained.len()),
        clock: clock.clone(),
    };
    Ok(RegisterRow {
        id: id.to_owned(),
        year: year_of(id).or(received.map(|at| at.from.year())).unwrap_or(0),
        status: status_word(usulan).to_owned(),
        step: Some(step).filter(|step| *step > 0),
        agency: usulan.agency.as_ref().map(|agency| agency.id.clone()),
        agency_name: usulan.agency.as_ref().map(|agency| agency.name.clone()).unwrap_or_default(),
        etalase: usulan.etalase.name.clone(),
        place: Some(place_key(&place)),
        due: clock.and_then(|clock| clock.due).map(stamp),
        received: received.map(|received| stamp(received.from)),
        late,
        incomplete: !owed.is_settled(),
        seq: i64::from(usulan.seen),
        extra: serde_json::to_string(&extra).map_err(Fault::unknown)?,
    })
}

fn year_of(id: &str) -> Option<i32> {
    id.split_once('-')?.0.parse().ok()
}

/// What a row holds beside its columns.
///
/// # Errors
/// A row that this version did not write; the register is rebuilt then.
pub(crate) fn extra(row: &RegisterRow) -> Result<Extra, Fault> {
    serde_json::from_str(&row.extra).map_err(|error| Fault::unknown(format!("{}: {error}", row.id)))
}

/// A row as it is listed now.
///
/// # Errors
/// A row that this version did not write.
pub fn row_view(
    row: &RegisterRow,
    hit: Option<SearchHit>,
    look: &Look<'_>,
) -> Result<RegisterRowView, Fault> {
    let extra = extra(row)?;
    Ok(RegisterRowView {
        usulan: row.id.clone(),
        etalase: row.etalase.clone(),
        agency: row.agency_name.clone(),
        status: row.status.clone(),
        step: row.step.unwrap_or(0),
        step_name: extra.step_name,
        outside: extra.outside,
        round: extra.round,
        place: row.place.as_deref().map(|place| place_name(place, look)).unwrap_or_default(),
        place_since: extra.place_since,
        standing: extra.clock.map(|clock| clock.standing(look.calendar(), look.now)),
        received: extra.received,
        incomplete: row.incomplete,
        hit,
    })
}

/// A place as the register keeps it: a key that outlives a change of names.
pub(crate) fn place_key(place: &Place) -> String {
    match place {
        Place::Staff => "staff".to_owned(),
        Place::Actor(actor) => format!("actor:{actor}"),
        Place::Signer(signer) => format!("signer:{}", signer.as_deref().unwrap_or_default()),
        Place::Proposer => "proposer".to_owned(),
        Place::Dossier => "dossier".to_owned(),
        Place::Said(place) => format!("said:{place}"),
    }
}

/// What a place is called in the room.
pub fn place_name(key: &str, look: &Look<'_>) -> String {
    if let Some(said) = key.strip_prefix("said:") {
        return said.to_owned();
    }
    if let Some(actor) = key.strip_prefix("actor:") {
        return format!("Meja {}", look.state.actor_name(&look.state.definition, actor));
    }
    if let Some(signer) = key.strip_prefix("signer:") {
        return if signer.is_empty() { "Penanda tangan".to_owned() } else { look.short(signer) };
    }
    match key {
        "staff" => "Meja petugas",
        "proposer" => "Pengusul",
        "dossier" => "Berkas",
        other => other,
    }
    .to_owned()
}

/// What the search finds of an usulan, by field.
pub fn search_texts(id: &str, usulan: &Usulan) -> Vec<SearchText> {
    let mut texts = Texts { found: Vec::new() };
    let etalase = &usulan.etalase;
    texts.add("nomor", [id.to_owned()]);
    texts.add(
        "etalase",
        [&etalase.name, &etalase.kind, &etalase.description, &etalase.need, &etalase.suppliers]
            .into_iter()
            .cloned()
            .chain([etalase.kbli.join(" ")]),
    );
    texts.add("pengusul", usulan.agency.iter().map(|agency| agency.name.clone()));
    let letters = usulan.letters.iter().flat_map(|(_, letter)| {
        [&letter.number, &letter.agenda, &letter.agenda_setda, &letter.subject].map(Clone::clone)
    });
    texts.add("surat", letters);
    let numbers = usulan
        .naskah
        .values()
        .flat_map(|naskah| &naskah.revisions)
        .filter_map(|revision| revision.numbered.as_ref().map(|(_, numbering)| numbering.number.clone()));
    texts.add("nomor_surat", numbers);
    let entries = usulan.standing_entries();
    let people: BTreeSet<String> = entries
        .iter()
        .filter_map(|entry| match &entry.record.actor {
            Actor::Official { name, .. } => Some(name.clone()),
            Actor::Agency { .. } | Actor::Staff { .. } => None,
        })
        .chain([etalase.contact.clone()])
        .collect();
    texts.add("pejabat", people);
    for naskah in usulan.naskah.values().filter(|naskah| naskah.revoked.is_none()) {
        let Some(revision) = naskah.valid() else { continue };
        let field = naskah.lane.as_deref().unwrap_or(&naskah.kind);
        texts.add(field, [revision.ready.subject.clone(), revision.ready.text.clone()]);
    }
    texts.add("catatan", entries.iter().filter_map(|entry| remark(&entry.event)));
    texts.found
}

struct Texts {
    found: Vec<SearchText>,
}

impl Texts {
    fn add(&mut self, field: &str, parts: impl IntoIterator<Item = String>) {
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
        if !parts.is_empty() {
            self.found.push(SearchText { field: field.to_owned(), text: parts.join("\n") });
        }
    }
}

/// What somebody wrote in own words with a record.
fn remark(event: &Event) -> Option<String> {
    match event {
        Event::Decided { verdict: Verdict::Correct { note, .. }, .. }
        | Event::ReturnedOutside { note, .. } => Some(note.clone()),
        Event::Disposed { disposition, .. } => Some(disposition.note.clone()),
        Event::ChecklistAnswered { checklist, .. } => Some(checklist.note.clone()),
        Event::Held { reason }
        | Event::ReturnedToProposer { reason }
        | Event::ApprovalWithdrawn { reason, .. }
        | Event::Cancelled { reason }
        | Event::Reopened { reason, .. }
        | Event::RevisionPreferred { reason, .. }
        | Event::RevisionDropped { reason, .. }
        | Event::NaskahVoided { reason, .. }
        | Event::NaskahRevoked { reason, .. } => Some(reason.clone()),
        Event::Explained { deviation, .. } | Event::Deviated { deviation, .. } => Some(
            [deviation.missing.as_str(), &deviation.cause, &deviation.remedy].join(" ").trim().to_owned(),
        ),
        Event::FolderMoved { place } => Some(place.clone()),
        Event::ReceiptReturned { taken_by, .. } => Some(taken_by.clone()),
        Event::Attached { name, .. } => Some(name.clone()),
        Event::Drafted { .. }
        | Event::Received { .. }
        | Event::DispositionAccepted { .. }
        | Event::RevisionReady { .. }
        | Event::HandedOver { .. }
        | Event::Decided { .. }
        | Event::NotContinued { .. }
        | Event::Published { .. }
        | Event::Signed { .. }
        | Event::Numbered { .. }
        | Event::CopyFiled { .. }
        | Event::Sent { .. }
        | Event::Resumed
        | Event::Closed
        | Event::Queued { .. }
        | Event::SheetQueued { .. }
        | Event::Merged { .. }
        | Event::Measured { .. }
        | Event::Amended { .. }
        | Event::Undone { .. } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::StandingKind;
    use crate::views::testing::{Day, at};

    #[test]
    fn a_row_says_where_an_usulan_stands_without_replaying_it() {
        let day = Day::received();
        let row = day.row();
        assert_eq!((row.status.as_str(), row.step, row.year), ("berjalan", Some(2), 2026));
        assert_eq!(row.place.as_deref(), Some("staff"));
        assert_eq!(
            row.due.as_deref(),
            Some("2026-11-10T09:10:00+07:00"),
            "sorts as text, with the office's offset"
        );
        assert_eq!(row.received.as_deref(), Some("2026-11-10T08:10:00+07:00"));
        assert!(!row.late && row.incomplete, "nothing was late; the copy of the letter is owed");
        let look = day.look("2026-11-10 08.30");
        let view = row_view(&row, None, &look).expect("own row");
        assert_eq!((view.step, view.step_name.as_str(), view.round), (2, "Disposisi", 1));
        assert_eq!(view.place, "Meja petugas");
        assert_eq!(
            view.standing.map(|s| s.remaining),
            Some(Some(40)),
            "the clock is read at the present minute"
        );
    }

    #[test]
    fn a_row_shows_overlays_rounds_and_the_wait_outside() {
        let mut day = Day::received();
        day.hold("2026-11-10 08.20", "menunggu arahan pimpinan");
        assert_eq!(day.row().status, "ditahan");
        assert_eq!(day.row().due, None, "a held clock has no deadline");

        let corrected = Day::corrected();
        let view = row_view(&corrected.row(), None, &corrected.look("2026-11-11 09.00")).expect("own row");
        assert_eq!((view.step, view.round), (4, 2), "the pengumuman alone is written again");
        assert_eq!(view.place, "Meja Sub Koordinator");

        let outside = Day::approved_letter();
        let view = row_view(&outside.row(), None, &outside.look("2026-11-11 15.00")).expect("own row");
        assert!(view.outside, "8 › 9");
        assert_eq!(view.place, "Sekretaris Daerah");
        assert_eq!(view.standing.map(|s| s.kind), Some(StandingKind::Outside));
    }

    #[test]
    fn a_rebuild_gives_the_same_row() {
        let day = Day::corrected();
        let again = Usulan::replay(
            std::sync::Arc::clone(&day.usulan.definition),
            day.usulan.entries().iter().cloned(),
        );
        let rebuilt = register_row("2026-0042", &again, &day.state.calendar).expect("row");
        assert_eq!(rebuilt, day.row());
    }

    #[test]
    fn search_knows_names_numbers_and_words_of_letters() {
        let mut day = Day::approved_letter();
        day.sign("pemberitahuan", "2026-11-12 15.00");
        day.number("pemberitahuan", "000.3/300/416-012/2026", "2026-11-12 15.20");
        let texts = search_texts("2026-0042", &day.usulan);
        let text = |field: &str| {
            texts.iter().find(|text| text.field == field).map(|text| text.text.clone()).unwrap_or_default()
        };
        assert_eq!(text("nomor"), "2026-0042");
        assert!(text("etalase").contains("Alat Tulis Kantor"));
        assert!(text("surat").contains("400.3/311/2026") && text("surat").contains("512"));
        assert!(text("nomor_surat").contains("000.3/300/416-012/2026"));
        assert!(text("pejabat").contains("Nama Kabag"), "officials named in records are found");
        assert!(text("telaah").contains("isi telaah"), "text of the valid revision");
        assert!(text("catatan").contains("jadwal: terbuka"), "the sentence of the correction");
        let fields: BTreeSet<&str> = texts.iter().map(|text| text.field.as_str()).collect();
        assert!(fields.contains("pengumuman") && fields.contains("pemberitahuan"));
    }

    #[test]
    fn places_have_names_of_the_room() {
        let day = Day::received();
        let look = day.look("2026-11-10 08.30");
        let names = [
            ("staff", "Meja petugas"),
            ("actor:kepala-ukpbj", "Meja Kabag PBJ"),
            ("signer:sekda", "Sekretaris Daerah"),
            ("signer:", "Penanda tangan"),
            ("proposer", "Pengusul"),
            ("dossier", "Berkas"),
            ("said:LKPP", "LKPP"),
        ];
        for (key, name) in names {
            assert_eq!(place_name(key, &look), name, "{key}");
        }
        assert_eq!(at("2026-11-10 08.30"), look.now);
    }
}

//! The office on its archive: loading usulan, recording acts, projecting rows. Everything that is committed
//! together is written in one transaction here.

use std::collections::BTreeMap;
use std::sync::Arc;

use archive::error::ArchiveError;
use archive::office::Archive;
use archive::tx::{ReadTx, WriteTx};
use chrono::{Datelike, FixedOffset};
use sop::act::{Act, NumberSource, Submission};
use sop::decide::{Context, decide};
use sop::definition::Definition;
use sop::event::{Entry, Event};
use sop::measure::{Outcome, of_round};
use sop::people::Account;
use sop::record::Instant;
use sop::usulan::Usulan;

use crate::api::{LateStep, RecordedActs};
use crate::fault::{Code, Fault};
use crate::journal::{entry_of, row_of};
use crate::numbers::{check_double, new_number, project_numbers, write_number};
use crate::state::State;
use crate::views::books;
use crate::views::row::{register_row, search_texts};
use crate::words::{clock, roles_words};

/// Who acts, when, under which settings: everything a transaction takes along.
#[derive(Clone)]
pub(crate) struct Hand {
    /// Settings in force.
    pub(crate) state: Arc<State>,
    /// Who types.
    pub(crate) account: Account,
    /// The PC's clock, whole seconds, the office's offset.
    pub(crate) now: Instant,
}

impl Hand {
    fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            calendar: &self.state.calendar,
            posts: &self.state.posts,
            recorder: &self.account,
        }
    }

    pub(crate) fn zone(&self) -> FixedOffset {
        self.state.calendar.offset()
    }
}

/// The SOP that an usulan stays on, by the hash in its first event.
fn definition_of(state: &State, entries: &[Entry]) -> Result<Arc<Definition>, Fault> {
    let hash = entries.iter().find_map(|entry| match &entry.event {
        Event::Drafted { definition, .. } | Event::Received { definition, .. } => Some(definition),
        _ => None,
    });
    match hash {
        None => Ok(Arc::clone(&state.definition)),
        Some(hash) => state
            .definitions
            .get(hash)
            .map(Arc::clone)
            .ok_or_else(|| Fault::unknown(format!("the SOP {hash} is not in the office"))),
    }
}

/// An usulan from its journal; none when nothing is recorded under that number.
pub(crate) fn load(tx: &ReadTx<'_>, state: &State, id: &str) -> Result<Option<Usulan>, Fault> {
    let rows = tx.entries_of(id)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let entries = rows.iter().map(entry_of).collect::<Result<Vec<_>, _>>()?;
    let definition = definition_of(state, &entries)?;
    Ok(Some(Usulan::replay(definition, entries)))
}

/// An usulan that must be there.
pub(crate) fn load_known(tx: &ReadTx<'_>, state: &State, id: &str) -> Result<Usulan, Fault> {
    load(tx, state, id)?.ok_or_else(|| {
        Fault::new(
            Code::UnknownUsulan,
            format!("Usulan {id} tidak ada di kantor ini. Tidak ada yang berubah. Cari lagi di Usulan."),
        )
        .with("usulan", id)
    })
}

/// Refuses a sender that saw an older state, and says what changed.
pub(crate) fn check_seen(usulan: &Usulan, seen: u32, zone: FixedOffset) -> Result<(), Fault> {
    if usulan.seen == seen {
        return Ok(());
    }
    let (who, hour) = usulan.entries().last().map_or_else(Default::default, |last| {
        (last.record.recorder_name.clone(), clock(last.record.entered_at.with_timezone(&zone)))
    });
    Err(Fault::new(
        Code::Stale,
        format!(
            "Usulan ini baru saja berubah ({who}, {hour}). Isian Anda tetap ada; periksa, lalu catat lagi."
        ),
    )
    .with("who", who)
    .with("seen", usulan.seen.to_string()))
}

/// Records one act in the open transaction: decides, numbers, appends, evolves.
pub(crate) fn record_act(
    tx: &WriteTx<'_>,
    hand: &Hand,
    id: &str,
    mut usulan: Usulan,
    mut submission: Submission,
) -> Result<(Usulan, Vec<Entry>), Fault> {
    if let Act::Number { numbering } = &mut submission.act {
        let kind = usulan.naskah.get(&numbering.naskah).map(|naskah| naskah.kind.clone()).unwrap_or_default();
        if let Some(setting) = hand.state.numbering(&kind) {
            numbering.pool.clone_from(&setting.pool);
            numbering.source = setting.source;
            numbering.pattern.clone_from(&setting.pattern);
            if setting.source == NumberSource::Application {
                let year = numbering.date.year();
                let next = tx.next_number(&setting.pool, year)?;
                numbering.number = write_number(&setting.pattern, next, year);
            }
        }
    }
    let recorded = decide(&usulan, &submission, &hand.context()).map_err(|rejection| {
        Fault::of_rejection(&rejection, &roles_words(&hand.account.roles), hand.zone())
    })?;
    let mut entries = Vec::new();
    for new in recorded {
        let row = tx.append(&row_of(id, &new)?)?;
        let entry = entry_of(&row)?;
        if let Some((number, NumberSource::Book, reason)) = new_number(id, &entry) {
            check_double(tx, &number, reason.as_deref())?;
        }
        project_numbers(tx, id, &usulan, &entry)?;
        usulan = usulan.evolve(entry.clone());
        entries.push(entry);
    }
    Ok((usulan, entries))
}

/// Writes the rows of the register, the books and the search for an usulan.
pub(crate) fn project(tx: &WriteTx<'_>, state: &State, id: &str, usulan: &Usulan) -> Result<(), Fault> {
    tx.put_register_row(&register_row(id, usulan, &state.calendar)?)?;
    tx.put_book_lines(id, &books::lines(usulan, &state.calendar)?)?;
    tx.index_texts(id, &search_texts(id, usulan))?;
    Ok(())
}

/// Writes the rows of every usulan anew, where an earlier version wrote them.
///
/// # Errors
/// The office can only be read; whoever opens it for writing brings it up to date.
pub(crate) fn bring_up_to_date(archive: &Archive, state: &Arc<State>) -> Result<(), Fault> {
    let found = archive.read(|tx| -> Result<_, Fault> { Ok(tx.projection_form()?) })?;
    if found == books::FORM {
        return Ok(());
    }
    if archive.is_read_only() {
        return Err(ArchiveError::Older { found, known: books::FORM }.into());
    }
    let state = Arc::clone(state);
    archive.write(move |tx| -> Result<(), Fault> {
        for id in tx.usulan_ids()? {
            if let Some(usulan) = load(tx, &state, &id)? {
                project(tx, &state, &id, &usulan)?;
            }
        }
        tx.set_projection_form(books::FORM)?;
        Ok(())
    })
}

/// Records acts on one usulan: all of them or none.
pub(crate) fn record_all(
    tx: &WriteTx<'_>,
    hand: &Hand,
    id: &str,
    usulan: Usulan,
    acts: Vec<Submission>,
) -> Result<(Usulan, RecordedActs), Fault> {
    let mut usulan = usulan;
    let mut all = Vec::new();
    for (index, submission) in acts.into_iter().enumerate() {
        let (after, entries) = record_act(tx, hand, id, usulan, submission).map_err(|mut fault| {
            fault.act = u32::try_from(index).ok();
            fault
        })?;
        usulan = after;
        all.extend(entries);
    }
    project(tx, &hand.state, id, &usulan)?;
    let recorded = recorded_acts(hand, id, &usulan, &all);
    Ok((usulan, recorded))
}

fn recorded_acts(hand: &Hand, id: &str, usulan: &Usulan, entries: &[Entry]) -> RecordedActs {
    let mut late: Vec<LateStep> = Vec::new();
    for entry in entries {
        let Event::Measured { step, round, .. } = &entry.event else { continue };
        let Some(Outcome::Late(by)) = of_round(usulan, *step, *round).map(sop::usulan::Measure::outcome)
        else {
            continue;
        };
        let known = late.iter().any(|l| (l.step, l.round) == (*step, *round));
        if !known && !usulan.explanations.contains_key(&(*step, *round)) {
            late.push(LateStep { step: *step, round: *round, by });
        }
    }
    let undo = sop::decide::undoable(usulan, &hand.context()).is_ok();
    RecordedActs {
        usulan: id.to_owned(),
        seen: usulan.seen,
        kinds: entries.iter().map(|entry| entry.event.kind().to_owned()).collect(),
        late,
        undo_until: undo.then(|| hand.now + chrono::Duration::minutes(sop::decide::UNDO_MINUTES)),
    }
}

/// The next number of an usulan in its year: `2026-0042`.
pub(crate) fn next_usulan(tx: &WriteTx<'_>, year: i32) -> Result<String, Fault> {
    Ok(format!("{year}-{:04}", tx.next_id("usulan", year)?))
}

/// The next key of a naskah in its year: `N2026-00117`.
pub(crate) fn next_naskah(tx: &WriteTx<'_>, year: i32) -> Result<String, Fault> {
    Ok(format!("N{year}-{:05}", tx.next_id("naskah", year)?))
}

/// Replays the whole journal into an empty archive: register, search and numbers as they must be.
pub(crate) fn rebuild(
    rows: &[archive::journal::Entry],
    state: &State,
    tx: &WriteTx<'_>,
) -> Result<(), Fault> {
    let mut all: BTreeMap<String, Usulan> = BTreeMap::new();
    let mut begun: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
    for row in rows {
        let Some(id) = row.entry.usulan.clone() else { continue };
        begun.entry(id).or_default().push(entry_of(row)?);
    }
    for (id, entries) in &begun {
        all.insert(id.clone(), Usulan::new(definition_of(state, entries)?));
    }
    for row in rows {
        let Some(id) = row.entry.usulan.clone() else { continue };
        let entry = entry_of(row)?;
        let Some(usulan) = all.remove(&id) else { continue };
        project_numbers(tx, &id, &usulan, &entry)?;
        all.insert(id, usulan.evolve(entry));
    }
    for (id, usulan) in &all {
        project(tx, state, id, usulan)?;
    }
    Ok(())
}

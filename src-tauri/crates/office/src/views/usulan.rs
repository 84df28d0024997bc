//! One usulan with everything on its screen (DESK 6.4).

use chrono::Duration;
use sop::decide::{UNDO_MINUTES, undoable};
use sop::dossier::{owed, place};
use sop::measure::stretches;
use sop::record::Instant;
use sop::usulan::{Revision, Usulan};

use super::row::{place_key, place_name};
use super::{LetterDraftInfo, Look, acts, berkas, path, received, status_word, step_now};
use crate::api::{BoundsView, DocumentView, RevisionView, UsulanView};
use crate::delivered::CHECKLIST;
use crate::fault::Fault;

/// One usulan as the account sees it now. `documents` knows the documents of the archive.
///
/// # Errors
/// None of the procedure; a fault of our own data only.
pub fn usulan(
    id: &str,
    usulan: &Usulan,
    look: &Look<'_>,
    drafts: &[LetterDraftInfo],
    documents: &dyn Fn(&str) -> Option<DocumentView>,
) -> Result<UsulanView, Fault> {
    let stretches = stretches(usulan);
    let entries = usulan.standing_entries();
    let (place, place_since) = place(usulan);
    let (status_since, status_reason) = status_note(usulan);
    let owed = owed(usulan);
    Ok(UsulanView {
        usulan: id.to_owned(),
        seen: usulan.seen,
        now: look.state.local(look.now),
        status: status_word(usulan).to_owned(),
        status_since,
        status_reason,
        retention: look.state.retention().cloned(),
        agency: acts::agency_of(usulan),
        etalase: usulan.etalase.clone(),
        letter: usulan.letters.last().map(|(_, letter)| letter.clone()),
        received: received(usulan),
        step: step_now(usulan),
        place: place_name(&place_key(&place), look),
        place_since: place_since.map(|since| since.to),
        path: path::rows(usulan, look, &stretches, &entries),
        acts: acts::open_acts(usulan, look, drafts, &stretches),
        other_acts: acts::other_acts(usulan, look),
        other_letters: berkas::other_letters(usulan, look),
        naskah: berkas::naskah_views(usulan, look, drafts),
        checklist: usulan.checklist.as_ref().map(|(_, checklist)| checklist.clone()),
        checklist_items: CHECKLIST.iter().map(|item| (*item).to_owned()).collect(),
        papers: berkas::papers(usulan, &entries, documents),
        history: berkas::history(usulan, &entries, look),
        recipients: berkas::recipients(usulan),
        copy_fields: berkas::copy_fields(usulan, look),
        owed: berkas::owed_view(usulan, &owed),
        totals: path::totals(usulan, look, &stretches),
        undo_until: undo_until(usulan, look),
        platform: usulan
            .publication
            .as_ref()
            .map(|(_, publication)| publication.platform.clone())
            .filter(|platform| !platform.is_empty())
            .unwrap_or_else(|| look.state.office.platform.clone()),
    })
}

/// Earliest and latest possible time of an act, by the key of `OpenAct` or of another act.
pub fn bounds(usulan: &Usulan, key: &str, look: &Look<'_>) -> BoundsView {
    acts::bounds(usulan, key, look)
}

/// A revision with the facts recorded on it, for the view of a letter.
pub fn revision_view(revision: &Revision) -> RevisionView {
    berkas::revision_view(revision)
}

/// Until when this account can take its last act back.
pub(crate) fn undo_until(usulan: &Usulan, look: &Look<'_>) -> Option<Instant> {
    let account = look.account?;
    undoable(usulan, &acts::context(look, account)).ok()?;
    usulan.entries().last().map(|last| last.record.entered_at + Duration::minutes(UNDO_MINUTES))
}

/// Since when the status or its overlay holds, and why.
fn status_note(usulan: &Usulan) -> (Option<sop::record::Happened>, String) {
    if let Some((mark, reason)) = &usulan.returned {
        return (Some(mark.happened), reason.clone());
    }
    if let Some(hold) = usulan.hold() {
        return (Some(hold.from.happened), hold.reason.clone());
    }
    (usulan.since.map(|mark| mark.happened), usulan.reason.clone())
}

#[cfg(test)]
mod tests;

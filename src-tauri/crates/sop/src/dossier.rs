//! What an usulan still owes (copies, numbers, explanations, certain hours) and where its map lies.

use crate::act::{RETURN_LETTER, Slot};
use crate::definition::StepKind;
use crate::event::Event;
use crate::measure::{Outcome, judged, measured_rounds, stretches};
use crate::record::{Basis, DocumentId, Evidence, Happened};
use crate::usulan::{LaneState, Mark, Naskah, RevisionState, Status, Usulan, owes_copy};

/// Debts of an usulan; only "Tutup berkas" asks for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owed {
    /// Papers whose copy follows, with the time since when.
    pub copies: Vec<(Slot, Happened)>,
    /// Naskah that are signed and carry no number yet.
    pub numbers: Vec<String>,
    /// Late steps without explanation: step and round.
    pub unexplained: Vec<(u32, u32)>,
    /// Events whose hour is not certain.
    pub uncertain: Vec<u32>,
}

impl Owed {
    /// Whether the dossier can be closed. An uncertain hour does not hinder: the paper does not know it better.
    pub fn is_settled(&self) -> bool {
        self.copies.is_empty() && self.numbers.is_empty() && self.unexplained.is_empty()
    }
}

/// Whether a paper of the slot is in the berkas.
pub fn filed<'a>(usulan: &'a Usulan, slot: &'a Slot) -> impl Iterator<Item = (Mark, &'a DocumentId)> {
    usulan.attachments.iter().filter(move |a| a.slot == *slot).map(|a| (a.mark, &a.document))
}

/// What is owed now.
pub fn owed(usulan: &Usulan) -> Owed {
    let mut owed = Owed::default();
    if let Some((mark, _)) = usulan.letters.last()
        && !filed(usulan, &Slot::ProposalLetter).any(|(filed, _)| filed.seq >= mark.seq)
        && usulan.status != Status::Batal
    {
        owed.copies.push((Slot::ProposalLetter, mark.happened));
    }
    let standing = usulan.standing();
    // A new letter, or a reopening at the disposisi or before it, asks for a new sheet.
    let disposed_at =
        usulan.definition.steps.iter().filter(|s| s.kind == StepKind::Dispose).map(|s| s.number).max();
    let received = standing
        .iter()
        .filter(|entry| match &entry.event {
            Event::Received { .. } => true,
            Event::Reopened { step, .. } => disposed_at.is_some_and(|dispose| *step <= dispose),
            _ => false,
        })
        .map(|entry| entry.seq)
        .max()
        .unwrap_or(0);
    let disposed: Vec<_> = standing
        .iter()
        .filter(|e| e.seq > received)
        .filter(|e| matches!(e.event, Event::Disposed { .. } | Event::DispositionAccepted { .. }))
        .collect();
    if let Some(first) = disposed.iter().find(|e| owes_copy(e.record))
        && !filed(usulan, &Slot::Disposition).any(|(filed, _)| filed.seq >= received)
    {
        owed.copies.push((Slot::Disposition, first.record.happened));
    }
    for naskah in usulan.naskah.values().filter(|n| n.voided.is_none()) {
        let Some(revision) = naskah.valid() else { continue };
        let approved_on_paper = revision
            .approved
            .filter(|mark| standing.iter().any(|e| e.seq == mark.seq && e.record.basis != Basis::Own));
        let since = revision.signed.as_ref().map(|s| s.mark).or(approved_on_paper);
        if let Some(since) = since.filter(|_| revision.copies.is_empty()) {
            owed.copies.push((Slot::Naskah { naskah: naskah.id.clone() }, since.happened));
        }
        if revision.ready.numbered && revision.signed.is_some() && revision.numbered.is_none() {
            owed.numbers.push(naskah.id.clone());
        }
    }
    let ended = usulan
        .returned
        .as_ref()
        .map(|(mark, _)| *mark)
        .or_else(|| usulan.since.filter(|_| usulan.status == Status::TidakDilanjutkan));
    if let Some(mark) = ended
        && !filed(usulan, &Slot::ReturnLetter).any(|(filed, _)| filed.seq >= mark.seq)
        && !return_letter_signed(usulan)
    {
        owed.copies.push((Slot::ReturnLetter, mark.happened));
    }
    let stretches = stretches(usulan);
    for (step, round) in measured_rounds(usulan) {
        let late = judged(usulan, step, round).is_some_and(|outcome| matches!(outcome, Outcome::Late(_)));
        // Another output of the same round may have become late after the explanation was given.
        let completed = stretches
            .iter()
            .filter(|s| s.step == step && s.round == round)
            .filter_map(|s| s.end.map(|end| end.seq))
            .max();
        let explained = standing.iter().any(|entry| {
            matches!(&entry.event, Event::Explained { step: of, round: at, .. } if (*of, *at) == (step, round))
                && completed.is_none_or(|completed| entry.seq > completed)
        });
        if late && !explained {
            owed.unexplained.push((step, round));
        }
    }
    owed.uncertain = standing
        .iter()
        .filter(|e| !e.record.happened.is_certain() && !matches!(e.event, Event::Measured { .. }))
        .map(|e| e.seq)
        .collect();
    owed
}

/// Whether the surat pengembalian of this ending was written and signed here: then its own copy is what is owed.
/// One that was written before the proposal was given back is meant for it too, unless a new letter came between.
fn return_letter_signed(usulan: &Usulan) -> bool {
    let since = usulan.letters.last().map_or(0, |(mark, _)| mark.seq);
    usulan
        .naskah
        .values()
        .filter(|naskah| naskah.kind == RETURN_LETTER && naskah.revoked.is_none())
        .any(|naskah| naskah.valid().is_some_and(|valid| valid.mark.seq > since && valid.signed.is_some()))
}

/// Where the map lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// At the petugas.
    Staff,
    /// At the post that plays this actor of the SOP.
    Actor(String),
    /// At a signer outside the SOP, by post key; none when the letter names none.
    Signer(Option<String>),
    /// At the proposing agency.
    Proposer,
    /// In the dossier: the usulan has ended.
    Dossier,
    /// Where somebody said it was brought.
    Said(String),
}

/// Where the map lies and since when: the last fact, or what was said after it.
pub fn place(usulan: &Usulan) -> (Place, Option<Happened>) {
    let (derived, since) = derived_place(usulan);
    match &usulan.moved {
        Some((mark, place)) if since.is_none_or(|since| mark.seq > since.seq) => {
            (Place::Said(place.clone()), Some(mark.happened))
        }
        _ => (derived, since.map(|mark| mark.happened)),
    }
}

fn derived_place(usulan: &Usulan) -> (Place, Option<Mark>) {
    match usulan.status {
        Status::Baru | Status::Konsep => return (Place::Proposer, usulan.since),
        Status::Selesai | Status::BerkasLengkap | Status::TidakDilanjutkan | Status::Batal => {
            return (Place::Dossier, usulan.since);
        }
        Status::Berjalan => {}
    }
    if let Some((mark, _)) = &usulan.returned {
        return (Place::Proposer, Some(*mark));
    }
    let actor_of = |step: u32| {
        usulan.definition.step(step).map_or(Place::Staff, |step| Place::Actor(step.actor.clone()))
    };
    // The map follows the output that moved last, to the desk or back to be written; else the open pass.
    let on_desk = usulan
        .lanes
        .iter()
        .filter(|l| l.state() == LaneState::OnDesk)
        .filter_map(|lane| lane.current()?.handed.map(|handed| (actor_of(lane.decide), handed.mark)));
    let writing = usulan
        .lanes
        .iter()
        .filter(|l| l.state() == LaneState::Writing)
        .filter_map(|lane| lane.current().map(|round| (actor_of(lane.write), round.start)));
    if let Some((place, mark)) = on_desk.chain(writing).max_by_key(|(_, mark)| mark.seq) {
        return (place, Some(mark));
    }
    let Some(pass) = usulan.passes.iter().rev().find(|pass| pass.end.is_none() && !pass.superseded) else {
        return (Place::Staff, usulan.since);
    };
    match usulan.kind_of(pass.step) {
        Some(StepKind::Send) if usulan.waits_outside() => {
            let letter = usulan.letter_to_send();
            let valid = letter.and_then(Naskah::valid);
            // Sent back by a post outside: with whoever wrote it, until the mended letter is out again.
            if let Some((back, _)) = valid.and_then(|revision| revision.returned_outside.last()) {
                let write = usulan.sending_lane().map_or(pass.step, |lane| lane.write);
                return (actor_of(write), Some(*back));
            }
            let mended = valid.filter(|_| letter.is_some_and(Naskah::returned_outside)).map(|r| r.mark);
            let signer = valid.and_then(|revision| revision.ready.signer.clone());
            (Place::Signer(signer), Some(mended.unwrap_or(pass.enabled)))
        }
        Some(StepKind::Publish) => (actor_of(pass.step), Some(pass.start)),
        // The sheet is printed to be brought with the map.
        Some(StepKind::Dispose) => match sheet_of_step(usulan, pass.step, pass.enabled.seq) {
            Some(printed) => (actor_of(pass.step), Some(printed)),
            None => (Place::Staff, Some(pass.start)),
        },
        Some(
            StepKind::Register | StepKind::Receive | StepKind::Write | StepKind::Decide | StepKind::Send,
        )
        | None => (Place::Staff, Some(pass.start)),
    }
}

/// When the sheet that a step fills in was last printed, since an event.
fn sheet_of_step(usulan: &Usulan, step: u32, since: u32) -> Option<Mark> {
    let outputs = &usulan.definition.step(step)?.outputs;
    let printed = usulan.sheets.iter().rev().find(|printed| {
        printed.mark.seq >= since
            && outputs.iter().any(|output| output.naskah.as_ref() == Some(&printed.sheet))
    });
    printed.map(|printed| printed.mark)
}

/// The document that stands for a revision: the signed copy if there is one, else the locked file.
pub fn best_document(naskah: &Naskah, revision: u32) -> Option<DocumentId> {
    let found = naskah.revision(revision)?;
    if found.state != RevisionState::Siap && found.copies.is_empty() {
        return Some(found.ready.pdf_sha256.clone());
    }
    found
        .copies
        .iter()
        .rev()
        .find_map(|(_, copy)| match copy {
            crate::act::NaskahCopy::Scan { document } | crate::act::NaskahCopy::Tte { document } => {
                Some(document.clone())
            }
            crate::act::NaskahCopy::OriginalAt { .. } => None,
        })
        .or_else(|| Some(found.ready.pdf_sha256.clone()))
}

/// The document of a record's evidence, if it is there.
pub fn evidence_document(evidence: &Evidence) -> Option<&DocumentId> {
    match evidence {
        Evidence::Document { document } => Some(document),
        Evidence::Later | Evidence::NotNeeded => None,
    }
}

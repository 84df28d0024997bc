//! The berkas of one usulan: naskah with their facts, papers with what is owed, history, recipients.

use std::collections::BTreeMap;

use letters::Kind;
use sop::act::{NaskahCopy, RETURN_LETTER, RevisionSource, Slot};
use sop::decide::amendable;
use sop::dossier::{Owed, filed, owed};
use sop::event::{Entry, Event};
use sop::people::Role;
use sop::record::{Actor, DocumentId, Evidence, Happened, Instant};
use sop::usulan::{Naskah, Revision, RevisionState, Status, Usulan, mended_numbers};

use super::acts::sent_to;
use super::{LetterDraftInfo, Look, number};
use crate::api::{
    AmendedView, CopyFieldView, DocumentView, HistoryEntry, MergedView, NaskahView, OwedView, PaperView,
    RecipientView, RevisionView,
};
use crate::delivered::KINDS;

/// Naskah in the order of the procedure; of a kind first the one in hand, then those that are void or revoked.
pub(crate) fn naskah_views(usulan: &Usulan, look: &Look<'_>, drafts: &[LetterDraftInfo]) -> Vec<NaskahView> {
    let mut kinds: Vec<&str> = KINDS.to_vec();
    let of_definition = usulan.definition.steps.iter().flat_map(|step| &step.outputs);
    let others = of_definition.filter_map(|output| output.naskah.as_deref());
    let written = usulan.naskah.values().map(|naskah| naskah.kind.as_str());
    let begun = drafts.iter().map(|draft| draft.kind.as_str());
    for kind in others.chain(written).chain(begun) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let mut views = Vec::new();
    for kind in kinds {
        views.push(naskah_view(usulan, kind, usulan.naskah_of_kind(kind), look, drafts));
        let ended =
            |naskah: &&Naskah| naskah.kind == kind && (naskah.voided.is_some() || naskah.revoked.is_some());
        for naskah in usulan.naskah.values().filter(ended) {
            views.push(naskah_view(usulan, kind, Some(naskah), look, &[]));
        }
    }
    views
}

/// Naskah beside the outputs of the SOP that can be written now. The surat pengembalian belongs to a proposal that goes
/// back or may still go back; the others to one that runs.
pub(crate) fn other_letters(usulan: &Usulan, look: &Look<'_>) -> Vec<(String, String)> {
    let refused = usulan.status == Status::TidakDilanjutkan;
    let returned = usulan.returned.is_some();
    if !(refused || usulan.status == Status::Berjalan && usulan.hold().is_none()) {
        return Vec::new();
    }
    let kinds = look.state.templates().into_iter().filter(|info| {
        let beside = matches!(Kind::named(&info.kind), Ok(Kind::Declared(_)));
        beside && (info.kind == RETURN_LETTER || !(refused || returned))
    });
    kinds.map(|info| (info.kind, info.title)).collect()
}

fn naskah_view(
    usulan: &Usulan,
    kind: &str,
    naskah: Option<&Naskah>,
    look: &Look<'_>,
    drafts: &[LetterDraftInfo],
) -> NaskahView {
    let made = usulan
        .definition
        .steps
        .iter()
        .flat_map(|step| step.outputs.iter().map(move |output| (step, output)))
        .find(|(_, output)| output.naskah.as_deref() == Some(kind));
    let lane = made.map(|(_, output)| output.id.clone()).filter(|id| usulan.lane(id).is_some());
    let valid = naskah.and_then(Naskah::valid);
    let last = naskah.and_then(|naskah| naskah.revisions.last()).map_or(0, |last| last.ready.revision);
    let draft = drafts.iter().find(|draft| draft.kind == kind && draft.revision > last);
    let state = match naskah {
        Some(naskah) if naskah.voided.is_some() => "batal",
        Some(naskah) if naskah.revoked.is_some() => "dicabut",
        _ if valid.is_some() => "siap",
        _ if draft.is_some() => "konsep",
        _ => "belum",
    };
    let signer = match valid {
        Some(revision) => revision.ready.signer.as_deref(),
        None => look.state.signer(kind),
    };
    NaskahView {
        naskah: naskah
            .map(|naskah| naskah.id.clone())
            .or_else(|| draft.map(|draft| draft.naskah.clone()))
            .unwrap_or_default(),
        kind: kind.to_owned(),
        lane: naskah.and_then(|naskah| naskah.lane.clone()).or(lane),
        step: made.map_or(0, |(step, _)| step.number),
        state: state.to_owned(),
        draft: draft.map(|draft| draft.revision),
        draft_saved: draft.map(|draft| draft.saved_at),
        revisions: naskah.map(|n| n.revisions.iter().map(revision_view).collect()).unwrap_or_default(),
        valid: valid.map(|revision| revision.ready.revision),
        signer: signer.map(|post| look.short(post)).unwrap_or_default(),
        outside_signer: match valid {
            Some(revision) => revision.ready.signer_outside,
            None => signer
                .and_then(|post| look.state.posts.post(post))
                .is_some_and(|post| post.sop_actor.is_none()),
        },
        numbered: match valid {
            Some(revision) => revision.ready.numbered,
            None => look.state.numbering(kind).is_some(),
        },
    }
}

/// A revision with the facts recorded on it (DESK 2.3).
pub(crate) fn revision_view(revision: &Revision) -> RevisionView {
    let copies = || revision.copies.iter().rev().map(|(_, copy)| copy);
    let state = match revision.state {
        RevisionState::Siap => "siap",
        RevisionState::Diganti => "diganti",
        RevisionState::TidakDipakai(_) => "tidak_dipakai",
    };
    RevisionView {
        revision: revision.ready.revision,
        state: state.to_owned(),
        outside: matches!(revision.ready.source, RevisionSource::Outside { .. }),
        document: revision.ready.pdf_sha256.clone(),
        pages: revision.ready.pages,
        body_hash: revision.ready.body_hash.clone(),
        ready: revision.mark.happened,
        approved: revision.approved.map(|mark| mark.happened),
        corrected: revision.corrected.as_ref().map(|correction| correction.mark.happened),
        correction: revision.corrected.as_ref().map(|correction| correction.note.clone()).unwrap_or_default(),
        correction_document: revision.corrected.as_ref().and_then(|correction| correction.document.clone()),
        signed: revision.signed.as_ref().map(|signature| signature.mark.happened),
        signer: revision.signed.as_ref().map(|signature| actor_words(&signature.actor)).unwrap_or_default(),
        number: revision.numbered.as_ref().map(|(_, n)| n.number.clone()).unwrap_or_default(),
        date: revision.numbered.as_ref().map(|(_, numbering)| numbering.date),
        copy: copies().find_map(copied).cloned(),
        original_at: copies()
            .find_map(|copy| match copy {
                NaskahCopy::OriginalAt { place } => Some(place.clone()),
                NaskahCopy::Scan { .. } | NaskahCopy::Tte { .. } => None,
            })
            .unwrap_or_default(),
        printed: number(revision.queued.len()),
        printed_at: revision.queued.last().map(|(mark, ..)| mark.happened.to),
        recipients: number(revision.ready.recipients.len()),
        merged: revision.merged.last().map(|(mark, merged)| MergedView {
            made: mark.happened,
            letters: merged.letters.clone(),
            print_file: merged.print_file.clone(),
            pages: merged.pages,
            both_sides: merged.both_sides,
            dispatch: merged.dispatch.clone(),
            before_number: revision.numbered.as_ref().is_some_and(|(numbered, _)| numbered.seq > mark.seq),
        }),
    }
}

fn copied(copy: &NaskahCopy) -> Option<&DocumentId> {
    match copy {
        NaskahCopy::Scan { document } | NaskahCopy::Tte { document } => Some(document),
        NaskahCopy::OriginalAt { .. } => None,
    }
}

/// Post short name and person, as an official is named on the screen.
pub(crate) fn actor_words(actor: &Actor) -> String {
    match actor {
        Actor::Official { short, name, .. } => format!("{short}, {name}"),
        Actor::Agency { name, .. } | Actor::Staff { name, .. } => name.clone(),
    }
}

/// When a sheet that travels with the map (disposisi, kendali) was last handed to a print queue for the letter that
/// counts now.
pub(crate) fn sheet_printed(usulan: &Usulan, sheet: &str) -> Option<Instant> {
    let since = usulan.letters.last().map_or(0, |(mark, _)| mark.seq);
    let printed = usulan.sheets.iter().rev().find(|one| one.sheet == sheet && one.mark.seq >= since);
    printed.map(|one| one.mark.happened.to)
}

/// Name of a place in the berkas, as `PaperView.name`.
pub(crate) fn slot_name(usulan: &Usulan, slot: &Slot) -> String {
    match slot {
        Slot::ProposalLetter => "surat-usulan",
        Slot::Disposition => "lembar-disposisi",
        Slot::Naskah { naskah } => {
            return usulan.naskah.get(naskah).map_or_else(|| "lain".to_owned(), |n| n.kind.clone());
        }
        Slot::Publication => "bukti-tayang",
        Slot::Receipt { .. } => "tanda-terima",
        Slot::ControlSheet => "lembar-kendali",
        Slot::ReturnLetter => "surat-pengembalian",
        Slot::Other { .. } => "lain",
    }
    .to_owned()
}

/// Debts by name.
pub(crate) fn owed_view(usulan: &Usulan, owed: &Owed) -> OwedView {
    OwedView {
        copies: owed.copies.iter().map(|(slot, _)| slot_name(usulan, slot)).collect(),
        numbers: owed
            .numbers
            .iter()
            .filter_map(|id| usulan.naskah.get(id).map(|naskah| naskah.kind.clone()))
            .collect(),
        unexplained: owed.unexplained.clone(),
        uncertain: owed.uncertain.clone(),
    }
}

/// The papers of the berkas, in the order of the procedure. A place has one row.
pub(crate) fn papers(
    usulan: &Usulan,
    entries: &[Entry],
    documents: &dyn Fn(&str) -> Option<DocumentView>,
) -> Vec<PaperView> {
    let mut papers = Papers { usulan, owed: owed(usulan), entries, documents, found: Vec::new() };
    papers.collect();
    papers.found
}

struct Papers<'a> {
    usulan: &'a Usulan,
    owed: Owed,
    entries: &'a [Entry],
    documents: &'a dyn Fn(&str) -> Option<DocumentView>,
    found: Vec<PaperView>,
}

impl Papers<'_> {
    fn collect(&mut self) {
        let usulan = self.usulan;
        if let Some((mark, letter)) = usulan.letters.last() {
            let filed = self.filed(&Slot::ProposalLetter);
            self.add(Slot::ProposalLetter, &letter.number, Some(mark.happened), filed);
        }
        let disposed = self
            .entries
            .iter()
            .filter(|entry| matches!(entry.event, Event::Disposed { .. } | Event::DispositionAccepted { .. }))
            .map(|entry| entry.record.happened)
            .next_back();
        self.sheet(Slot::Disposition, disposed);
        self.sheet(Slot::ControlSheet, None);
        let mut naskah: Vec<&Naskah> = usulan.naskah.values().filter(|n| n.voided.is_none()).collect();
        naskah.sort_by_key(|n| (made_at(usulan, n), n.id.clone()));
        for naskah in naskah {
            self.naskah(naskah);
        }
        let slot = Slot::Publication;
        let proofs = usulan.publication.iter().flat_map(|(_, publication)| &publication.proofs);
        let mut files: Vec<(DocumentId, String)> =
            proofs.map(|proof| (proof.clone(), String::new())).collect();
        files.extend(self.filed(&slot));
        if usulan.publication.is_some() || !files.is_empty() {
            let address = usulan.publication.as_ref().map(|(_, p)| p.address.clone()).unwrap_or_default();
            let happened = usulan.publication.as_ref().map(|(mark, _)| mark.happened);
            self.add(slot, &address, happened, files);
        }
        for recipient in usulan.recipients() {
            let slot = Slot::Receipt { recipient: recipient.id.clone() };
            let files = self.filed(&slot);
            let back = usulan.receipts.get(&recipient.id).map(|(mark, _)| mark.happened);
            if back.is_some() || !files.is_empty() {
                self.add(slot, &recipient.name, back, files);
            }
        }
        let ended = usulan
            .returned
            .as_ref()
            .map(|(mark, _)| *mark)
            .or_else(|| usulan.since.filter(|_| usulan.status == Status::TidakDilanjutkan));
        let files = self.filed(&Slot::ReturnLetter);
        // One that was signed here has a row of its own.
        let owes = self.owed.copies.iter().any(|(slot, _)| *slot == Slot::ReturnLetter);
        if owes || !files.is_empty() {
            self.add(Slot::ReturnLetter, "", ended.map(|mark| mark.happened), files);
        }
        self.corrections();
        self.others();
    }

    fn sheet(&mut self, slot: Slot, happened: Option<Happened>) {
        let name = slot_name(self.usulan, &slot);
        let printed = sheet_printed(self.usulan, &name);
        let files = self.filed(&slot);
        if happened.is_some() || printed.is_some() || !files.is_empty() {
            self.add(slot, "", happened, files);
            if let Some(paper) = self.found.last_mut() {
                paper.printed_at = printed;
            }
        }
    }

    fn naskah(&mut self, naskah: &Naskah) {
        let shown = naskah.valid().or_else(|| naskah.revisions.last());
        let Some(revision) = shown else { return };
        let slot = Slot::Naskah { naskah: naskah.id.clone() };
        let mut files: Vec<(u32, DocumentId)> = naskah
            .revisions
            .iter()
            .flat_map(|revision| &revision.copies)
            .filter_map(|(mark, copy)| Some((mark.seq, copied(copy)?.clone())))
            .collect();
        files.sort_by_key(|(seq, _)| *seq);
        let view = revision_view(revision);
        let detail = if view.number.is_empty() { format!("R{}", view.revision) } else { view.number.clone() };
        let happened = view.signed.or(view.approved).or(Some(view.ready));
        self.add(slot, &detail, happened, files.into_iter().map(|(_, file)| (file, String::new())).collect());
        if let Some(paper) = self.found.last_mut() {
            paper.printed_at = view.printed_at;
            if paper.state == "none" && !view.original_at.is_empty() {
                paper.state = "original_at".to_owned();
                paper.detail = [detail, view.original_at].join(" · ");
            }
        }
    }

    /// Scribbled drafts, one row per decide step.
    fn corrections(&mut self) {
        let mut by_step: BTreeMap<u32, Vec<(Happened, DocumentId)>> = BTreeMap::new();
        for naskah in self.usulan.naskah.values() {
            let lane = naskah.lane.as_deref().and_then(|lane| self.usulan.lane(lane));
            let Some(step) = lane.map(|lane| lane.decide) else { continue };
            for correction in naskah.revisions.iter().filter_map(|revision| revision.corrected.as_ref()) {
                if let Some(document) = &correction.document {
                    by_step.entry(step).or_default().push((correction.mark.happened, document.clone()));
                }
            }
        }
        for (step, mut files) in by_step {
            files.sort_by_key(|(happened, _)| happened.to);
            let happened = files.last().map(|(happened, _)| *happened);
            let files = files.into_iter().map(|(_, file)| (file, String::new())).collect();
            self.add(Slot::Other { step }, "", happened, files);
            if let Some(paper) = self.found.last_mut() {
                paper.name = "koreksi".to_owned();
            }
        }
    }

    /// Everything else, one row per step; the disposisi pimpinan came with the letter.
    fn others(&mut self) {
        let mut by_step: BTreeMap<u32, Vec<(DocumentId, String)>> = BTreeMap::new();
        let first = self.usulan.definition.first_step().map_or(1, |step| step.number);
        for (_, letter) in &self.usulan.letters {
            if let Some(document) = &letter.leader_disposition {
                by_step.entry(first).or_default().push((document.clone(), String::new()));
            }
        }
        for attachment in &self.usulan.attachments {
            if let Slot::Other { step } = attachment.slot {
                let file = (attachment.document.clone(), attachment.name.clone());
                by_step.entry(step).or_default().push(file);
            }
        }
        for (step, files) in by_step {
            let detail = files.last().map(|(_, name)| name.clone()).unwrap_or_default();
            self.add(Slot::Other { step }, &detail, None, files);
        }
    }

    fn filed(&self, slot: &Slot) -> Vec<(DocumentId, String)> {
        let names = self.usulan.attachments.iter().filter(|a| a.slot == *slot).map(|a| a.name.clone());
        filed(self.usulan, slot).map(|(_, document)| document.clone()).zip(names).collect()
    }

    fn add(
        &mut self,
        slot: Slot,
        detail: &str,
        happened: Option<Happened>,
        files: Vec<(DocumentId, String)>,
    ) {
        let owed = self.owed.copies.iter().any(|(of, _)| *of == slot);
        let state = match (owed, files.is_empty()) {
            (true, _) => "owed",
            (false, false) => "copy",
            (false, true) => "none",
        };
        let documents = files
            .into_iter()
            .map(|(document, name)| {
                let known = (self.documents)(&document);
                let mut view = known.unwrap_or_else(|| DocumentView {
                    document: document.clone(),
                    name: String::new(),
                    media: String::new(),
                    bytes: 0,
                    pages: 0,
                });
                if !name.is_empty() {
                    view.name = name;
                }
                view
            })
            .collect();
        self.found.push(PaperView {
            name: slot_name(self.usulan, &slot),
            slot,
            detail: detail.to_owned(),
            happened,
            state: state.to_owned(),
            documents,
            printed_at: None,
        });
    }
}

/// Where a naskah stands among the papers: in the order in which the SOP names the outputs.
fn made_at(usulan: &Usulan, naskah: &Naskah) -> Option<usize> {
    usulan.lanes.iter().position(|lane| naskah.lane.as_ref() == Some(&lane.id))
}

/// Riwayat, newest first: the frames that hold now, what was taken back, what stood before.
pub(crate) fn history(usulan: &Usulan, entries: &[Entry], look: &Look<'_>) -> Vec<HistoryEntry> {
    let frames: BTreeMap<u32, &Entry> = entries.iter().map(|entry| (entry.seq, entry)).collect();
    let numbers = mended_numbers(usulan.entries());
    let mut amended: BTreeMap<u32, Vec<AmendedView>> = BTreeMap::new();
    for entry in entries {
        if let Event::Amended { target, change, old, reason, .. } = &entry.event {
            amended.entry(*target).or_default().push(AmendedView {
                field: field_of(change).to_owned(),
                old: old.clone(),
                reason: reason.clone(),
                recorder: entry.record.recorder_name.clone(),
                at: entry.record.entered_at,
            });
        }
    }
    usulan
        .entries()
        .iter()
        .rev()
        .map(|entry| {
            let holds = frames.get(&entry.seq);
            let event = match numbers.get(&entry.seq) {
                Some(number) => numbered_anew(&entry.event, number),
                None => entry.event.clone(),
            };
            HistoryEntry {
                seq: entry.seq,
                record: holds.map_or(&entry.record, |entry| &entry.record).clone(),
                amendable: match holds {
                    Some(holds) => amendable_by(holds, look),
                    None => Vec::new(),
                },
                event,
                undone: holds.is_none(),
                amended: amended.remove(&entry.seq).unwrap_or_default(),
            }
        })
        .collect()
}

/// Fields that this account may mend: the petugas and whoever typed it all of them, the arsiparis the copy.
fn amendable_by(entry: &Entry, look: &Look<'_>) -> Vec<String> {
    let Some(account) = look.account else { return Vec::new() };
    let all = account.is(Role::Petugas) || entry.record.recorder == account.id;
    amendable(&entry.event)
        .iter()
        .filter(|field| all || (account.is(Role::Arsiparis) && **field == "copy"))
        .map(|field| (*field).to_owned())
        .collect()
}

fn field_of(change: &sop::act::Change) -> &'static str {
    match change {
        sop::act::Change::Time { .. } => "time",
        sop::act::Change::Actor { .. } => "actor",
        sop::act::Change::Copy { .. } => "copy",
        sop::act::Change::Number { .. } => "number",
    }
}

/// The event with the number that is right; what was typed first stays among the amendments.
fn numbered_anew(event: &Event, number: &str) -> Event {
    let mut event = event.clone();
    match &mut event {
        Event::Numbered { numbering } => number.clone_into(&mut numbering.number),
        Event::Received { letter, .. } => number.clone_into(&mut letter.agenda),
        _ => {}
    }
    event
}

/// Recipients of the letter of the send step.
pub(crate) fn recipients(usulan: &Usulan) -> Vec<RecipientView> {
    let sent = sent_to(usulan);
    usulan
        .recipients()
        .into_iter()
        .map(|recipient| {
            let delivery = sent.get(recipient.id.as_str());
            RecipientView {
                method: delivery.map(|(method, _)| (*method).to_owned()).unwrap_or_default(),
                sent: delivery.map(|(_, happened)| *happened),
                receipt: usulan.receipts.contains_key(&recipient.id),
                recipient,
            }
        })
        .collect()
}

/// The fields of LKPP's application, ready to paste (facts 4.3, DESK 6.4).
pub(crate) fn copy_fields(usulan: &Usulan, look: &Look<'_>) -> Vec<CopyFieldView> {
    let office = &look.state.office;
    let letter = usulan.letters.last().map(|(_, letter)| letter);
    let proposal = letter.map(|letter| numbered_and_dated(&letter.number, letter.date)).unwrap_or_default();
    let telaah = usulan.naskah_of_kind("telaah").and_then(Naskah::valid);
    let telaah = telaah.map(|revision| match &revision.numbered {
        Some((_, numbering)) => numbered_and_dated(&numbering.number, Some(numbering.date)),
        // A telaah usually carries no number; its date is that of the signature or the approval.
        None => {
            let mark = revision.signed.as_ref().map(|signature| signature.mark).or(revision.approved);
            let day = mark.map(|mark| look.calendar().date(mark.happened.to));
            numbered_and_dated("", day)
        }
    });
    let government = office.kop_government.trim_start_matches("PEMERINTAH ");
    let contact = [office.contact.as_str(), office.phone.as_str(), office.email.as_str()];
    let contact: Vec<&str> = contact.into_iter().filter(|part| !part.trim().is_empty()).collect();
    let field = |key: &str, value: String| CopyFieldView { key: key.to_owned(), value };
    vec![
        field("etalase", usulan.etalase.name.clone()),
        field("catalogue", format!("Katalog Elektronik Lokal {}", title_case(government)).trim().to_owned()),
        field("proposal", proposal),
        field("telaah", telaah.unwrap_or_default()),
        field("category", usulan.etalase.kind.clone()),
        field("kbli", usulan.etalase.kbli.join(", ")),
        // The schedule stands in the announcement's text only; it is copied from there.
        field("schedule", String::new()),
        field("contact", contact.join(", ")),
    ]
}

fn numbered_and_dated(number: &str, date: Option<chrono::NaiveDate>) -> String {
    let date = date.map(|date| date.format("%d/%m/%Y").to_string());
    [Some(number.trim().to_owned()).filter(|number| !number.is_empty()), date]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

fn title_case(words: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect::<String>())
            .unwrap_or_default()
    };
    words.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

/// Papers that are out: the valid revision was printed or signed, nobody corrected it, and its copy is not back; and
/// the lembar disposisi in the same way. Each with the time since when.
pub(crate) fn papers_out(usulan: &Usulan, entries: &[Entry]) -> Vec<(Slot, Option<Instant>)> {
    let mut out = Vec::new();
    let runs = usulan.status == Status::Berjalan && usulan.returned.is_none();
    let sheet = sheet_printed(usulan, "lembar-disposisi");
    let disposed = entries.iter().rev().find(|entry| {
        matches!(entry.event, Event::Disposed { .. }) && entry.record.evidence == Evidence::Later
    });
    let since = disposed.map(|entry| entry.record.happened.to).or(sheet.filter(|_| runs));
    if since.is_some() && filed(usulan, &Slot::Disposition).next().is_none() {
        out.push((Slot::Disposition, since));
    }
    for naskah in usulan.naskah.values().filter(|naskah| naskah.revoked.is_none()) {
        let Some(revision) = naskah.valid() else { continue };
        if !revision.copies.is_empty() || revision.corrected.is_some() {
            continue;
        }
        let signed = revision.signed.as_ref().map(|signature| signature.mark.happened.to);
        let printed = revision.queued.last().map(|(mark, ..)| mark.happened.to).filter(|_| runs);
        if let Some(since) = signed.or(printed) {
            out.push((Slot::Naskah { naskah: naskah.id.clone() }, Some(since)));
        }
    }
    out
}

//! What the journal holds. A kind and its fields never change once they have landed; a new meaning is a
//! new version, read through an upcast (PROCEDURE section 5).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::act::{
    Agency, Change, Checklist, Delivery, Deviation, Disposition, Etalase, LaneId, Merged, NaskahCopy,
    NaskahId, Numbering, ProposalLetter, Publication, ReadyRevision, Slot, Verdict,
};
use crate::record::{DocumentId, Record};

/// Version that this build writes for every kind of event.
pub const EVENT_VERSION: u32 = 1;

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A draft was begun for an agency.
    Drafted {
        /// SHA-256 of the definition that this usulan stays on.
        definition: String,
        /// For which agency.
        agency: Agency,
        /// What it proposes.
        etalase: Etalase,
    },
    /// The proposal letter was received.
    Received {
        /// SHA-256 of the definition that this usulan stays on.
        definition: String,
        /// From which agency.
        agency: Agency,
        /// What it proposes.
        etalase: Etalase,
        /// The letter.
        letter: ProposalLetter,
    },
    /// The disposisi was given.
    Disposed {
        /// The step.
        step: u32,
        /// What the sheet says.
        disposition: Disposition,
    },
    /// The disposisi was received.
    DispositionAccepted {
        /// The step.
        step: u32,
    },
    /// The checklist was answered.
    ChecklistAnswered {
        /// The step.
        step: u32,
        /// The answers.
        checklist: Checklist,
    },
    /// A revision became siap.
    RevisionReady {
        /// The revision.
        revision: ReadyRevision,
    },
    /// An output reached the Kabag's desk.
    HandedOver {
        /// The step.
        step: u32,
        /// The output.
        lane: LaneId,
        /// The revision.
        revision: u32,
    },
    /// An output was decided on.
    Decided {
        /// The step.
        step: u32,
        /// The output.
        lane: LaneId,
        /// The revision.
        revision: u32,
        /// What lay on the desk.
        body_hash: String,
        /// Setuju or koreksi.
        verdict: Verdict,
    },
    /// A negative telaah was approved: the usulan is not continued.
    NotContinued {
        /// The output whose approval ends it.
        lane: LaneId,
    },
    /// The etalase went on air.
    Published {
        /// The step.
        step: u32,
        /// Address and proof.
        publication: Publication,
    },
    /// A revision was signed.
    Signed {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Where.
        #[serde(default)]
        place: String,
    },
    /// A revision got number and date.
    Numbered {
        /// Number and date.
        numbering: Numbering,
    },
    /// The copy of a naskah was filed.
    CopyFiled {
        /// The naskah.
        naskah: NaskahId,
        /// The revision on the paper.
        revision: u32,
        /// What it is.
        copy: NaskahCopy,
    },
    /// A post outside the SOP sent a letter back.
    ReturnedOutside {
        /// The naskah.
        naskah: NaskahId,
        /// The revision that came back.
        revision: u32,
        /// What is to be mended.
        note: String,
    },
    /// A letter was handed over to recipients' ways.
    Sent {
        /// The step.
        step: u32,
        /// Per recipient.
        deliveries: Vec<Delivery>,
    },
    /// A receipt came back.
    ReceiptReturned {
        /// From whom.
        recipient: String,
        /// Who took it.
        #[serde(default)]
        taken_by: String,
    },
    /// Ditahan.
    Held {
        /// Why.
        reason: String,
    },
    /// Dilanjutkan.
    Resumed,
    /// Dikembalikan ke pengusul.
    ReturnedToProposer {
        /// Why.
        reason: String,
    },
    /// Persetujuan dicabut.
    ApprovalWithdrawn {
        /// Of which output.
        lane: LaneId,
        /// Why.
        reason: String,
    },
    /// Batal.
    Cancelled {
        /// Why.
        reason: String,
    },
    /// Dibuka kembali.
    Reopened {
        /// At which step.
        step: u32,
        /// Why.
        reason: String,
    },
    /// Berkas ditutup.
    Closed,
    /// Map dibawa ke ….
    FolderMoved {
        /// Where.
        place: String,
    },
    /// A document joined the berkas.
    Attached {
        /// Where it belongs.
        slot: Slot,
        /// Which.
        document: DocumentId,
        /// Its name.
        name: String,
    },
    /// A deviation was explained.
    Explained {
        /// The step.
        step: u32,
        /// Its round.
        round: u32,
        /// Cause, answerable, remedy.
        deviation: Deviation,
    },
    /// A step went on without a paper that should have been there.
    Deviated {
        /// The step.
        step: u32,
        /// Its round.
        round: u32,
        /// What is missing, why, who answers.
        deviation: Deviation,
    },
    /// An earlier revision is the valid one.
    RevisionPreferred {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Why.
        reason: String,
    },
    /// A revision is not used.
    RevisionDropped {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Why.
        reason: String,
    },
    /// A naskah is void.
    NaskahVoided {
        /// Which.
        naskah: NaskahId,
        /// Why.
        reason: String,
    },
    /// A signed naskah was revoked.
    NaskahRevoked {
        /// Which.
        naskah: NaskahId,
        /// What takes its place.
        successor: Option<NaskahId>,
        /// Why.
        reason: String,
    },
    /// "Diserahkan ke antrean": handed to a print queue; never "printed".
    Queued {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Name of the queue.
        printer: String,
        /// Copies.
        copies: u32,
    },
    /// A sheet that travels with the map (lembar disposisi, lembar kendali) was handed to a print queue. It has no
    /// revisions: it is made anew from the usulan at each printing, and what was printed is kept.
    SheetQueued {
        /// Its kind, e.g. `lembar-disposisi`.
        sheet: String,
        /// What was printed.
        document: DocumentId,
        /// Name of the queue.
        printer: String,
        /// Copies.
        copies: u32,
    },
    /// Each recipient has a letter of his own, with a print file of all and the buku ekspedisi, in the archive.
    Merged {
        /// The letters.
        merged: Merged,
    },
    /// A completed pass of a step was measured.
    Measured {
        /// The step.
        step: u32,
        /// The output, for steps with lanes.
        lane: Option<LaneId>,
        /// The round, from 1.
        round: u32,
        /// Shortest reading in working minutes.
        low: u32,
        /// Longest reading in working minutes.
        high: u32,
        /// Standard in working minutes, none when the SOP gives none.
        standard: Option<u32>,
        /// SHA-256 of the calendar used.
        calendar: String,
        /// Whether a date marked "perkiraan" was used.
        estimated: bool,
    },
    /// A record was mended.
    Amended {
        /// The event, by its number in the journal.
        target: u32,
        /// What is right.
        change: Change,
        /// The frame that holds from now on.
        now: Box<Record>,
        /// What stood before, in words of the field.
        old: String,
        /// What stands now.
        new: String,
        /// Why.
        reason: String,
    },
    /// An act was taken back.
    Undone {
        /// Which act of this usulan.
        undone: u32,
    },
}

impl Event {
    /// The kind as the journal's column holds it.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Drafted { .. } => "drafted",
            Event::Received { .. } => "received",
            Event::Disposed { .. } => "disposed",
            Event::DispositionAccepted { .. } => "disposition_accepted",
            Event::ChecklistAnswered { .. } => "checklist_answered",
            Event::RevisionReady { .. } => "revision_ready",
            Event::HandedOver { .. } => "handed_over",
            Event::Decided { .. } => "decided",
            Event::NotContinued { .. } => "not_continued",
            Event::Published { .. } => "published",
            Event::Signed { .. } => "signed",
            Event::Numbered { .. } => "numbered",
            Event::CopyFiled { .. } => "copy_filed",
            Event::ReturnedOutside { .. } => "returned_outside",
            Event::Sent { .. } => "sent",
            Event::ReceiptReturned { .. } => "receipt_returned",
            Event::Held { .. } => "held",
            Event::Resumed => "resumed",
            Event::ReturnedToProposer { .. } => "returned_to_proposer",
            Event::ApprovalWithdrawn { .. } => "approval_withdrawn",
            Event::Cancelled { .. } => "cancelled",
            Event::Reopened { .. } => "reopened",
            Event::Closed => "closed",
            Event::FolderMoved { .. } => "folder_moved",
            Event::Attached { .. } => "attached",
            Event::Explained { .. } => "explained",
            Event::Deviated { .. } => "deviated",
            Event::RevisionPreferred { .. } => "revision_preferred",
            Event::RevisionDropped { .. } => "revision_dropped",
            Event::NaskahVoided { .. } => "naskah_voided",
            Event::NaskahRevoked { .. } => "naskah_revoked",
            Event::Queued { .. } => "queued",
            Event::SheetQueued { .. } => "sheet_queued",
            Event::Merged { .. } => "merged",
            Event::Measured { .. } => "measured",
            Event::Amended { .. } => "amended",
            Event::Undone { .. } => "undone",
        }
    }
}

/// An event with its frame, not yet in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recorded {
    /// Who, on what ground, when.
    pub record: Record,
    /// What.
    pub event: Event,
}

/// An event as it stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Entry {
    /// Its number in the journal: the order of entry.
    pub seq: u32,
    /// Who, on what ground, when.
    pub record: Record,
    /// What.
    pub event: Event,
}

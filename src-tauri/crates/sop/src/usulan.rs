//! One usulan as its events make it. `evolve` adds one event; `replay` folds a journal. Both are pure, and
//! both give the same state (tested as a property).
//!
//! Undoing and mending do not edit anything: they are events, and the state is folded again with the record
//! that holds now. What was typed first stays in `entries`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::act::{
    Agency, Change, Checklist, Deviation, Etalase, LaneId, Merged, NaskahCopy, NaskahId, Numbering,
    ProposalLetter, Publication, ReadyRevision, Recipient, Slot, Verdict,
};
use crate::definition::{Definition, StepKind};
use crate::event::{Entry, Event};
use crate::record::{Actor, Basis, DocumentId, Evidence, Happened, Record};
use written::WrittenMark;

mod written;

/// Where an usulan stands (PROCEDURE section 3). Hold and return are overlays on `Berjalan`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nothing recorded yet.
    Baru,
    /// Drafted here for an agency; no clock runs.
    Konsep,
    /// Between receipt and step 9.
    Berjalan,
    /// Step 9 recorded.
    Selesai,
    /// All copies there, numbers recorded, late steps explained.
    BerkasLengkap,
    /// A negative telaah was approved.
    TidakDilanjutkan,
    /// Cancelled.
    Batal,
}

/// An event as a point of the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "WrittenMark", try_from = "WrittenMark")]
pub struct Mark {
    /// Its number in the journal.
    pub seq: u32,
    /// When it happened.
    pub happened: Happened,
}

impl Mark {
    /// What both had to wait for.
    pub fn latest(self, other: Mark) -> Mark {
        let seq = if self.happened.to >= other.happened.to { self.seq } else { other.seq };
        Mark { seq, happened: self.happened.latest(other.happened) }
    }
}

/// One pass of a step that has no lanes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// The step.
    pub step: u32,
    /// From 1.
    pub round: u32,
    /// What opened it.
    pub enabled: Mark,
    /// When its clock starts: later than `enabled` by a wait outside the SOP.
    pub start: Mark,
    /// When it was completed.
    pub end: Option<Mark>,
    /// Overtaken by a return, a reopening or a withdrawn approval.
    pub superseded: bool,
}

/// An output that reached the Kabag's desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// When.
    pub mark: Mark,
    /// Which revision.
    pub revision: u32,
}

/// The decision on an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When.
    pub mark: Mark,
    /// On which revision.
    pub revision: u32,
    /// Setuju or koreksi.
    pub verdict: Verdict,
}

/// One round of an output through its write and decide steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneRound {
    /// From 1.
    pub round: u32,
    /// When the write step's clock starts.
    pub start: Mark,
    /// When it reached the desk.
    pub handed: Option<Handed>,
    /// The decision.
    pub decided: Option<Decision>,
    /// The approval was withdrawn.
    pub withdrawn: Option<Mark>,
    /// Overtaken by a return or a reopening.
    pub superseded: bool,
    /// Begun at the decide step by a reopening there: the write step is not measured again.
    pub decide_only: bool,
}

/// Where an output stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LaneState {
    /// Its write step is not open.
    Waiting,
    /// It is being written.
    Writing,
    /// It lies on the Kabag's desk.
    OnDesk,
    /// Approved.
    Approved,
    /// Cancelled by a negative telaah.
    Cancelled,
}

/// An output that is decided on by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lane {
    /// Key.
    pub id: LaneId,
    /// Step that writes it.
    pub write: u32,
    /// Step that decides on it; the writing step itself when none does.
    pub decide: u32,
    /// Rounds, oldest first.
    pub rounds: Vec<LaneRound>,
    /// Cancelled by a negative telaah.
    pub cancelled: bool,
}

impl Lane {
    /// The round that counts now.
    pub fn current(&self) -> Option<&LaneRound> {
        self.rounds.last().filter(|round| !round.superseded && round.withdrawn.is_none())
    }

    /// Where it stands.
    pub fn state(&self) -> LaneState {
        if self.cancelled {
            return LaneState::Cancelled;
        }
        match self.current() {
            None => LaneState::Waiting,
            Some(LaneRound { decided: Some(_), .. }) => LaneState::Approved,
            // An output that no step decides on is done when it reaches the desk.
            Some(LaneRound { handed: Some(_), .. }) if self.decide == self.write => LaneState::Approved,
            Some(LaneRound { handed: Some(_), .. }) => LaneState::OnDesk,
            Some(_) => LaneState::Writing,
        }
    }
}

/// State of a revision beside its facts (PROCEDURE section 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RevisionState {
    /// Siap ditandatangani.
    Siap,
    /// A later revision is siap.
    Diganti,
    /// Tidak dipakai, with the reason.
    TidakDipakai(String),
}

/// A signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// When.
    pub mark: Mark,
    /// Who.
    pub actor: Actor,
    /// Where.
    pub place: String,
}

/// A correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// When.
    pub mark: Mark,
    /// The sentence.
    pub note: String,
    /// The scribbled draft.
    pub document: Option<DocumentId>,
}

/// One revision of a naskah with the facts recorded on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// As it was locked.
    pub ready: ReadyRevision,
    /// When it became siap.
    pub mark: Mark,
    /// Siap, diganti, tidak dipakai.
    pub state: RevisionState,
    /// Disetujui.
    pub approved: Option<Mark>,
    /// Dikoreksi.
    pub corrected: Option<Correction>,
    /// Ditandatangani.
    pub signed: Option<Signature>,
    /// Bernomor.
    pub numbered: Option<(Mark, Numbering)>,
    /// Salinan ada.
    pub copies: Vec<(Mark, NaskahCopy)>,
    /// Sent back from outside the SOP, with what was to be mended.
    pub returned_outside: Vec<(Mark, String)>,
    /// Handed to a print queue: when, queue, copies.
    pub queued: Vec<(Mark, String, u32)>,
    /// Each recipient's own letter, made so often; the last one counts.
    pub merged: Vec<(Mark, Merged)>,
}

/// A naskah of an usulan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naskah {
    /// Key.
    pub id: NaskahId,
    /// Kind.
    pub kind: String,
    /// Output it is.
    pub lane: Option<LaneId>,
    /// Revisions, oldest first.
    pub revisions: Vec<Revision>,
    /// Batal, with the reason.
    pub voided: Option<(Mark, String)>,
    /// Dicabut, with the reason.
    pub revoked: Option<(Mark, String)>,
}

impl Naskah {
    /// The revision with this number.
    pub fn revision(&self, revision: u32) -> Option<&Revision> {
        self.revisions.iter().find(|r| r.ready.revision == revision)
    }

    /// The valid revision: the last one that is siap.
    pub fn valid(&self) -> Option<&Revision> {
        if self.voided.is_some() {
            return None;
        }
        self.revisions.iter().rev().find(|r| r.state == RevisionState::Siap)
    }

    /// Whether a revision of the naskah was ever sent back from outside the SOP.
    pub fn returned_outside(&self) -> bool {
        self.revisions.iter().any(|r| !r.returned_outside.is_empty())
    }
}

/// A hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// Since.
    pub from: Mark,
    /// Until.
    pub to: Option<Mark>,
    /// Why.
    pub reason: String,
}

/// A delivery of the letter of the send step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    /// When.
    pub mark: Mark,
    /// To whom.
    pub recipient: Recipient,
    /// Cara kirim.
    pub method: String,
}

/// A measured pass, as stored when it was completed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measure {
    /// The step.
    pub step: u32,
    /// The output.
    pub lane: Option<LaneId>,
    /// The round.
    pub round: u32,
    /// Shortest reading, working minutes.
    pub low: u32,
    /// Longest reading, working minutes.
    pub high: u32,
    /// Standard, working minutes.
    pub standard: Option<u32>,
    /// Calendar used.
    pub calendar: String,
    /// Rests on a date marked "perkiraan".
    pub estimated: bool,
}

/// A sheet that travels with the map, handed to a print queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintedSheet {
    /// When.
    pub mark: Mark,
    /// Its kind, e.g. `lembar-disposisi`.
    pub sheet: String,
    /// What was printed.
    pub document: DocumentId,
    /// Name of the queue.
    pub printer: String,
    /// Copies.
    pub copies: u32,
}

/// A document of the berkas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// When it joined.
    pub mark: Mark,
    /// Where it belongs.
    pub slot: Slot,
    /// Which.
    pub document: DocumentId,
    /// Its name.
    pub name: String,
}

/// What is left of an event when the journal is let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trace {
    /// Its place in the journal.
    pub seq: u32,
    /// Its name ([`Event::kind`]).
    pub kind: Cow<'static, str>,
    /// The step that it records, if it is of a step.
    pub step: Option<u32>,
}

/// One usulan. Written down it is how it stands: without its journal, whose evidence is elsewhere, and without its SOP,
/// which whoever reads it must give it back (`definition` is empty then).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usulan {
    /// The SOP it began with and stays on.
    #[serde(skip)]
    pub definition: Arc<Definition>,
    /// Its journal; empty once it was let go ([`Usulan::without_journal`]), and then what it was is in `trail`.
    #[serde(skip)]
    entries: Vec<Entry>,
    trail: Vec<Trace>,
    /// Acts recorded so far; the next one gets the next number.
    pub acts: u32,
    /// Status without overlays.
    pub status: Status,
    /// When that status began.
    pub since: Option<Mark>,
    /// Why it ended, for batal.
    pub reason: String,
    /// Holds, oldest first.
    pub holds: Vec<Hold>,
    /// Returned to the proposer: when and why, while it is so.
    pub returned: Option<(Mark, String)>,
    /// Agency.
    pub agency: Option<Agency>,
    /// What is proposed.
    pub etalase: Etalase,
    /// The letters received, the latest one last.
    pub letters: Vec<(Mark, ProposalLetter)>,
    /// What the disposisi says.
    pub disposition: Option<crate::act::Disposition>,
    /// Passes of steps without lanes.
    pub passes: Vec<Pass>,
    /// Outputs.
    pub lanes: Vec<Lane>,
    /// The checklist of the write step.
    pub checklist: Option<(Mark, Checklist)>,
    /// Naskah by key.
    pub naskah: BTreeMap<NaskahId, Naskah>,
    /// Proof of tayang.
    pub publication: Option<(Mark, Publication)>,
    /// Deliveries of the current pass of the send step.
    pub sendings: Vec<Sending>,
    /// Receipts that came back: recipient key and who took it.
    pub receipts: BTreeMap<String, (Mark, String)>,
    /// Documents of the berkas.
    pub attachments: Vec<Attachment>,
    /// Sheets handed to a print queue, oldest first.
    pub sheets: Vec<PrintedSheet>,
    /// Explanations by step and round.
    #[serde(with = "written::pairs")]
    pub explanations: BTreeMap<(u32, u32), Deviation>,
    /// Deviations accepted at an act, by step and round.
    #[serde(with = "written::pairs")]
    pub deviations: BTreeMap<(u32, u32), Deviation>,
    /// Latest measure per step, output and round.
    #[serde(with = "written::pairs")]
    pub measures: BTreeMap<(u32, Option<LaneId>, u32), Measure>,
    /// Where the map was last said to be.
    pub moved: Option<(Mark, String)>,
    /// Last event by entry.
    pub seen: u32,
}

/// An event that holds, with the frame that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing<'a> {
    /// Its place in the journal.
    pub seq: u32,
    /// Its frame, as it was mended last.
    pub record: &'a Record,
    /// What happened.
    pub event: &'a Event,
}

impl Usulan {
    /// An usulan of which nothing is recorded yet.
    pub fn new(definition: Arc<Definition>) -> Usulan {
        let lanes = definition
            .lanes()
            .into_iter()
            .map(|lane| Lane {
                id: lane.id().to_owned(),
                write: lane.write,
                decide: lane.decide.unwrap_or(lane.write),
                rounds: Vec::new(),
                cancelled: false,
            })
            .collect();
        Usulan {
            definition,
            entries: Vec::new(),
            trail: Vec::new(),
            acts: 0,
            status: Status::Baru,
            since: None,
            reason: String::new(),
            holds: Vec::new(),
            returned: None,
            agency: None,
            etalase: Etalase::default(),
            letters: Vec::new(),
            disposition: None,
            passes: Vec::new(),
            lanes,
            checklist: None,
            naskah: BTreeMap::new(),
            publication: None,
            sendings: Vec::new(),
            receipts: BTreeMap::new(),
            attachments: Vec::new(),
            sheets: Vec::new(),
            explanations: BTreeMap::new(),
            deviations: BTreeMap::new(),
            measures: BTreeMap::new(),
            moved: None,
            seen: 0,
        }
    }

    /// Folds a journal, in order of entry.
    pub fn replay(definition: Arc<Definition>, entries: impl IntoIterator<Item = Entry>) -> Usulan {
        let entries: Vec<Entry> = entries.into_iter().collect();
        let mut usulan = Usulan::new(definition);
        let frames = frames(&entries);
        let numbers = mended_numbers(&entries);
        for entry in &entries {
            if let Some(record) = frames.get(&entry.seq) {
                match numbers.get(&entry.seq) {
                    Some(number) => usulan.apply(entry.seq, record, &renumbered(&entry.event, number)),
                    None => usulan.apply(entry.seq, record, &entry.event),
                }
            }
        }
        usulan.acts = entries.iter().map(|entry| entry.record.act).max().unwrap_or(0);
        usulan.seen = entries.last().map_or(0, |entry| entry.seq);
        usulan.entries = entries;
        usulan
    }

    /// Adds one event. Undoing and mending fold the journal again.
    #[must_use]
    pub fn evolve(mut self, entry: Entry) -> Usulan {
        debug_assert!(self.has_journal(), "the journal of this usulan was let go");
        match &entry.event {
            Event::Undone { .. } | Event::Amended { .. } => {
                let definition = Arc::clone(&self.definition);
                let mut entries = self.entries;
                entries.push(entry);
                Usulan::replay(definition, entries)
            }
            event => {
                self.apply(entry.seq, &entry.record, event);
                self.acts = self.acts.max(entry.record.act);
                self.seen = entry.seq;
                self.entries.push(entry);
                self
            }
        }
    }

    /// Its journal, undone and mended events included.
    pub fn entries(&self) -> &[Entry] {
        debug_assert!(self.has_journal(), "the journal of this usulan was let go");
        &self.entries
    }

    fn has_journal(&self) -> bool {
        self.seen == 0 || !self.entries.is_empty()
    }

    /// The usulan as it stands, without the journal that it was folded from, which is most of its memory: for many that
    /// are kept at hand only to ask where they stand. What asks for the journal needs it read again.
    #[must_use]
    pub fn without_journal(mut self) -> Usulan {
        let entries = std::mem::take(&mut self.entries);
        self.trail = entries.iter().map(|entry| self.traced(entry)).collect();
        // A list that grew has room for more than it holds; nothing is added here any more.
        self.letters.shrink_to_fit();
        self.passes.shrink_to_fit();
        for lane in &mut self.lanes {
            lane.rounds.shrink_to_fit();
        }
        for naskah in self.naskah.values_mut() {
            naskah.revisions.shrink_to_fit();
        }
        self.sendings.shrink_to_fit();
        self.attachments.shrink_to_fit();
        self.sheets.shrink_to_fit();
        self
    }

    /// What an entry of the journal was, whether the journal is at hand or not.
    pub fn trace(&self, seq: u32) -> Option<Trace> {
        let kept = || self.trail.iter().find(|trace| trace.seq == seq).cloned();
        self.entries.iter().find(|entry| entry.seq == seq).map(|entry| self.traced(entry)).or_else(kept)
    }

    fn traced(&self, entry: &Entry) -> Trace {
        let step = match &entry.event {
            Event::Received { .. } => self.definition.first_step().map(|step| step.number),
            Event::Disposed { step, .. }
            | Event::DispositionAccepted { step }
            | Event::HandedOver { step, .. }
            | Event::Decided { step, .. }
            | Event::Published { step, .. }
            | Event::Sent { step, .. } => Some(*step),
            _ => None,
        };
        Trace { seq: entry.seq, kind: entry.event.kind().into(), step }
    }

    /// Whether both stand alike, whatever was recorded on the way.
    pub fn stands_as(&self, other: &Usulan) -> bool {
        let standing = |usulan: &Usulan| Usulan {
            entries: Vec::new(),
            trail: Vec::new(),
            acts: 0,
            seen: 0,
            ..usulan.clone()
        };
        standing(self) == standing(other)
    }

    /// The frame that holds now for an event, none when it was taken back.
    pub fn frame(&self, seq: u32) -> Option<Record> {
        frames(self.entries()).get(&seq).cloned()
    }

    /// The events that hold, with the frames that hold.
    pub fn standing(&self) -> Vec<Standing<'_>> {
        let undone = undone_acts(self.entries());
        let holds = |entry: &&Entry| !undone.contains(&entry.record.act);
        let mut amended: BTreeMap<u32, &Record> = BTreeMap::new();
        for entry in self.entries.iter().filter(holds) {
            if let Event::Amended { target, now, .. } = &entry.event {
                amended.insert(*target, now);
            }
        }
        self.entries
            .iter()
            .filter(holds)
            .map(|entry| Standing {
                seq: entry.seq,
                record: amended.get(&entry.seq).copied().unwrap_or(&entry.record),
                event: &entry.event,
            })
            .collect()
    }

    /// As [`Usulan::standing`], to be kept.
    pub fn standing_entries(&self) -> Vec<Entry> {
        self.standing()
            .into_iter()
            .map(|held| Entry { seq: held.seq, record: held.record.clone(), event: held.event.clone() })
            .collect()
    }

    /// The hold that lasts.
    pub fn hold(&self) -> Option<&Hold> {
        self.holds.last().filter(|hold| hold.to.is_none())
    }

    /// An output by key.
    pub fn lane(&self, id: &str) -> Option<&Lane> {
        self.lanes.iter().find(|lane| lane.id == id)
    }

    /// The naskah of an output, the latest one that is neither void nor revoked.
    pub fn naskah_of_lane(&self, lane: &str) -> Option<&Naskah> {
        self.latest_naskah(|naskah| naskah.lane.as_deref() == Some(lane))
    }

    /// The naskah of a kind, the latest one that is neither void nor revoked.
    pub fn naskah_of_kind(&self, kind: &str) -> Option<&Naskah> {
        self.latest_naskah(|naskah| naskah.kind == kind)
    }

    /// Latest by entry, not by key: keys are the office's and need not sort by age.
    fn latest_naskah(&self, wanted: impl Fn(&Naskah) -> bool) -> Option<&Naskah> {
        self.naskah
            .values()
            .filter(|n| n.voided.is_none() && n.revoked.is_none() && wanted(n))
            .max_by_key(|n| n.revisions.last().map_or(0, |revision| revision.mark.seq))
    }

    /// The open pass of a step without lanes.
    pub fn open_pass(&self, step: u32) -> Option<&Pass> {
        self.passes.iter().rev().find(|pass| pass.step == step && pass.end.is_none() && !pass.superseded)
    }

    /// Steps that are open now, lowest first; empty unless the usulan runs.
    pub fn open_steps(&self) -> Vec<u32> {
        if self.status != Status::Berjalan || self.returned.is_some() {
            return Vec::new();
        }
        let mut steps: BTreeSet<u32> =
            self.passes.iter().filter(|p| p.end.is_none() && !p.superseded).map(|p| p.step).collect();
        for lane in &self.lanes {
            match lane.state() {
                LaneState::Writing => {
                    steps.insert(lane.write);
                }
                LaneState::OnDesk => {
                    steps.insert(lane.decide);
                }
                LaneState::Waiting | LaneState::Approved | LaneState::Cancelled => {}
            }
        }
        steps.into_iter().collect()
    }

    /// The kind of a step.
    pub fn kind_of(&self, step: u32) -> Option<StepKind> {
        self.definition.step(step).map(|s| s.kind)
    }

    /// The letter of the send step: the lane decided before it, and its naskah.
    pub fn letter_to_send(&self) -> Option<&Naskah> {
        let lane = self.sending_lane()?;
        self.naskah_of_lane(&lane.id)
    }

    /// The output whose letter the send step hands over: the one of the last decide step.
    pub fn sending_lane(&self) -> Option<&Lane> {
        self.lanes.iter().max_by_key(|lane| lane.decide)
    }

    /// Whether the usulan waits outside the SOP: approved, not yet signed by a post, before the send step.
    pub fn waits_outside(&self) -> bool {
        // A number may be there before the signature: only the signature ends the wait.
        self.open_send().is_some()
            && self.letter_to_send().and_then(Naskah::valid).is_none_or(|revision| revision.signed.is_none())
    }

    /// The open pass of the send step.
    pub fn open_send(&self) -> Option<&Pass> {
        self.passes
            .iter()
            .rev()
            .find(|p| p.end.is_none() && !p.superseded && self.kind_of(p.step) == Some(StepKind::Send))
    }

    /// Recipients of the letter of the send step, as locked, or as sent when nothing was locked with names.
    pub fn recipients(&self) -> Vec<Recipient> {
        let locked = self
            .letter_to_send()
            .and_then(Naskah::valid)
            .map(|revision| revision.ready.recipients.clone())
            .unwrap_or_default();
        if !locked.is_empty() {
            return locked;
        }
        let mut seen = BTreeSet::new();
        self.sendings
            .iter()
            .filter(|sending| seen.insert(sending.recipient.id.clone()))
            .map(|sending| sending.recipient.clone())
            .collect()
    }

    /// Intervals in which the clock of `start..end` did not run: holds, as certain bounds.
    pub fn hold_intervals(&self) -> impl Iterator<Item = &Hold> {
        self.holds.iter()
    }

    fn open(&mut self, step: u32, mark: Mark) {
        let round = 1 + self.passes.iter().filter(|pass| pass.step == step).count() as u32;
        self.passes.push(Pass { step, round, enabled: mark, start: mark, end: None, superseded: false });
    }

    /// Opens what follows a completed step.
    fn advance(&mut self, step: u32, mark: Mark) {
        let Some((next, kind)) = self.definition.step_after(step).map(|s| (s.number, s.kind)) else { return };
        match kind {
            StepKind::Write => self.begin_together(mark, |lane| lane.write == next && !lane.cancelled),
            // A decide step opens lane by lane, as outputs reach the desk.
            StepKind::Decide => {}
            StepKind::Register
            | StepKind::Dispose
            | StepKind::Receive
            | StepKind::Publish
            | StepKind::Send => {
                self.open(next, mark);
                self.refresh_starts();
            }
        }
    }

    fn close_pass(&mut self, step: u32, mark: Mark) {
        if let Some(pass) =
            self.passes.iter_mut().rev().find(|p| p.step == step && p.end.is_none() && !p.superseded)
        {
            pass.end = Some(mark);
        }
    }

    /// The clock of a publish or send step starts when the last signature from outside the SOP is there; that
    /// of a send step also waits for signature, number and stamp by others (PROCEDURE sections 3 and 4).
    fn refresh_starts(&mut self) {
        let mut starts = Vec::new();
        for (index, pass) in self.passes.iter().enumerate().filter(|(_, pass)| !pass.superseded) {
            let Some(kind) = self.kind_of(pass.step) else { continue };
            if !matches!(kind, StepKind::Publish | StepKind::Send) {
                continue;
            }
            let mut start = pass.enabled;
            let last_decide = self.lanes.iter().map(|l| l.decide).filter(|d| *d < pass.step).max();
            for lane in self.lanes.iter().filter(|lane| Some(lane.decide) == last_decide) {
                let Some(revision) = self.naskah_of_lane(&lane.id).and_then(Naskah::valid) else {
                    // The letter was revoked after it had gone out: the wait for its signature was real.
                    if pass.end.is_some() {
                        start = pass.start;
                    }
                    continue;
                };
                let counts = kind == StepKind::Send || revision.ready.signer_outside;
                let before_end =
                    |mark: Mark| pass.end.is_none_or(|end| mark.happened.from <= end.happened.to);
                if let Some(signature) = revision.signed.as_ref().filter(|s| counts && before_end(s.mark)) {
                    start = start.latest(signature.mark);
                }
                if let Some((mark, _)) =
                    revision.numbered.as_ref().filter(|(mark, _)| kind == StepKind::Send && before_end(*mark))
                {
                    start = start.latest(*mark);
                }
            }
            starts.push((index, start));
        }
        for (index, start) in starts {
            self.passes[index].start = start;
        }
    }

    /// Overtakes everything that is open or done from `step` on.
    fn supersede_from(&mut self, step: u32) {
        for pass in self.passes.iter_mut().filter(|pass| pass.step >= step) {
            pass.superseded = true;
        }
        for lane in self.lanes.iter_mut().filter(|lane| lane.write >= step) {
            lane.cancelled = false;
            for round in &mut lane.rounds {
                round.superseded = true;
            }
        }
    }

    fn set_status(&mut self, status: Status, mark: Mark, reason: &str) {
        self.status = status;
        self.since = Some(mark);
        reason.clone_into(&mut self.reason);
    }

    fn apply(&mut self, seq: u32, record: &Record, event: &Event) {
        let mark = Mark { seq, happened: record.happened };
        match event {
            Event::Drafted { agency, etalase, .. } => {
                self.agency = Some(agency.clone());
                self.etalase = etalase.clone();
                self.set_status(Status::Konsep, mark, "");
            }
            Event::Received { agency, etalase, letter, .. } => {
                self.agency = Some(agency.clone());
                self.etalase = etalase.clone();
                self.letters.push((mark, letter.clone()));
                self.returned = None;
                // A new letter is checked anew.
                self.checklist = None;
                self.set_status(Status::Berjalan, mark, "");
                let first = self.definition.first_step().map(|step| step.number);
                self.supersede_from(first.unwrap_or(1));
                if let Some(first) = first {
                    self.open(first, mark);
                    self.close_pass(first, mark);
                    self.advance(first, mark);
                }
                self.file_evidence(mark, record, Slot::ProposalLetter);
            }
            Event::Disposed { step, disposition } => {
                self.disposition = Some(disposition.clone());
                self.close_pass(*step, mark);
                self.advance(*step, mark);
                self.file_evidence(mark, record, Slot::Disposition);
            }
            Event::DispositionAccepted { step } => {
                self.close_pass(*step, mark);
                self.advance(*step, mark);
                self.file_evidence(mark, record, Slot::Disposition);
            }
            Event::ChecklistAnswered { checklist, .. } => self.checklist = Some((mark, checklist.clone())),
            Event::RevisionReady { revision } => self.add_revision(mark, revision),
            Event::HandedOver { step, lane, revision } => {
                if let Some(round) = self.lane_mut(lane).and_then(Lane::current_mut) {
                    round.handed = Some(Handed { mark, revision: *revision });
                }
                let siblings: Vec<&Lane> = self.lanes.iter().filter(|l| l.write == *step).collect();
                if siblings.iter().all(|l| l.decide == l.write && l.state() == LaneState::Approved) {
                    let last = siblings
                        .iter()
                        .filter_map(|l| l.current()?.handed.map(|handed| handed.mark))
                        .reduce(Mark::latest)
                        .unwrap_or(mark);
                    self.advance(*step, last);
                }
            }
            Event::Decided { step, lane, revision, verdict, .. } => {
                self.decided(mark, record, *step, lane, *revision, verdict);
            }
            Event::NotContinued { lane } => {
                // Approved or not: with a negative telaah nothing else is carried on.
                for other in self.lanes.iter_mut().filter(|other| other.id != *lane) {
                    other.cancelled = true;
                }
                for pass in self.passes.iter_mut().filter(|pass| pass.end.is_none()) {
                    pass.superseded = true;
                }
                self.set_status(Status::TidakDilanjutkan, mark, "");
            }
            Event::Published { step, publication } => {
                self.publication = Some((mark, publication.clone()));
                self.close_pass(*step, mark);
                self.advance(*step, mark);
            }
            Event::Signed { naskah, revision, place } => {
                let signature = Signature { mark, actor: record.actor.clone(), place: place.clone() };
                if let Some(found) = self.revision_mut(naskah, *revision) {
                    found.signed = Some(signature);
                    if let Evidence::Document { document } = &record.evidence {
                        found.copies.push((mark, NaskahCopy::Scan { document: document.clone() }));
                    }
                }
                self.refresh_starts();
            }
            Event::Numbered { numbering } => {
                if let Some(found) = self.revision_mut(&numbering.naskah, numbering.revision) {
                    found.numbered = Some((mark, numbering.clone()));
                }
                self.refresh_starts();
            }
            Event::CopyFiled { naskah, revision, copy } => {
                if let Some(found) = self.revision_mut(naskah, *revision) {
                    found.copies.push((mark, copy.clone()));
                }
            }
            Event::ReturnedOutside { naskah, revision, note } => {
                if let Some(found) = self.revision_mut(naskah, *revision) {
                    found.returned_outside.push((mark, note.clone()));
                }
            }
            Event::Sent { step, deliveries } => {
                for delivery in deliveries {
                    self.sendings.push(Sending {
                        mark,
                        recipient: delivery.recipient.clone(),
                        method: delivery.method.clone(),
                    });
                }
                let sent: BTreeSet<&str> = self.sendings.iter().map(|s| s.recipient.id.as_str()).collect();
                if self.recipients().iter().all(|recipient| sent.contains(recipient.id.as_str())) {
                    let last = self.sendings.iter().map(|s| s.mark).reduce(Mark::latest).unwrap_or(mark);
                    self.close_pass(*step, last);
                    self.set_status(Status::Selesai, last, "");
                    self.refresh_starts();
                }
            }
            Event::ReceiptReturned { recipient, taken_by } => {
                self.receipts.insert(recipient.clone(), (mark, taken_by.clone()));
                self.file_evidence(mark, record, Slot::Receipt { recipient: recipient.clone() });
            }
            Event::Held { reason } => self.holds.push(Hold { from: mark, to: None, reason: reason.clone() }),
            Event::Resumed => {
                if let Some(hold) = self.holds.last_mut() {
                    hold.to = Some(mark);
                }
            }
            Event::ReturnedToProposer { reason } => {
                self.end_hold(mark);
                self.returned = Some((mark, reason.clone()));
                self.file_evidence(mark, record, Slot::ReturnLetter);
            }
            Event::ApprovalWithdrawn { lane, .. } => {
                let Some(decide) = self.lane(lane).map(|lane| lane.decide) else { return };
                for pass in self.passes.iter_mut().filter(|pass| pass.step > decide && pass.end.is_none()) {
                    pass.superseded = true;
                }
                self.clear_approvals(|found| found.id == *lane);
                if let Some(found) = self.lane_mut(lane) {
                    if let Some(round) = found.rounds.last_mut() {
                        round.withdrawn = Some(mark);
                    }
                    found.begin(mark);
                }
            }
            Event::Cancelled { reason } => {
                self.end_hold(mark);
                self.returned = None;
                self.set_status(Status::Batal, mark, reason);
            }
            Event::Reopened { step, .. } => self.reopen(mark, *step),
            Event::Closed => self.set_status(Status::BerkasLengkap, mark, ""),
            Event::FolderMoved { place } => self.moved = Some((mark, place.clone())),
            Event::Attached { slot, document, name } => {
                self.attachments.push(Attachment {
                    mark,
                    slot: slot.clone(),
                    document: document.clone(),
                    name: name.clone(),
                });
                if let Slot::Naskah { naskah } = slot
                    && let Some(revision) = self.naskah.get(naskah).and_then(Naskah::valid)
                {
                    let number = revision.ready.revision;
                    if let Some(found) = self.revision_mut(naskah, number) {
                        found.copies.push((mark, NaskahCopy::Scan { document: document.clone() }));
                    }
                }
            }
            Event::Explained { step, round, deviation } => {
                self.explanations.insert((*step, *round), deviation.clone());
            }
            Event::Deviated { step, round, deviation } => {
                self.deviations.insert((*step, *round), deviation.clone());
            }
            Event::RevisionPreferred { naskah, revision, reason } => {
                if let Some(found) = self.naskah.get_mut(naskah) {
                    for other in &mut found.revisions {
                        if other.ready.revision == *revision {
                            other.state = RevisionState::Siap;
                        } else if other.ready.revision > *revision {
                            other.state = RevisionState::TidakDipakai(reason.clone());
                        } else if other.state == RevisionState::Siap {
                            other.state = RevisionState::Diganti;
                        }
                    }
                }
                self.refresh_starts();
            }
            Event::RevisionDropped { naskah, revision, reason } => {
                if let Some(found) = self.revision_mut(naskah, *revision) {
                    found.state = RevisionState::TidakDipakai(reason.clone());
                }
            }
            Event::NaskahVoided { naskah, reason } => {
                if let Some(found) = self.naskah.get_mut(naskah) {
                    found.voided = Some((mark, reason.clone()));
                }
            }
            Event::NaskahRevoked { naskah, reason, .. } => {
                if let Some(found) = self.naskah.get_mut(naskah) {
                    found.revoked = Some((mark, reason.clone()));
                }
            }
            Event::Queued { naskah, revision, printer, copies } => {
                if let Some(found) = self.revision_mut(naskah, *revision) {
                    found.queued.push((mark, printer.clone(), *copies));
                }
            }
            Event::Merged { merged } => {
                if let Some(found) = self.revision_mut(&merged.naskah, merged.revision) {
                    found.merged.push((mark, merged.clone()));
                }
            }
            Event::SheetQueued { sheet, document, printer, copies } => self.sheets.push(PrintedSheet {
                mark,
                sheet: sheet.clone(),
                document: document.clone(),
                printer: printer.clone(),
                copies: *copies,
            }),
            Event::Measured { step, lane, round, low, high, standard, calendar, estimated } => {
                self.measures.insert(
                    (*step, lane.clone(), *round),
                    Measure {
                        step: *step,
                        lane: lane.clone(),
                        round: *round,
                        low: *low,
                        high: *high,
                        standard: *standard,
                        calendar: calendar.clone(),
                        estimated: *estimated,
                    },
                );
            }
            // Folded in `frames`.
            Event::Amended { .. } | Event::Undone { .. } => {}
        }
    }

    fn decided(
        &mut self,
        mark: Mark,
        record: &Record,
        step: u32,
        lane: &str,
        revision: u32,
        verdict: &Verdict,
    ) {
        let naskah = self.naskah_of_lane(lane).map(|naskah| naskah.id.clone());
        if let Some(round) = self.lane_mut(lane).and_then(Lane::current_mut) {
            round.decided = Some(Decision { mark, revision, verdict: verdict.clone() });
        }
        let found = naskah.as_deref().and_then(|naskah| self.revision_mut(naskah, revision));
        let negative = found.as_ref().is_some_and(|found| found.ready.negative);
        match verdict {
            Verdict::Approve { .. } => {
                if let Some(found) = found {
                    found.approved = Some(mark);
                    if let Evidence::Document { document } = &record.evidence {
                        found.copies.push((mark, NaskahCopy::Scan { document: document.clone() }));
                    }
                }
                let siblings: Vec<&Lane> =
                    self.lanes.iter().filter(|l| l.decide == step && !l.cancelled).collect();
                if !negative && siblings.iter().all(|l| l.state() == LaneState::Approved) {
                    let last = siblings
                        .iter()
                        .filter_map(|l| l.current()?.decided.as_ref().map(|d| d.mark))
                        .reduce(Mark::latest)
                        .unwrap_or(mark);
                    self.advance(step, last);
                }
            }
            Verdict::Correct { note, document } => {
                if let Some(found) = found {
                    found.corrected =
                        Some(Correction { mark, note: note.clone(), document: document.clone() });
                }
                if let Some(lane) = self.lane_mut(lane) {
                    lane.begin(mark);
                }
            }
        }
    }

    fn reopen(&mut self, mark: Mark, step: u32) {
        // What lay on the desk of a decide step, before everything is overtaken.
        let on_desk: BTreeMap<LaneId, u32> = self
            .lanes
            .iter()
            .filter_map(|lane| {
                let handed = lane.rounds.last()?.handed?;
                // A letter mended for a post outside the SOP is the one that is decided on again.
                let valid = self.naskah_of_lane(&lane.id).and_then(Naskah::valid);
                Some((lane.id.clone(), valid.map_or(handed.revision, |valid| valid.ready.revision)))
            })
            .collect();
        self.supersede_from(step);
        self.clear_approvals(|lane| lane.decide >= step);
        self.set_status(Status::Berjalan, mark, "");
        let has = |kind: StepKind| self.definition.steps.iter().any(|s| s.number >= step && s.kind == kind);
        let (republished, resent) = (has(StepKind::Publish), has(StepKind::Send));
        if republished {
            self.publication = None;
        }
        if resent {
            self.sendings.clear();
            self.receipts.clear();
        }
        let first_write = self.definition.steps.iter().find(|s| s.kind == StepKind::Write).map(|s| s.number);
        if first_write.is_some_and(|write| step <= write) {
            self.checklist = None;
        }
        let rewritten: Vec<LaneId> =
            self.lanes.iter().filter(|lane| lane.write >= step).map(|lane| lane.id.clone()).collect();
        for naskah in self.naskah.values_mut() {
            if naskah.lane.as_ref().is_some_and(|lane| rewritten.contains(lane)) {
                for revision in &mut naskah.revisions {
                    if revision.state == RevisionState::Siap {
                        revision.state = RevisionState::Diganti;
                    }
                }
            }
        }
        match self.kind_of(step) {
            Some(StepKind::Write) => self.begin_together(mark, |lane| lane.write == step),
            Some(StepKind::Decide) => {
                for lane in self.lanes.iter_mut().filter(|lane| lane.decide == step) {
                    lane.cancelled = false;
                    for round in &mut lane.rounds {
                        round.superseded = true;
                    }
                }
                self.begin_together(mark, |lane| lane.decide == step);
                for lane in self.lanes.iter_mut().filter(|lane| lane.decide == step) {
                    let revision = on_desk.get(&lane.id).copied();
                    if let (Some(revision), Some(round)) = (revision, lane.current_mut()) {
                        round.handed = Some(Handed { mark, revision });
                        round.decide_only = true;
                    }
                }
            }
            Some(
                StepKind::Register
                | StepKind::Dispose
                | StepKind::Receive
                | StepKind::Publish
                | StepKind::Send,
            ) => {
                self.open(step, mark);
                self.refresh_starts();
            }
            None => {}
        }
    }

    /// Outputs whose work begins at one moment share the number of their round, so that a step and a round
    /// name one stretch of work, also after a reopening.
    fn begin_together(&mut self, mark: Mark, wanted: impl Fn(&Lane) -> bool) {
        let last = |lane: &Lane| lane.rounds.last().map_or(0, |round| round.round);
        let round = 1 + self.lanes.iter().filter(|lane| wanted(lane)).map(last).max().unwrap_or(0);
        for lane in self.lanes.iter_mut().filter(|lane| wanted(lane)) {
            lane.begin_round(mark, round);
        }
    }

    /// The approvals of these outputs no longer hold; the journal keeps them.
    fn clear_approvals(&mut self, wanted: impl Fn(&Lane) -> bool) {
        let lanes: Vec<LaneId> =
            self.lanes.iter().filter(|lane| wanted(lane)).map(|lane| lane.id.clone()).collect();
        for naskah in self.naskah.values_mut() {
            if naskah.lane.as_ref().is_some_and(|lane| lanes.contains(lane)) {
                for revision in &mut naskah.revisions {
                    revision.approved = None;
                }
            }
        }
    }

    fn add_revision(&mut self, mark: Mark, ready: &ReadyRevision) {
        let naskah = self.naskah.entry(ready.naskah.clone()).or_insert_with(|| Naskah {
            id: ready.naskah.clone(),
            kind: ready.kind.clone(),
            lane: ready.lane.clone(),
            revisions: Vec::new(),
            voided: None,
            revoked: None,
        });
        for earlier in &mut naskah.revisions {
            if earlier.state == RevisionState::Siap {
                earlier.state = RevisionState::Diganti;
            }
        }
        naskah.revisions.push(Revision {
            ready: ready.clone(),
            mark,
            state: RevisionState::Siap,
            approved: None,
            corrected: None,
            signed: None,
            numbered: None,
            copies: Vec::new(),
            returned_outside: Vec::new(),
            queued: Vec::new(),
            merged: Vec::new(),
        });
    }

    fn file_evidence(&mut self, mark: Mark, record: &Record, slot: Slot) {
        if let Evidence::Document { document } = &record.evidence {
            self.attachments.push(Attachment { mark, slot, document: document.clone(), name: String::new() });
        }
    }

    fn end_hold(&mut self, mark: Mark) {
        if let Some(hold) = self.holds.last_mut().filter(|hold| hold.to.is_none()) {
            hold.to = Some(mark);
        }
    }

    fn lane_mut(&mut self, id: &str) -> Option<&mut Lane> {
        self.lanes.iter_mut().find(|lane| lane.id == id)
    }

    fn revision_mut(&mut self, naskah: &str, revision: u32) -> Option<&mut Revision> {
        self.naskah.get_mut(naskah)?.revisions.iter_mut().find(|r| r.ready.revision == revision)
    }
}

impl Lane {
    fn begin(&mut self, mark: Mark) {
        self.begin_round(mark, 1 + self.rounds.last().map_or(0, |round| round.round));
    }

    fn begin_round(&mut self, mark: Mark, round: u32) {
        self.rounds.push(LaneRound {
            round,
            start: mark,
            handed: None,
            decided: None,
            withdrawn: None,
            superseded: false,
            decide_only: false,
        });
    }

    fn current_mut(&mut self) -> Option<&mut LaneRound> {
        self.rounds.last_mut().filter(|round| !round.superseded && round.withdrawn.is_none())
    }
}

/// The frame that holds for each event; events that were taken back have none. Mended frames are checked
/// and complete: an amendment carries the whole frame that holds from then on.
fn frames(entries: &[Entry]) -> BTreeMap<u32, Record> {
    let undone = undone_acts(entries);
    let mut frames: BTreeMap<u32, Record> = entries
        .iter()
        .filter(|entry| !undone.contains(&entry.record.act))
        .map(|entry| (entry.seq, entry.record.clone()))
        .collect();
    for entry in entries.iter().filter(|entry| !undone.contains(&entry.record.act)) {
        if let Event::Amended { target, now, .. } = &entry.event
            && let Some(frame) = frames.get_mut(target)
        {
            *frame = (**now).clone();
        }
    }
    frames
}

fn undone_acts(entries: &[Entry]) -> BTreeSet<u32> {
    entries
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Undone { undone } => Some(*undone),
            _ => None,
        })
        .collect()
}

/// The amendments of numbers, by the event they mend: an outside number is content, not frame.
///
/// An amendment that was taken back mends nothing.
pub fn mended_numbers(entries: &[Entry]) -> BTreeMap<u32, String> {
    let undone = undone_acts(entries);
    let mut found = BTreeMap::new();
    for entry in entries.iter().filter(|entry| !undone.contains(&entry.record.act)) {
        if let Event::Amended { target, change: Change::Number { number }, .. } = &entry.event {
            found.insert(*target, number.clone());
        }
    }
    found
}

/// The event as it reads with the right number.
fn renumbered(event: &Event, number: &str) -> Event {
    let mut event = event.clone();
    match &mut event {
        Event::Numbered { numbering } => number.clone_into(&mut numbering.number),
        Event::Received { letter, .. } => number.clone_into(&mut letter.agenda),
        _ => {}
    }
    event
}

/// Whether a record leaves a paper whose copy follows.
pub fn owes_copy(record: &Record) -> bool {
    record.evidence == Evidence::Later && record.basis != Basis::Own
}

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sop::act::{Agency, Checklist, Etalase, LaneId, ProposalLetter, Recipient, Slot};
use sop::event::Event;
use sop::people::{Capacity, Person, Post, Role};
use sop::record::{Certainty, DocumentId, Happened, Instant, Record};
use ts_rs::TS;

use crate::api::{MergedView, Retention};

/// An account to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AccountView {
    /// Key.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it may do.
    pub roles: Vec<Role>,
    /// Short name of the post its person holds today, if any.
    pub post: Option<String>,
}

/// Who is at the desk, in which office, at what time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SessionView {
    /// The account, none before one is chosen.
    pub account: Option<AccountView>,
    /// Name of the office.
    pub office: String,
    /// The sample office, to be marked CONTOH.
    pub sample: bool,
    /// The PC's clock with the office's offset.
    pub now: Instant,
    /// Name of the zone on paper, e.g. "WIB".
    pub zone: String,
    /// Whether the window is read only.
    pub read_only: bool,
    /// Version of the program.
    pub version: String,
}

/// Whether office hours run now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HoursView {
    /// Now.
    pub now: Instant,
    /// Open at this moment (outside breaks).
    pub open: bool,
    /// End of today's hours when still to come.
    pub closes: Option<Instant>,
    /// When the clock runs again, when it does not run now.
    pub opens: Option<Instant>,
    /// Years whose list of holidays is missing (this and the next one are looked at).
    pub missing_years: Vec<i32>,
}

/// Where a running clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StandingKind {
    /// More than a quarter of the standard is left.
    Plenty,
    /// The last quarter.
    Soon,
    /// Past the standard.
    Over,
    /// Ditahan: the clock stops.
    Held,
    /// Outside the SOP: measured apart.
    Outside,
    /// The step has no standard.
    None,
}

/// The running clock of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Standing {
    /// Where it stands.
    pub kind: StandingKind,
    /// Working minutes gone.
    pub elapsed: u32,
    /// Working minutes of the standard.
    pub standard: Option<u32>,
    /// Working minutes left; negative when over.
    pub remaining: Option<i32>,
    /// Deadline.
    pub due: Option<Instant>,
    /// Rests on a date marked "perkiraan".
    pub estimated: bool,
    /// Since when the clock runs, or the hold or wait lasts.
    pub since: Happened,
    /// Why it is held.
    pub reason: String,
}

/// The one next act of an usulan, as a key; the desk makes the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskItem {
    /// Key of the sentence: `print_disposition`, `fetch_disposition`, `hand_disposition`, `write_outputs`,
    /// `bring_outputs`, `fetch_decision`, `decide` (an official's own), `publish`, `write_notification`,
    /// `bring_notification`, `fetch_notification_decision`, `bring_to_signer`, `record_number`, `send`,
    /// `attach_copy`, `complete_dossier`, `receive_letter`, `resume`.
    pub key: String,
    /// Key of the act it leads to, as in `OpenAct.key`; empty when it opens the usulan only.
    pub act: String,
    /// The usulan.
    pub usulan: String,
    /// Its etalase.
    pub etalase: String,
    /// Its agency.
    pub agency: String,
    /// The step it stands at.
    pub step: u32,
    /// Kinds of naskah it is about.
    pub naskah: Vec<String>,
    /// A number in the sentence (recipients, copies).
    pub count: u32,
    /// Name in the sentence (a post or a naskah).
    pub name: String,
    /// The clock.
    pub standing: Option<Standing>,
}

/// Others for whom something waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingGroup {
    /// `desk` (of a post), `outside` (signature), `held`, `proposer`.
    pub kind: String,
    /// Name: a post, or the reason of the hold.
    pub name: String,
    /// The first of the usulan, as many as are named.
    pub usulan: Vec<String>,
    /// How many usulan wait.
    pub count: u32,
    /// The earliest since.
    pub since: Option<Instant>,
    /// Working minutes since then.
    pub minutes: u32,
}

/// What is incomplete, counted; lines with zero are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct IncompleteLine {
    /// `not_back`, `copy_owed`, `number_owed`, `uncertain`, `unexplained`.
    pub key: String,
    /// How many.
    pub count: u32,
    /// The usulan, where it is one alone.
    pub only: Option<String>,
}

/// Meja.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskView {
    /// Office hours.
    pub hours: HoursView,
    /// An official's own Meja ("Perlu keputusan Anda").
    pub own: bool,
    /// The acts, the first one is "Kerjakan sekarang": those that Meja shows first, or every one.
    pub acts: Vec<DeskItem>,
    /// How many acts there are.
    pub acts_in_all: u32,
    /// Menunggu pihak lain.
    pub waiting: Vec<WaitingGroup>,
    /// Perlu dilengkapi.
    pub incomplete: Vec<IncompleteLine>,
    /// Usulan with a step that can be recorded now.
    pub susulan: u32,
    /// No usulan at all yet.
    pub empty: bool,
}

/// One row of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterRowView {
    /// Number.
    pub usulan: String,
    /// Etalase.
    pub etalase: String,
    /// Agency.
    pub agency: String,
    /// Status as in PROCEDURE section 3, overlays included.
    pub status: String,
    /// Step it stands at, 0 when finished or not begun.
    pub step: u32,
    /// Screen name of that step.
    pub step_name: String,
    /// Between step 8 and 9, outside the SOP.
    pub outside: bool,
    /// Round of that step when above one.
    pub round: u32,
    /// Where the map lies.
    pub place: String,
    /// Since when.
    pub place_since: Option<Instant>,
    /// The clock.
    pub standing: Option<Standing>,
    /// Received.
    pub received: Option<Happened>,
    /// Something is missing in the dossier.
    pub incomplete: bool,
    /// Where the search hit, if it was not in number, agency or etalase.
    pub hit: Option<SearchHit>,
}

/// Where a search hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// Field, e.g. `telaah`.
    pub field: String,
    /// Text around it; hits stand between `\u{2}` and `\u{3}`.
    pub snippet: String,
}

/// A part of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RegisterPage {
    /// The rows.
    pub rows: Vec<RegisterRowView>,
    /// Rows that match in all; of a search the newest thousand at most.
    pub total: u32,
    /// The search found more than that.
    pub more: bool,
    /// Rows per state switch.
    pub counts: BTreeMap<String, u32>,
    /// Agencies that occur, for the filter.
    pub agencies: Vec<Agency>,
    /// Places that occur.
    pub places: Vec<String>,
    /// Years that occur.
    pub years: Vec<i32>,
}

/// Shortest and longest reading of a measured time, in working minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Minutes {
    /// Shortest.
    pub low: u32,
    /// Longest.
    pub high: u32,
}

/// Result against the standard (PROCEDURE section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum StepResult {
    /// Dalam waktu baku: even the longest reading fits.
    Within,
    /// Lewat: even the shortest reading is over, by so many working minutes.
    Late {
        /// How many.
        by: u32,
    },
    /// Belum pasti.
    Unsure,
    /// The SOP gives no standard.
    NoStandard,
}

/// One output in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LaneRoundView {
    /// The output.
    pub lane: LaneId,
    /// Revision, when there is one.
    pub revision: Option<u32>,
    /// `running`, `handed`, `approved`, `corrected`, `withdrawn`.
    pub outcome: String,
    /// The sentence of the correction.
    pub note: String,
    /// When that was.
    pub happened: Option<Happened>,
}

/// One round of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RoundView {
    /// From 1.
    pub round: u32,
    /// Outputs that took part.
    pub lanes: Vec<LaneRoundView>,
    /// When the clock started.
    pub started: Happened,
    /// When it stopped.
    pub ended: Option<Happened>,
    /// Measured time, none while running.
    pub minutes: Option<Minutes>,
    /// Result.
    pub result: Option<StepResult>,
    /// Standard used, in working minutes.
    pub standard: Option<u32>,
    /// The windows counted, for the reckoning.
    pub windows: Vec<(Instant, Instant)>,
    /// Rests on a date marked "perkiraan".
    pub estimated: bool,
    /// The explanation, when there is one.
    pub explanation: Option<sop::act::Deviation>,
    /// A paper that was missing ("dengan penyimpangan").
    pub deviation: Option<sop::act::Deviation>,
}

/// A wait between steps, outside the SOP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitView {
    /// Whom it waits for.
    pub name: String,
    /// From when.
    pub from: Happened,
    /// Until when.
    pub to: Option<Happened>,
    /// Working minutes.
    pub minutes: Minutes,
    /// Letters that came back meanwhile.
    pub returned: u32,
}

/// The standard of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "unit", rename_all = "snake_case")]
pub enum StandardView {
    /// The SOP gives none ("-").
    None,
    /// Working minutes.
    Minutes {
        /// How many.
        minutes: u32,
    },
    /// Working days.
    Days {
        /// How many.
        days: u32,
    },
}

/// One row of the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PathRow {
    /// Number of the step.
    pub step: u32,
    /// Kind: register, dispose, receive, write, decide, publish, send.
    pub kind: String,
    /// Short name on the screen.
    pub name: String,
    /// The SOP's own words.
    pub text: String,
    /// Short name of the acting post, or the agency for step 1.
    pub actor: String,
    /// `done`, `current`, `waiting`, `skipped`.
    pub state: String,
    /// Standard.
    pub standard: StandardView,
    /// Sum over all rounds.
    pub total: Option<Minutes>,
    /// Rounds, oldest first.
    pub rounds: Vec<RoundView>,
    /// The clock of the running round.
    pub standing: Option<Standing>,
    /// The wait before this step.
    pub wait: Option<WaitView>,
    /// Records of this step, by their number in the journal.
    pub records: Vec<u32>,
}

/// An output as it lies on the desk for a decision, or is to be handed over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenOutput {
    /// The output.
    pub lane: LaneId,
    /// Kind of naskah.
    pub kind: String,
    /// The naskah, once there is one.
    pub naskah: Option<String>,
    /// The revision to be handed over or decided on.
    pub revision: Option<u32>,
    /// Its `body_hash`.
    pub body_hash: Option<String>,
    /// Already approved in this round (its row folds).
    pub approved: Option<Happened>,
    /// The acting post signs this naskah: "sekaligus ditandatangani" is set.
    pub signs: bool,
    /// A konsep is being written.
    pub draft: bool,
}

/// An act of a step that can be recorded now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenAct {
    /// Key: `receive`, `dispose`, `accept_disposition`, `hand_over`, `decide`, `publish`, `sign`, `number`, `send`,
    /// `resume`, `close`.
    pub key: String,
    /// The step.
    pub step: u32,
    /// Step kind (`route` between 8 and 9).
    pub kind: String,
    /// The post that acts, none for staff.
    pub post: Option<Post>,
    /// Who holds it today.
    pub holder: Option<HolderView>,
    /// Whether the account may record it, and if not why (fault code).
    pub refused: Option<String>,
    /// The account is the holder: "Diputuskan oleh Anda, sekarang".
    pub own: bool,
    /// Outputs.
    pub outputs: Vec<OpenOutput>,
    /// What is still missing, as keys: `telaah`, `checklist`, `signed:pengumuman`, `proof`, `signature`.
    pub missing: Vec<String>,
    /// The clock.
    pub standing: Option<Standing>,
    /// Round.
    pub round: u32,
    /// Possible times.
    pub bounds: BoundsView,
}

/// Earliest and latest possible time of an act, with what bounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BoundsView {
    /// Not before.
    pub earliest: Option<Instant>,
    /// Kind of event that bounds it, e.g. `handed_over`.
    pub after: String,
    /// Not after: now.
    pub latest: Instant,
}

/// A holder of a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolderView {
    /// Key of the post.
    pub post: String,
    /// Short name of the post.
    pub short: String,
    /// The person.
    pub person: Person,
    /// Definitif, Plt., Plh.
    pub capacity: Capacity,
}

/// What is true of one revision (DESK 2.3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionView {
    /// From 1.
    pub revision: u32,
    /// `siap`, `diganti`, `tidak_dipakai`.
    pub state: String,
    /// Made elsewhere.
    pub outside: bool,
    /// The locked PDF or the document.
    pub document: DocumentId,
    /// Its pages (0 when not known).
    pub pages: u32,
    /// `body_hash`.
    pub body_hash: String,
    /// Since when siap.
    pub ready: Happened,
    /// Approved.
    pub approved: Option<Happened>,
    /// Corrected, with the sentence.
    pub corrected: Option<Happened>,
    /// The sentence.
    pub correction: String,
    /// The scribbled draft.
    pub correction_document: Option<DocumentId>,
    /// Signed, by whom (post short name and person).
    pub signed: Option<Happened>,
    /// The signer.
    pub signer: String,
    /// Number as written.
    pub number: String,
    /// The letter's date.
    pub date: Option<NaiveDate>,
    /// The copy.
    pub copy: Option<DocumentId>,
    /// "Asli ada di …".
    pub original_at: String,
    /// Handed to a print queue so often.
    pub printed: u32,
    /// Last time.
    pub printed_at: Option<Instant>,
    /// To how many it goes.
    pub recipients: u32,
    /// Each recipient's own letter, if they were made.
    pub merged: Option<MergedView>,
}

/// A naskah of an usulan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NaskahView {
    /// Key, empty while nothing was written.
    pub naskah: String,
    /// Kind.
    pub kind: String,
    /// Output it is, if any.
    pub lane: Option<LaneId>,
    /// Step at which it is made.
    pub step: u32,
    /// `belum`, `konsep`, `siap`, `batal`, `dicabut`.
    pub state: String,
    /// Revision of the konsep, if one is being written.
    pub draft: Option<u32>,
    /// When the konsep was kept.
    pub draft_saved: Option<Instant>,
    /// Revisions, oldest first.
    pub revisions: Vec<RevisionView>,
    /// The valid one.
    pub valid: Option<u32>,
    /// Post that signs (short name).
    pub signer: String,
    /// The signer is outside the SOP.
    pub outside_signer: bool,
    /// Whether it carries a number.
    pub numbered: bool,
}

/// A paper of the berkas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PaperView {
    /// Where it belongs.
    pub slot: Slot,
    /// Key of its name: `surat-usulan`, `lembar-disposisi`, a naskah kind, `bukti-tayang`, `tanda-terima`,
    /// `lembar-kendali`, `surat-pengembalian`, `koreksi`, `lain`.
    pub name: String,
    /// A second line: number, or file name.
    pub detail: String,
    /// When the paper came to be.
    pub happened: Option<Happened>,
    /// `copy`, `owed`, `original_at`, `none` (nothing owed).
    pub state: String,
    /// Documents filed here, newest last.
    pub documents: Vec<DocumentView>,
    /// Handed to a print queue.
    pub printed_at: Option<Instant>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DocumentView {
    /// SHA-256.
    pub document: DocumentId,
    /// Name on the screen.
    pub name: String,
    /// Media type.
    pub media: String,
    /// Bytes.
    pub bytes: u64,
    /// Pages, 0 when it has none.
    pub pages: u32,
}

/// One line of Riwayat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HistoryEntry {
    /// Its number in the journal.
    pub seq: u32,
    /// The frame that holds now.
    pub record: Record,
    /// What.
    pub event: Event,
    /// Taken back.
    pub undone: bool,
    /// What stood before, for a mended record: field, old words, reason.
    pub amended: Vec<AmendedView>,
    /// Which fields "Betulkan catatan…" offers.
    pub amendable: Vec<String>,
}

/// A mended field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AmendedView {
    /// Field: time, actor, copy, number.
    pub field: String,
    /// What stood before.
    pub old: String,
    /// Why.
    pub reason: String,
    /// By whom.
    pub recorder: String,
    /// When.
    pub at: Instant,
}

/// A recipient of the notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecipientView {
    /// Whom.
    pub recipient: Recipient,
    /// Cara kirim, once sent.
    pub method: String,
    /// When.
    pub sent: Option<Happened>,
    /// Tanda terima is back.
    pub receipt: bool,
}

/// A field to copy into LKPP's application (step 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CopyFieldView {
    /// Key: `etalase`, `catalogue`, `proposal`, `telaah`, `category`, `kbli`, `schedule`, `contact`.
    pub key: String,
    /// The value, ready to paste; empty when not known.
    pub value: String,
}

/// Debts of an usulan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OwedView {
    /// Papers whose copy follows.
    pub copies: Vec<String>,
    /// Kinds of naskah without number.
    pub numbers: Vec<String>,
    /// Late or deviating steps without explanation: step and round.
    pub unexplained: Vec<(u32, u32)>,
    /// Records whose hour is not certain, by their number in the journal.
    pub uncertain: Vec<u32>,
}

/// Sums below the path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TotalsView {
    /// First rounds.
    pub first: Minutes,
    /// All rounds.
    pub all: Minutes,
    /// Held.
    pub held: Minutes,
    /// Outside the SOP.
    pub outside: Minutes,
    /// "Kalau semua tepat waktu, selesai …".
    pub finish: Option<Instant>,
    /// That rests on a date marked "perkiraan".
    pub finish_estimated: bool,
    /// When each step that is left would then be done, in their order.
    pub plan: Vec<PlannedStep>,
}

/// When a step would be done if it and those before it took their standard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedStep {
    /// The step.
    pub step: u32,
    /// Its name.
    pub name: String,
    /// Until when.
    pub at: Instant,
    /// Working minutes that it takes from now on; none where the SOP gives no standard.
    pub minutes: Option<u32>,
    /// Rests on a date marked "perkiraan".
    pub estimated: bool,
}

/// One usulan with everything on its screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct UsulanView {
    /// Number.
    pub usulan: String,
    /// Last event seen: send it back with every act.
    pub seen: u32,
    /// The clock of this view.
    pub now: Instant,
    /// `konsep`, `berjalan`, `ditahan`, `dikembalikan`, `selesai`, `berkas_lengkap`, `tidak_dilanjutkan`, `batal`.
    pub status: String,
    /// Since when, and why (hold, return, cancel).
    pub status_since: Option<Happened>,
    /// The reason of a hold, return or end.
    pub status_reason: String,
    /// How long its dossier is kept, by the code of its letters; none where the schedule does not name it.
    pub retention: Option<Retention>,
    /// Agency.
    pub agency: Agency,
    /// What is proposed.
    pub etalase: Etalase,
    /// The letter, once received.
    pub letter: Option<ProposalLetter>,
    /// When it was received.
    pub received: Option<Happened>,
    /// Step it stands at, 0 when finished or not begun.
    pub step: u32,
    /// Where the map lies.
    pub place: String,
    /// Since when.
    pub place_since: Option<Instant>,
    /// The path.
    pub path: Vec<PathRow>,
    /// Acts of steps that can be recorded now.
    pub acts: Vec<OpenAct>,
    /// Keys of other acts that are possible now: `hold`, `resume`, `return_to_proposer`, `withdraw_approval:LANE`,
    /// `cancel`, `reopen`, `move_folder`, `close`, `undo`.
    pub other_acts: Vec<String>,
    /// Naskah beside the outputs of the SOP that can be written now: kind and what it is called.
    pub other_letters: Vec<(String, String)>,
    /// Naskah.
    pub naskah: Vec<NaskahView>,
    /// Checklist of step 4.
    pub checklist: Option<Checklist>,
    /// Its items, in order.
    pub checklist_items: Vec<String>,
    /// Berkas.
    pub papers: Vec<PaperView>,
    /// Riwayat, newest first.
    pub history: Vec<HistoryEntry>,
    /// Recipients of the notification.
    pub recipients: Vec<RecipientView>,
    /// Fields for LKPP's application.
    pub copy_fields: Vec<CopyFieldView>,
    /// Debts.
    pub owed: OwedView,
    /// Sums.
    pub totals: TotalsView,
    /// Last act can be taken back by this account until then.
    pub undo_until: Option<Instant>,
    /// Wording of the platform: "v5" or "v6".
    pub platform: String,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RecordedActs {
    /// The usulan.
    pub usulan: String,
    /// Last event.
    pub seen: u32,
    /// Kinds of the events that were appended, in order.
    pub kinds: Vec<String>,
    /// Steps found late by these acts, with minutes: ask for the cause once.
    pub late: Vec<LateStep>,
    /// Until when it can be taken back.
    pub undo_until: Option<Instant>,
}

/// A step found late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LateStep {
    /// The step.
    pub step: u32,
    /// Its round.
    pub round: u32,
    /// By how many working minutes.
    pub by: u32,
}

/// An usulan with steps that can be recorded now, for Catat susulan: the open act first, then what follows it
/// on the same paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SusulanCase {
    /// Number.
    pub usulan: String,
    /// Send it back with the acts.
    pub seen: u32,
    /// Etalase.
    pub etalase: String,
    /// Agency.
    pub agency: String,
    /// The rows.
    pub rows: Vec<SusulanRow>,
}

/// A step that can be recorded from the lembar kendali.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SusulanRow {
    /// The step.
    pub step: u32,
    /// Its name.
    pub name: String,
    /// Key of the act as in `OpenAct.key`.
    pub key: String,
    /// The post.
    pub post: Option<Post>,
    /// Who holds it today.
    pub holder: Option<HolderView>,
    /// Outputs, for hand_over and decide.
    pub outputs: Vec<OpenOutput>,
    /// What is missing before it can be recorded (keys as in `OpenAct.missing`).
    pub missing: Vec<String>,
}

/// What is being typed, as kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DraftView {
    /// The UI's own content.
    pub body: serde_json::Value,
    /// When it was kept.
    pub saved_at: Instant,
}

/// A picked file: taken, or refused with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "picked", rename_all = "snake_case")]
pub enum Picked {
    /// Checked and kept.
    Taken {
        /// The document.
        document: DocumentView,
        /// A file that only accompanies a naskah (DOCX): no pages to show.
        editable: bool,
    },
    /// Not taken; the file on the disk was not touched.
    Refused {
        /// Its name.
        name: String,
        /// Code, e.g. `doc.empty`.
        code: String,
        /// The Indonesian sentence.
        message: String,
    },
}

/// Where a copy went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ExportPlace {
    /// Whether something was written (false: the dialog was closed).
    pub saved: bool,
    /// Name of the file, without its folder.
    pub name: String,
}

/// A paper that is out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutstandingPaper {
    /// The usulan.
    pub usulan: String,
    /// Its etalase.
    pub etalase: String,
    /// Where it belongs.
    pub slot: Slot,
    /// Name key, as in `PaperView.name`.
    pub name: String,
    /// Where it is: place of the map.
    pub place: String,
    /// Since when: printed, or signed.
    pub since: Option<Instant>,
    /// Working minutes since then.
    pub minutes: u32,
}

/// Which book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgendaDirection {
    /// Surat masuk.
    In,
    /// Surat keluar.
    Out,
    /// Ekspedisi.
    Dispatch,
}

/// One line of a book; columns that a book does not have stay empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AgendaLine {
    /// The usulan.
    pub usulan: String,
    /// Agenda number, or the letter's number.
    pub number: String,
    /// The agency's letter number (masuk).
    pub letter_number: String,
    /// Date of the letter.
    pub letter_date: Option<NaiveDate>,
    /// Received, numbered or sent.
    pub happened: Option<Happened>,
    /// Dari or kepada.
    pub party: String,
    /// Hal.
    pub subject: String,
    /// Diteruskan (masuk), penanda tangan (keluar), penerima (ekspedisi).
    pub person: String,
    /// Cara kirim.
    pub method: String,
    /// Void: the reason.
    pub void: Option<String>,
    /// The naskah, for a line without a number yet.
    pub naskah: Option<String>,
    /// Its revision.
    pub revision: Option<u32>,
    /// Send back with an act.
    pub seen: u32,
}

/// A book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agenda {
    /// Lines, oldest first.
    pub lines: Vec<AgendaLine>,
    /// Signed letters without a number.
    pub unnumbered: Vec<AgendaLine>,
    /// Numbers come from TU's paper book.
    pub book: bool,
}

/// One step in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportRow {
    /// The step.
    pub step: u32,
    /// Its name.
    pub name: String,
    /// Its standard.
    pub standard: StandardView,
    /// Dalam waktu baku.
    pub within: u32,
    /// Lewat.
    pub late: u32,
    /// Belum pasti.
    pub unsure: u32,
    /// Median of the mid readings, working minutes.
    pub median: Option<u32>,
    /// Longest, working minutes.
    pub worst: Option<u32>,
    /// The usulan behind those within.
    pub within_usulan: Vec<String>,
    /// The usulan behind the late ones.
    pub late_usulan: Vec<String>,
    /// The usulan behind the uncertain ones.
    pub unsure_usulan: Vec<String>,
}

/// A cause of late steps.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportCause {
    /// In words; empty is "belum dijelaskan".
    pub cause: String,
    /// How many late rounds.
    pub count: u32,
    /// The usulan behind them.
    pub usulan: Vec<String>,
}

/// Where the working time of finished usulan went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SpentTime {
    /// `step`, `outside` (a signature outside the SOP) or `held`.
    pub kind: String,
    /// Name of the step, short name of the post, or the reason of the hold.
    pub name: String,
    /// The step, 0 for the others.
    pub step: u32,
    /// Working minutes, middle of the readings.
    pub minutes: u32,
    /// The usulan behind them.
    pub usulan: Vec<String>,
}

/// A deviation from the SOP: a step that went over, or an act without its paper. Names who answers for it, so it stands in
/// Penyimpangan only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReportDeviation {
    /// The usulan.
    pub usulan: String,
    /// The step.
    pub step: u32,
    /// Its name.
    pub name: String,
    /// Its round.
    pub round: u32,
    /// When the round was completed.
    pub at: Instant,
    /// Working minutes over the standard; 0 when a paper was missing.
    pub by: u32,
    /// What was missing; empty for lateness.
    pub missing: String,
    /// The cause; empty when nobody explained it yet.
    pub cause: String,
    /// Short name of the post that answers for it; empty while unexplained.
    pub answerable: String,
    /// Remedy.
    pub remedy: String,
}

/// Compliance of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MonthReport {
    /// The year.
    pub year: i32,
    /// The month.
    pub month: u32,
    /// Usulan finished in it.
    pub finished: u32,
    /// Percent of sure rounds within standard from which a step runs well.
    pub good_from: u8,
    /// Steps with a standard.
    pub rows: Vec<ReportRow>,
    /// Causes of late steps, most frequent first, the unexplained last.
    pub causes: Vec<ReportCause>,
    /// Where the time of the finished usulan went, longest first.
    pub spent: Vec<SpentTime>,
    /// The finished usulan.
    pub finished_usulan: Vec<String>,
    /// Deviations, in the order of usulan and step.
    pub deviations: Vec<ReportDeviation>,
    /// Results that rest on a date marked "perkiraan".
    pub estimated: u32,
}

/// The SOP for Bantuan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SopView {
    /// Nomor SOP.
    pub number: String,
    /// Judul SOP.
    pub title: String,
    /// The identity rows: label and value.
    pub identity: Vec<(String, String)>,
    /// Named lists: heading and lines.
    pub lists: Vec<(String, Vec<String>)>,
    /// The steps.
    pub steps: Vec<SopStepView>,
    /// Oddities: place and sentence.
    pub notes: Vec<(String, String)>,
}

/// One step in the SOP's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SopStepView {
    /// Number.
    pub step: u32,
    /// Uraian kegiatan.
    pub text: String,
    /// Pelaksana.
    pub actor: String,
    /// Persyaratan / kelengkapan.
    pub requirements: Vec<String>,
    /// Waktu.
    pub time: String,
    /// Output.
    pub outputs: Vec<String>,
}

/// How sure a time is, as a word for lists (re-exported so that the UI finds it beside the views).
pub type CertaintyView = Certainty;

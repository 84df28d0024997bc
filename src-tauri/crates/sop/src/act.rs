//! What a person asks to have recorded: the acts of PROCEDURE sections 2 and 3.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::people::{PersonId, PostId};
use crate::record::{Basis, DocumentId, Evidence, Instant, When};

/// Key of an output that is decided on by itself, e.g. `telaah`.
pub type LaneId = String;
/// Key of a naskah, e.g. `N2026-00117`.
pub type NaskahId = String;

/// How a letter came in (DESK 6.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Arrival {
    /// Diantar langsung.
    Hand,
    /// Lewat Bagian Umum atau disposisi pimpinan.
    GeneralAffairs,
    /// SRIKANDI.
    Srikandi,
    /// Surel atau pesan.
    Message,
}

/// Form of the proposal letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LetterForm {
    /// Surat dinas.
    #[default]
    SuratDinas,
    /// Nota dinas, from a bagian of Setda.
    NotaDinas,
}

/// The proposing agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Agency {
    /// Key in the list of perangkat daerah.
    pub id: String,
    /// Name at that time.
    pub name: String,
}

/// What is proposed (facts 4.3). Only the name must be there; the rest may follow.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Etalase {
    /// Nama etalase.
    pub name: String,
    /// Jenis: barang, jasa lainnya, pekerjaan konstruksi, jasa konsultansi; may be empty.
    pub kind: String,
    /// Uraian.
    pub description: String,
    /// KBLI, five digits each.
    pub kbli: Vec<String>,
    /// Perkiraan kebutuhan: volume, pagu, RUP, in the proposer's words.
    pub need: String,
    /// Calon penyedia.
    pub suppliers: String,
    /// Narahubung: name.
    pub contact: String,
    /// Narahubung: telephone.
    pub phone: String,
}

/// The proposal letter as it came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ProposalLetter {
    /// How it came.
    pub arrival: Arrival,
    /// The agency's own number; empty when the letter has none.
    #[serde(default)]
    pub number: String,
    /// Date on the letter.
    pub date: Option<NaiveDate>,
    /// Surat dinas or nota dinas.
    #[serde(default)]
    pub form: LetterForm,
    /// Hal.
    #[serde(default)]
    pub subject: String,
    /// Sifat.
    #[serde(default)]
    pub sifat: String,
    /// Lampiran, as written.
    #[serde(default)]
    pub attachments: String,
    /// Nomor agenda as in the book; empty while it follows.
    #[serde(default)]
    pub agenda: String,
    /// Why an agenda number that another letter has is kept.
    #[serde(default)]
    pub agenda_double_reason: Option<String>,
    /// Nomor agenda Setda.
    #[serde(default)]
    pub agenda_setda: String,
    /// Disposisi pimpinan, if it came with one.
    pub leader_disposition: Option<DocumentId>,
}

/// What the Kabag writes on the disposisi (facts 2.4).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Disposition {
    /// Diteruskan kepada.
    pub to: Vec<String>,
    /// Dengan hormat harap.
    pub instructions: Vec<String>,
    /// Catatan.
    pub note: String,
    /// Batas.
    pub deadline: Option<NaiveDate>,
}

/// Result of the checklist of step 4 (facts 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Checklist {
    /// Answer per item key.
    pub answers: BTreeMap<String, bool>,
    /// Lengkap or not.
    pub complete: bool,
    /// Reason or remark.
    #[serde(default)]
    pub note: String,
}

/// One output with the revision that is meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LaneRevision {
    /// The output.
    pub lane: LaneId,
    /// The revision, from 1.
    pub revision: u32,
}

/// Setuju or koreksi.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// Memberikan persetujuan.
    Approve {
        /// "Sekaligus ditandatangani": the same paper carries the signature.
        signed: bool,
    },
    /// Memberikan koreksi: a sentence, or the scribbled draft as a document, or both.
    Correct {
        /// The sentence.
        #[serde(default)]
        note: String,
        /// The scribbled draft.
        document: Option<DocumentId>,
    },
}

/// The decision of step 5 or 8 on one output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LaneDecision {
    /// The output.
    pub lane: LaneId,
    /// The revision that lay on the desk.
    pub revision: u32,
    /// Its `body_hash` (PROCEDURE section 2); a stale one is refused.
    pub body_hash: String,
    /// Setuju or koreksi.
    pub verdict: Verdict,
}

/// The proof of step 6.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Publication {
    /// Address of the etalase on the catalogue.
    pub address: String,
    /// Screenshots or other files, at least one.
    pub proofs: Vec<DocumentId>,
    /// Platform wording: "v5" or "v6".
    pub platform: String,
}

/// Where a number comes from (PROCEDURE section 2, Numbers).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberSource {
    /// TU's paper book: recorded as written.
    Book,
    /// Issued by the application.
    Application,
}

/// Number and date of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Numbering {
    /// The naskah.
    pub naskah: NaskahId,
    /// The revision that carries it.
    pub revision: u32,
    /// The whole number as it stands on the letter, e.g. `000.3/145.a/416-023/2026`.
    pub number: String,
    /// The date on the letter.
    pub date: NaiveDate,
    /// Book or application.
    pub source: NumberSource,
    /// Pool, e.g. `keluar`; the year is the letter's.
    pub pool: String,
    /// The pattern in force when it was recorded, filled in by the office: it says which part is the number.
    #[serde(default)]
    pub pattern: String,
    /// Why a number that another letter has is kept.
    pub double_reason: Option<String>,
}

/// What the copy of a naskah is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "copy", rename_all = "snake_case")]
pub enum NaskahCopy {
    /// The scan of the signed paper.
    Scan {
        /// The document.
        document: DocumentId,
    },
    /// A file signed electronically, imported untouched.
    Tte {
        /// The document.
        document: DocumentId,
    },
    /// "Asli ada di …".
    OriginalAt {
        /// Where.
        place: String,
    },
}

/// Somebody a letter goes to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recipient {
    /// Key: of the agency, or of its own.
    pub id: String,
    /// As addressed, e.g. "Kepala Dinas Pendidikan".
    pub name: String,
    /// Lines below the name, the place last; none for the office's own place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub address: Option<String>,
}

/// One recipient's own letter ("tiap penerima mendapat surat sendiri").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MergedLetter {
    /// Whose.
    pub recipient: Recipient,
    /// The letter, kept as a document.
    pub document: DocumentId,
    /// Its pages.
    pub pages: u32,
}

/// The letters of a merge: one revision to many, each with a letter of his own (DESIGN 5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Merged {
    /// The naskah.
    pub naskah: NaskahId,
    /// The revision that all of them carry.
    pub revision: u32,
    /// One for each recipient, in folding order.
    pub letters: Vec<MergedLetter>,
    /// All of them as one print file.
    pub print_file: DocumentId,
    /// Its pages, empty ones between the letters included.
    pub pages: u32,
    /// It is laid out for both sides of the paper.
    #[serde(default)]
    pub both_sides: bool,
    /// The buku ekspedisi, one row for each.
    pub dispatch: DocumentId,
}

/// How a letter is handed over to one recipient's way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Delivery {
    /// The recipient.
    pub recipient: Recipient,
    /// Cara kirim: kurir, SRIKANDI, surel, …
    pub method: String,
}

/// A deviation from mutu baku (SOP, Peringatan 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Deviation {
    /// What is missing; empty for lateness.
    #[serde(default)]
    pub missing: String,
    /// Cause, from the list or in own words.
    pub cause: String,
    /// Who answers for it: the step's actor, by post.
    #[serde(default)]
    pub answerable: String,
    /// Remedy.
    #[serde(default)]
    pub remedy: String,
}

/// Where a document belongs in the berkas.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "slot", rename_all = "snake_case")]
pub enum Slot {
    /// The proposal letter (step 1).
    ProposalLetter,
    /// The lembar disposisi (steps 2 and 3).
    Disposition,
    /// The signed paper of a naskah.
    Naskah {
        /// Which.
        naskah: NaskahId,
    },
    /// Proof of tayang (step 6).
    Publication,
    /// Tanda terima of a recipient (step 9).
    Receipt {
        /// Which.
        recipient: String,
    },
    /// Lembar kendali.
    ControlSheet,
    /// Surat pengembalian.
    ReturnLetter,
    /// Anything else, kept at a step.
    Other {
        /// The step.
        step: u32,
    },
}

/// How a siap revision was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum RevisionSource {
    /// Rendered by the application.
    Made {
        /// The canonical content, kept as a document (its hash is the `body_hash`).
        content: DocumentId,
        /// The locked PDF, asli.
        pdf: DocumentId,
        /// The pertinggal, with the paraf table.
        file_copy: Option<DocumentId>,
    },
    /// A document made elsewhere.
    Outside {
        /// PDF, scan or picture as the naskah.
        document: DocumentId,
        /// The editable file kept beside it.
        editable: Option<DocumentId>,
    },
}

/// Kind of the naskah that goes with a proposal which is given back, or not continued (PROCEDURE section 3).
pub const RETURN_LETTER: &str = "surat-pengembalian";

/// A revision that is siap ditandatangani.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadyRevision {
    /// The naskah.
    pub naskah: NaskahId,
    /// Its kind, e.g. `pengumuman`.
    pub kind: String,
    /// The output it is, none for a naskah outside the lanes (disposisi, surat usulan).
    pub lane: Option<LaneId>,
    /// The revision, from 1.
    pub revision: u32,
    /// SHA-256 of the canonical content; for a document made elsewhere that of the file.
    pub body_hash: String,
    /// SHA-256 of the locked PDF; for a document made elsewhere that of the file.
    pub pdf_sha256: String,
    /// How it was made.
    pub source: RevisionSource,
    /// Post of the signer, none when it is not signed by a post of the office's list.
    pub signer: Option<PostId>,
    /// The signer stands outside the SOP, so that the signature is a wait that no step owns.
    #[serde(default)]
    pub signer_outside: bool,
    /// To whom it goes.
    #[serde(default)]
    pub recipients: Vec<Recipient>,
    /// For a telaah: "belum layak".
    #[serde(default)]
    pub negative: bool,
    /// Whether the kind carries a number.
    #[serde(default)]
    pub numbered: bool,
    /// Pages of the locked PDF.
    #[serde(default)]
    pub pages: u32,
    /// Its text, for the search; empty for a document made elsewhere.
    #[serde(default)]
    pub text: String,
    /// Hal, for the agenda.
    #[serde(default)]
    pub subject: String,
}

/// What an amendment changes ("Betulkan catatan").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "field", rename_all = "snake_case")]
pub enum Change {
    /// When it happened.
    Time {
        /// The right time.
        when: When,
    },
    /// Who did it.
    Actor {
        /// The post.
        post: PostId,
        /// The person.
        person: PersonId,
    },
    /// The copy.
    Copy {
        /// The right document.
        evidence: Evidence,
    },
    /// An outside number: agenda, the agency's letter number, or a number from the book.
    Number {
        /// The right number.
        number: String,
    },
}

/// An act that somebody asks to have recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Act {
    /// A draft of the proposal letter is written here for the agency; no clock runs.
    Draft {
        /// For which agency.
        agency: Agency,
        /// What it proposes.
        etalase: Etalase,
    },
    /// Daftar / terima: the letter is there. Also the resubmission after a return.
    Receive {
        /// From which agency.
        agency: Agency,
        /// What it proposes.
        etalase: Etalase,
        /// The letter.
        letter: ProposalLetter,
    },
    /// Step kind `dispose`.
    Dispose {
        /// What the sheet says.
        disposition: Disposition,
    },
    /// Step kind `receive`.
    AcceptDisposition,
    /// The checklist of a `write` step.
    AnswerChecklist {
        /// The answers.
        checklist: Checklist,
    },
    /// A revision becomes siap ditandatangani, made here or elsewhere.
    Ready {
        /// The revision.
        revision: ReadyRevision,
    },
    /// Step kind `write`: outputs reach the Kabag's desk.
    HandOver {
        /// Which.
        outputs: Vec<LaneRevision>,
    },
    /// Step kind `decide`.
    Decide {
        /// One per output on the desk that is decided now.
        decisions: Vec<LaneDecision>,
    },
    /// Step kind `publish`.
    Publish {
        /// Address and proof.
        publication: Publication,
    },
    /// A signature was given.
    Sign {
        /// The naskah.
        naskah: NaskahId,
        /// The revision that carries it.
        revision: u32,
        /// Where, if said.
        #[serde(default)]
        place: String,
    },
    /// Number and date.
    Number {
        /// As written, or to be issued.
        numbering: Numbering,
    },
    /// The copy of a naskah is there.
    FileCopy {
        /// The naskah.
        naskah: NaskahId,
        /// The revision on that paper.
        revision: u32,
        /// What it is.
        copy: NaskahCopy,
    },
    /// A post outside the SOP sent the letter back to be mended.
    ReturnOutside {
        /// The naskah.
        naskah: NaskahId,
        /// The revision that came back.
        revision: u32,
        /// What is to be mended.
        note: String,
    },
    /// Step kind `send`: handed over to recipients' ways.
    Send {
        /// Per recipient.
        deliveries: Vec<Delivery>,
    },
    /// A receipt came back.
    Receipt {
        /// From whom.
        recipient: String,
        /// Who took it, as written.
        #[serde(default)]
        taken_by: String,
    },
    /// Tahan.
    Hold {
        /// Why.
        reason: String,
    },
    /// Lanjutkan.
    Resume,
    /// Kembalikan ke pengusul.
    ReturnToProposer {
        /// Why.
        reason: String,
    },
    /// Cabut persetujuan.
    WithdrawApproval {
        /// Of which output.
        lane: LaneId,
        /// Why.
        reason: String,
    },
    /// Batal.
    Cancel {
        /// Why.
        reason: String,
    },
    /// Buka kembali at a step.
    Reopen {
        /// At which.
        step: u32,
        /// Why.
        reason: String,
    },
    /// Tutup berkas.
    Close,
    /// Map dibawa ke ….
    MoveFolder {
        /// Where it lies now.
        place: String,
    },
    /// A document joins the berkas.
    Attach {
        /// Where it belongs.
        slot: Slot,
        /// Which.
        document: DocumentId,
        /// Its name on the screen.
        name: String,
    },
    /// A late or deviating step is explained.
    Explain {
        /// The step.
        step: u32,
        /// Its round, from 1.
        round: u32,
        /// Cause, answerable, remedy.
        deviation: Deviation,
    },
    /// "R2 ini yang berlaku": the signed paper wins over a later revision.
    PreferRevision {
        /// The naskah.
        naskah: NaskahId,
        /// The revision that was signed.
        revision: u32,
        /// Why.
        reason: String,
    },
    /// Tidak dipakai.
    DropRevision {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Why.
        reason: String,
    },
    /// Batal, of a naskah that nobody signed.
    VoidNaskah {
        /// Which.
        naskah: NaskahId,
        /// Why.
        reason: String,
    },
    /// Dicabut, of a signed naskah: it keeps its number.
    RevokeNaskah {
        /// Which.
        naskah: NaskahId,
        /// What takes its place, if anything does.
        successor: Option<NaskahId>,
        /// Why.
        reason: String,
    },
    /// Handed to a print queue.
    Print {
        /// The naskah.
        naskah: NaskahId,
        /// The revision.
        revision: u32,
        /// Name of the queue.
        printer: String,
        /// Sheets or copies handed over.
        copies: u32,
    },
    /// A sheet that travels with the map (lembar disposisi, lembar kendali) was handed to a print queue.
    PrintSheet {
        /// Its kind, e.g. `lembar-disposisi`.
        sheet: String,
        /// What was printed, kept as a document.
        document: DocumentId,
        /// Name of the queue.
        printer: String,
        /// Copies handed over.
        copies: u32,
    },
    /// Each recipient gets a letter of his own: made, and kept in the archive.
    Merge {
        /// The letters, the print file and the buku ekspedisi.
        merged: Merged,
    },
    /// Betulkan catatan.
    Amend {
        /// The event, by its number in the journal.
        target: u32,
        /// What is right.
        change: Change,
        /// Why.
        reason: String,
    },
    /// Urungkan the recorder's own last act.
    Undo,
}

/// The official who did it, as the recorder names them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ActorChoice {
    /// The post.
    pub post: PostId,
    /// The person.
    pub person: PersonId,
}

/// One act with its frame, as it arrives from a door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Submission {
    /// What.
    pub act: Act,
    /// Who did it; none means the post's holder on that date, or the staff member for acts without a post.
    pub actor: Option<ActorChoice>,
    /// On what ground.
    pub basis: Basis,
    /// The copy of its paper.
    pub evidence: Evidence,
    /// When it happened.
    pub when: When,
    /// "Lanjutkan dengan penyimpangan", when a paper does not exist.
    pub deviation: Option<Deviation>,
}

impl Submission {
    /// An act done in the application, now, by the one at the keyboard.
    pub fn own(act: Act) -> Submission {
        Submission {
            act,
            actor: None,
            basis: Basis::Own,
            evidence: Evidence::NotNeeded,
            when: When::Now,
            deviation: None,
        }
    }

    /// An act recorded from paper whose hour is written on it; its copy follows.
    pub fn paper(act: Act, at: Instant) -> Submission {
        Submission {
            act,
            actor: None,
            basis: Basis::Paper,
            evidence: Evidence::Later,
            when: When::Written { at },
            deviation: None,
        }
    }
}
